"""An action: what one operator leads for inhabitants, over time, with money and results."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from actions.enums import ActionStatus, LocationKind, Outcome, Theme
from actions.panels import ACTION_PANELS, ActionPageForm
from actions.rules.ends import status_on
from actors.enums import Noun
from actors.rules import Thing
from cms.fields import ChoicesField
from cms.models import StructuredPage
from cms.querysets import PlacedPageManager
from territories.models import Territory


class ActionPage(StructuredPage):
    """Title, objectives and place here; indicators and fundings by year in tables beside (actions.models.results)."""

    noun = Noun.ACTION
    has_journal = True
    place_lookup = "territory__ancestor_ids"
    organisation_lookup = "operator_id"
    compared = (
        "title",
        "objectives",
        "themes",
        "operator",
        "territory",
        "location_kind",
        "started_on",
        "ended_on",
        "sites",
        "pilots",
    )

    objectives = models.TextField(_("objectives"), max_length=4000)
    themes = ChoicesField(models.CharField(max_length=20, choices=Theme), default=list, verbose_name=_("themes"))
    operator = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="actions", verbose_name=_("operator"), null=True
    )
    pilots = ParentalManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="piloted_actions", verbose_name=_("pilots")
    )
    started_on = models.DateField(_("start"))
    ended_on = models.DateField(_("end"), null=True, blank=True)
    location_kind = models.CharField(
        _("where it happens"), max_length=16, choices=LocationKind, default=LocationKind.TERRITORY
    )
    territory = models.ForeignKey(
        "territories.Territory", models.PROTECT, related_name="actions", verbose_name=_("territory")
    )
    sites = ParentalManyToManyField("sites.SitePage", blank=True, related_name="actions", verbose_name=_("sites"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    outcome_reason = models.TextField(_("why"), max_length=2000, blank=True)
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="continued_by"
    )
    register = models.CharField(_("register"), max_length=60, blank=True, editable=False)
    external_id = models.CharField(_("identifier in the register"), max_length=120, blank=True, editable=False)

    objects = PlacedPageManager()

    content_panels = ACTION_PANELS
    base_form_class = ActionPageForm
    parent_page_types = ["cms.TerritoryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "external_id"], condition=~Q(external_id=""), name="action_of_register"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="action_ends_after_start"
            ),
        ]

    @property
    def status(self) -> ActionStatus:
        return status_on(timezone.localdate(), self.started_on, self.ended_on, outcome=self.outcome)

    @property
    def form_url(self) -> str:
        return reverse("update_action", args=[self.translation_key])

    def clean(self) -> None:
        super().clean()
        if self.territory_id and self._has_sites_elsewhere():
            raise ValidationError({"sites": _("Every site of an action is in its territory.")})

    def _has_sites_elsewhere(self) -> bool:
        communes = {site.commune_id for site in self.sites.all()}
        inside = Territory.objects.inside(self.territory).filter(pk__in=communes)
        return bool(communes) and inside.count() != len(communes)

    def as_thing(self) -> Thing:
        return Thing(
            noun=self.noun,
            territory_ids=frozenset(self.territory.ancestor_ids),
            page_id=self.pk,
            organisation_id=self.operator_id,
            author_id=self.owner_id,
        )
