"""An evaluation made by others than those who tell or apply a practice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.fields import WebAddressField
from knowledge.enums import EvaluationConclusion


class Evaluation(models.Model):
    """Attached by an editor, to be read by everyone. One that was taken off is kept, and no longer counts."""

    practice = models.ForeignKey("knowledge.PracticePage", models.CASCADE, related_name="evaluations")
    title = models.CharField(_("title"), max_length=200)
    evaluator = models.CharField(_("who made it"), max_length=200)
    dated_on = models.DateField(_("published on"))
    conclusion = models.CharField(_("what it concludes"), max_length=12, choices=EvaluationConclusion)
    summary = models.TextField(_("in a few sentences"), max_length=1000)
    url = WebAddressField(_("where it is read"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-dated_on", "-pk"]

    def __str__(self) -> str:
        return self.title
