"""The sheet of an action in the editor. Results and money are recorded by their own forms."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from actions.rules.ends import impossible_end
from actors.enums import Noun, Reach, Verb
from actors.models import Scope, User
from actors.rules import Thing, can, granted_scopes, roles_granted
from sites.models import SitePage
from territories.models import Territory


class ActionPageForm(WagtailAdminPageForm):
    """An action is kept where its author may lead one, and below the section of its territory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section = self._section()
        if section and not self.instance.pk:
            self.initial.setdefault("territory", section.pk)
        self._offer("territory", Territory.objects.current().inside(section) if section else Territory.objects.none())
        self._offer("sites", sites_of(section, self.for_user))
        self._offer("pilots", pilots_of(section))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        place = said.get("territory")
        section = self._section()
        if place and section and section.pk not in place.ancestor_ids:
            self.add_error("territory", _("This territory is not in %(section)s.") % {"section": section.name})
        elif place and not self._may_lead(place, said.get("operator")):
            self.add_error("operator", _("You may not lead an action of this organisation there."))
        self._check_end(said)
        return said

    def _check_end(self, said: dict[str, Any]) -> None:
        """An action is over by saying what came of it, here too."""
        ended_on, today = said.get("ended_on"), timezone.localdate()
        is_over = bool(said.get("outcome")) or bool(ended_on and ended_on < today)
        changes = {"ended_on", "outcome", "outcome_reason"} & set(self.changed_data)
        if not (is_over and changes and said.get("started_on")):
            return
        problems = impossible_end(
            started_on=said["started_on"],
            ended_on=ended_on,
            outcome=said.get("outcome", ""),
            reason=said.get("outcome_reason", ""),
            today=today,
        )
        for problem in problems:
            self.add_error("outcome_reason" if problem.field == "reason" else problem.field, problem.reason)

    def _section(self) -> Any:
        return getattr(self.parent_page.specific, "territory", None) if self.parent_page else None

    def _offer(self, name: str, things: Any) -> None:
        """Choices are of this section and of what the user reads: a list must not tell of another territory."""
        if name in self.fields:
            self.fields[name].queryset = things.distinct()

    def _may_lead(self, place: Any, operator: Any) -> bool:
        verb = Verb.UPDATE if self.instance.pk else Verb.DECLARE
        thing = Thing(
            noun=Noun.ACTION,
            territory_ids=frozenset(place.ancestor_ids),
            page_id=self.instance.pk,
            organisation_id=operator.pk if operator else None,
        )
        return bool(self.for_user and can(self.for_user, verb, thing))


def sites_of(section: Any, user: Any) -> Any:
    """The published sites of a place that `user` may read one by one."""
    if section is None or user is None:
        return SitePage.objects.none()
    sites = SitePage.objects.live().inside(section).order_by("title", "pk")
    granted = granted_scopes(user, Verb.READ_EXACT, Noun.SITE)
    if any(grant.reach == Reach.EVERYWHERE for _scope, grant in granted):
        return sites
    homes = [scope.territory_id for scope, _grant in granted if scope.territory_id]
    return sites.filter(commune__ancestor_ids__overlap=homes) if homes else SitePage.objects.none()


def pilots_of(section: Any) -> Any:
    """Who steers a place."""
    above = section.ancestor_ids if section else []
    scopes = Scope.objects.in_force().filter(role__in=roles_granted(Verb.PUBLISH, Noun.ACTION), territory__in=above)
    return User.objects.filter(is_active=True, scopes__in=scopes)


ACTION_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("title", help_text=gettext_lazy("Everyone reads it: name neither a site nor a person.")),
            FieldPanel("objectives", help_text=gettext_lazy("Everyone reads them.")),
            FieldPanel("themes"),
        ],
        heading=gettext_lazy("The action"),
    ),
    MultiFieldPanel([FieldPanel("operator"), FieldPanel("pilots")], heading=gettext_lazy("Who leads it")),
    MultiFieldPanel([FieldPanel("started_on"), FieldPanel("ended_on")], heading=gettext_lazy("When")),
    MultiFieldPanel(
        [FieldPanel("territory"), FieldPanel("location_kind"), FieldPanel("sites")],
        heading=gettext_lazy("Where"),
    ),
    MultiFieldPanel([FieldPanel("outcome"), FieldPanel("outcome_reason")], heading=gettext_lazy("What came of it")),
]
