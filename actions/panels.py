"""The sheet of an action in the editor. Results and money are recorded by their own forms."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from actors.enums import Noun, Verb
from actors.rules import Thing, can


class ActionPageForm(WagtailAdminPageForm):
    """An action is kept where its author may lead one, and below the section of its territory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section = getattr(self.parent_page.specific, "territory", None) if self.parent_page else None
        if section and not self.instance.pk:
            self.initial.setdefault("territory", section.pk)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        place = said.get("territory")
        section = getattr(self.parent_page.specific, "territory", None) if self.parent_page else None
        if place and section and section.pk not in place.ancestor_ids:
            self.add_error("territory", _("This territory is not in %(section)s.") % {"section": section.name})
        elif place and not self._may_lead(place, said.get("operator")):
            self.add_error("operator", _("You may not lead an action of this organisation there."))
        return said

    def _may_lead(self, place: Any, operator: Any) -> bool:
        verb = Verb.UPDATE if self.instance.pk else Verb.DECLARE
        thing = Thing(
            noun=Noun.ACTION,
            territory_ids=frozenset(place.ancestor_ids),
            page_id=self.instance.pk,
            organisation_id=operator.pk if operator else None,
        )
        return bool(self.for_user and (self.for_user.is_superuser or can(self.for_user, verb, thing)))


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
