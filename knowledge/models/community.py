"""Asking the community: a question, its answers, the one that settled it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.enums import Theme
from cms.fields import ChoicesField
from knowledge.enums import SiteNeed
from knowledge.querysets import CommunityQuerySet


class Written(models.Model):
    """What a member wrote. Hidden, it stays for who wrote it and for those who moderate."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("text"), max_length=4000)
    written_at = models.DateTimeField(auto_now_add=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        abstract = True


class Question(Written):
    """`accepted`: the answer that its author, or an editor, says was the right one. `practice`: what was made of it."""

    title = models.CharField(_("your question, in one sentence"), max_length=200)
    themes = ChoicesField(models.CharField(max_length=20, choices=Theme), default=list, verbose_name=_("themes"))
    site_needs = ChoicesField(
        models.CharField(max_length=24, choices=SiteNeed), default=list, blank=True, verbose_name=_("needs")
    )
    accepted = models.OneToOneField(
        "knowledge.Answer", models.SET_NULL, null=True, blank=True, related_name="accepted_for"
    )
    practice = models.ForeignKey(
        "knowledge.PracticePage", models.SET_NULL, null=True, blank=True, related_name="questions"
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["-id"], condition=Q(hidden_at=None), name="questions_shown")]

    def __str__(self) -> str:
        return self.title


class Answer(Written):
    """`practice`: a published practice that answers."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    practice = models.ForeignKey(
        "knowledge.PracticePage", models.SET_NULL, null=True, blank=True, related_name="answers"
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
