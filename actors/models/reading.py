"""Who read what, and the chain that shows whether it was tampered with (docs/decisions/0016)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.enums import ReadingKind, Role
from actors.querysets import ReadingQuerySet


class Reading(models.Model):
    """One look at one site, or at several at once: one row for a list, with the sites that were in it.

    Who is a person or a key, told by their number alone: names may go (right to be forgotten), the row stays true.
    `digest` covers the content, from the moment it is written; `number` and `link` put it in the chain, once sealed.
    """

    read_at = models.DateTimeField(_("read on"))
    kind = models.CharField(_("kind"), max_length=10, choices=ReadingKind)
    user = models.ForeignKey(
        "actors.User", models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="readings"
    )
    key = models.ForeignKey(
        "actors.ApiKey", models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="readings"
    )
    organisation = models.ForeignKey(
        "actors.Organisation", models.DO_NOTHING, null=True, db_constraint=False, related_name="readings"
    )
    roles = ArrayField(models.CharField(max_length=12, choices=Role), default=list)
    page_ids = ArrayField(models.BigIntegerField())
    digest = models.CharField(max_length=64)
    number = models.BigIntegerField(null=True, unique=True)
    link = models.CharField(max_length=64, default="")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = [
            GinIndex(fields=["page_ids"], name="reading_pages"),
            models.Index(fields=["user", "-read_at"], name="reading_user"),
            models.Index(fields=["key", "-read_at"], name="reading_key"),
            models.Index(fields=["-read_at", "-id"], name="reading_recent"),
            models.Index(fields=["id"], condition=models.Q(number__isnull=True), name="reading_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.read_at:%Y-%m-%d %H:%M}"


class ReadingMark(models.Model):
    """Where the chain begins (after a purge) and ends (what was sealed last), signed: nobody shortens it unseen."""

    class Name(models.TextChoices):
        START = "start"
        HEAD = "head"

    name = models.CharField(primary_key=True, max_length=5, choices=Name)
    number = models.BigIntegerField(default=0)
    link = models.CharField(max_length=64, default="")
    signature = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("mark of the readings")
        verbose_name_plural = _("marks of the readings")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
