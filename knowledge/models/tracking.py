"""What the sites of a practice's cases have become: computed again from observations, never typed in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.rules.comparison import Compared
from sites.enums import PeopleBand


class TrackedEffect(models.Model):
    """What became of the needs of one site after one case began. It says of no site which one it is.

    case: "adoption:12" or "action:7". months: until a need was gone for good.
    """

    practice = models.ForeignKey("knowledge.PracticePage", models.CASCADE, related_name="effects")
    case = models.CharField(max_length=40)
    departement = models.ForeignKey("territories.Territory", models.CASCADE, null=True, related_name="+")
    size = models.CharField(max_length=10, choices=PeopleBand)
    people = models.PositiveIntegerField(null=True)
    needs = ArrayField(models.CharField(max_length=24), default=list)
    gone = ArrayField(models.CharField(max_length=24), default=list)
    months = models.PositiveSmallIntegerField(null=True)
    is_failed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tracked effect")
        verbose_name_plural = _("tracked effects")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.practice_id} · {self.case}"


class Comparison(models.Model):
    """Exact counts of a practice's sites and of similar ones: what is told of them is rounded, or withheld."""

    practice = models.OneToOneField("knowledge.PracticePage", models.CASCADE, related_name="comparison")
    applied = models.PositiveIntegerField()
    better = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()
    similar = models.PositiveIntegerField()
    similar_better = models.PositiveIntegerField()
    places = models.PositiveIntegerField()
    chance = models.FloatField(null=True)

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")

    def __str__(self) -> str:
        return f"{self.practice_id} · {self.applied} / {self.similar}"

    @property
    def compared(self) -> Compared:
        return Compared(**{name: getattr(self, name) for name in Compared.__dataclass_fields__})


class TrackingTurn(models.Model):
    """One row: how many times tracking was asked for, up to which of them it was begun last, and is done."""

    asked = models.PositiveBigIntegerField(default=0)
    begun = models.PositiveBigIntegerField(default=0, db_default=0)
    begun_at = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("turn of tracking")
        verbose_name_plural = _("turns of tracking")

    def __str__(self) -> str:
        return f"{self.done} / {self.asked}"
