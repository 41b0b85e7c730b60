"""What people write to each other about a site or an action."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collaboration.enums import JournalTag
from collaboration.querysets import JournalQuerySet


class JournalEntry(models.Model):
    """A dated message on a page (a site, an action). The author's organisation is kept: it outlives the account.

    Nothing written is lost at once: an edited text goes to `versions`, a deleted one stays for those who moderate.
    `change`: order of what happened in the journal of this page, in commit order (services.journal takes a turn).
    """

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="journal")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="journal_entries")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="journal_entries")
    text = models.TextField(_("message"), max_length=4000)
    tags = ArrayField(models.CharField(max_length=20, choices=JournalTag), default=list, blank=True)
    is_restricted = models.BooleanField(_("restricted"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(_("reason"), max_length=300, blank=True)
    change = models.BigIntegerField(default=0, editable=False)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal message")
        verbose_name_plural = _("journal messages")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["page", "-created_at"], name="journal_of_page"),
            models.Index(fields=["page", "change"], name="journal_changes"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def tag_labels(self) -> list[str]:
        return [str(JournalTag(tag).label) for tag in self.tags]

    @property
    def is_withdrawn(self) -> bool:
        return self.deleted_at is not None or self.hidden_at is not None


class JournalVersion(models.Model):
    """What a message said before it was edited."""

    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="versions")
    text = models.TextField()
    tags = ArrayField(models.CharField(max_length=20, choices=JournalTag), default=list, blank=True)
    replaced_at = models.DateTimeField()

    class Meta:
        verbose_name = _("earlier text of a message")
        verbose_name_plural = _("earlier texts of messages")
        ordering = ["replaced_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Addressee(models.Model):
    """Whom a message names: one person, or everyone of an organisation. A restricted one is for them alone."""

    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="addressees")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, organisation__isnull=True)
                | Q(user__isnull=True, organisation__isnull=False),
                name="addressee_is_a_person_or_an_organisation",
            ),
            models.UniqueConstraint(fields=["entry", "user"], name="person_addressed_once"),
            models.UniqueConstraint(fields=["entry", "organisation"], name="organisation_addressed_once"),
        ]

    def __str__(self) -> str:
        return str(self.user or self.organisation)


class JournalReading(models.Model):
    """How far someone has read the journal of a page: the last message that was in front of them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    seen = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("reading of a journal")
        verbose_name_plural = _("readings of journals")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="journal_read_by_each")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.page_id} · {self.seen}"
