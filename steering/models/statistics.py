"""What is published for everyone: fixed when it is published, and told the same ever after."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UseOfDay(models.Model):
    """How the platform was used, counted once on `day` (steering.queries.use)."""

    day = models.DateField(_("day"), unique=True)
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("use of the platform")
        verbose_name_plural = _("uses of the platform")
        ordering = ["-day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class OpenMonth(models.Model):
    """The open dataset of one month: rows by département, made of the areas that everyone could see on `as_of`."""

    month = models.DateField(_("month"), unique=True, help_text="The first day of the month.")
    as_of = models.DateField(_("state on"))
    rows = models.JSONField(_("rows"))
    published_at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("open dataset of a month")
        verbose_name_plural = _("open dataset by month")
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
