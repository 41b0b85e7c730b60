"""Saying from which sites the people of a site came."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sites.forms.asking import AskingForm, CountInput
from sites.models import Resettlement, SitePage
from sites.models.observation import MAX_PEOPLE
from sites.queries.finding import sites_to_link

# One may come back for more.
BLANKS = 3
SITES_LIST = "sites-known"


@dataclass(frozen=True)
class OriginFields:
    number: int
    site: BoundField
    people: BoundField


class OriginsForm(AskingForm):
    """Lines of a site, found by typing, and how many people came from it. A line without a site says nothing."""

    def __init__(self, *args: Any, site: SitePage, links: list[Resettlement], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["confirmed"]
        self.known = {_described(other): other for other in sites_to_link(user, site)}
        self.lines = len(links) + BLANKS
        for number in range(self.lines):
            link = links[number] if number < len(links) else None
            self.fields[f"site_{number}"] = forms.CharField(
                label=_("Site"),
                required=False,
                max_length=600,
                initial=_described(link.origin) if link else "",
                widget=forms.TextInput(attrs={"list": SITES_LIST, "autocomplete": "off"}),
            )
            self.fields[f"people_{number}"] = forms.IntegerField(
                label=_("People who came from it"),
                required=False,
                min_value=0,
                max_value=MAX_PEOPLE,
                initial=link.people if link else None,
                widget=CountInput,
            )

    @property
    def rows(self) -> list[OriginFields]:
        return [
            OriginFields(number + 1, self[f"site_{number}"], self[f"people_{number}"]) for number in range(self.lines)
        ]

    @property
    def origins(self) -> dict[SitePage, int | None]:
        said = self.cleaned_data
        return {
            self.known[said[f"site_{number}"]]: said[f"people_{number}"]
            for number in range(self.lines)
            if said[f"site_{number}"]
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        seen: set[str] = set()
        for number in range(self.lines):
            name, people = said.get(f"site_{number}") or "", said.get(f"people_{number}")
            if name and name not in self.known:
                self.add_error(f"site_{number}", _("Choose a site in the list that opens as you type its name."))
            elif name in seen:
                self.add_error(f"site_{number}", _("This site is named twice."))
            elif not name and people is not None:
                self.add_error(f"site_{number}", _("Say which site they came from."))
            if name:
                seen.add(name)
        return said


def _described(site: SitePage) -> str:
    """Told apart by its mark: two sites may bear one name in one commune."""
    return f"{site.title}, {site.commune.name} ({site.slug})"
