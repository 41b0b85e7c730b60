"""Results and money of an action, by year."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.enums import FundingSource

YEAR_VALIDATORS = [MinValueValidator(2000), MaxValueValidator(2100)]
MONEY: dict[str, Any] = {
    "max_digits": 12,
    "decimal_places": 2,
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(0)],
}


def _count(label: Any) -> models.PositiveIntegerField:
    """None is unknown, which is not zero."""
    return models.PositiveIntegerField(label, null=True, blank=True)


class Indicator(models.Model):
    """The results of one year. Schooling comes first."""

    action = models.ForeignKey("actions.ActionPage", models.CASCADE, related_name="indicators")
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR_VALIDATORS)
    people = _count(_("people"))
    households = _count(_("households"))
    women = _count(_("women"))
    minors = _count(_("minors"))
    to_be_schooled = _count(_("minors to be schooled"))
    in_mediation = _count(_("minors in school mediation"))
    enrolled_nursery = _count(_("enrolled in nursery school"))
    enrolled_primary = _count(_("enrolled in primary school"))
    enrolled_college = _count(_("enrolled in collège"))
    enrolled_lycee = _count(_("enrolled in lycée"))
    enrolled_other = _count(_("enrolled elsewhere"))
    work_people = _count(_("people who found work"))
    work_women = _count(_("women who found work"))
    housing_people = _count(_("people housed"))
    housing_households = _count(_("households housed"))
    shelter_people = _count(_("people sheltered"))
    shelter_households = _count(_("households sheltered"))
    health_people = _count(_("people followed for health"))
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("indicators of a year")
        verbose_name_plural = _("indicators by year")
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["action", "year"], name="indicators_once_a_year")]

    def __str__(self) -> str:
        return str(self.year)


class Funding(models.Model):
    """Money of one year from one source, in euros. Read with the right `read_finances` only."""

    action = models.ForeignKey("actions.ActionPage", models.CASCADE, related_name="fundings")
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR_VALIDATORS)
    source = models.CharField(_("source"), max_length=12, choices=FundingSource)
    planned_eur = models.DecimalField(_("planned (€)"), **MONEY)
    spent_eur = models.DecimalField(_("spent (€)"), **MONEY)

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("fundings")
        ordering = ["year", "source"]
        constraints = [models.UniqueConstraint(fields=["action", "year", "source"], name="funding_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} · {self.get_source_display()}"


class FundingChange(models.Model):
    """What was said of a funding, when and by whom: its history, for those who see finances. No amount: taken away."""

    action = models.ForeignKey("actions.ActionPage", models.CASCADE, related_name="funding_changes")
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("source"), max_length=12, choices=FundingSource)
    planned_eur = models.DecimalField(_("planned (€)"), **MONEY)
    spent_eur = models.DecimalField(_("spent (€)"), **MONEY)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of a funding")
        verbose_name_plural = _("changes of fundings")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.year} · {self.get_source_display()}"
