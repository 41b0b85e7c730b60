"""What was last done of each chore."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoreRun(models.Model):
    """`problem`: the kind of error and where it arose; never its words, which may hold a name or a place."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("run of a chore")
        verbose_name_plural = _("runs of chores")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
