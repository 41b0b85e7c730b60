"""What an address asks of an export: the very filter of the list from which it is opened."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from actors.enums import Noun
from actors.forms.accounts import AccountFilterForm
from actors.rules import Viewer
from catalog.filters import Chip, EntryFilter
from steering.registry import Asked, ExportTable

# Where one was in the list, which an export begins from the start.
OF_PAGES = ("cursor", "page")


@dataclass(frozen=True)
class Question:
    """`found`: an EntryFilter, or what accounts are narrowed to. With an error nothing is found."""

    found: Any
    errors: list[str] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    query: str = ""

    def asked_by(self, user: Any, *, starts_on: date | None = None, ends_on: date | None = None) -> Asked:
        return Asked(user, self.found, starts_on, ends_on)


def read_question(table: ExportTable, query: QueryDict, *, user: Any) -> Question:
    asked = query.copy()
    for name in OF_PAGES:
        asked.pop(name, None)
    if table.noun == Noun.ACCOUNT:
        return _of_accounts(asked)
    entries = EntryFilter(table.noun, asked, viewer=Viewer(user=user))
    errors = [error.message for error in entries.errors]
    return Question(entries, errors, entries.chips if not errors else [], entries.link().removeprefix("?"))


def _of_accounts(asked: QueryDict) -> Question:
    form = AccountFilterForm(asked or None)
    query = asked.urlencode()
    errors = [_("This filter does not exist here: %s.") % name for name in sorted(asked.keys() - form.fields.keys())]
    if form.is_bound and not form.is_valid():
        errors += [str(error) for refusals in form.errors.values() for error in refusals]
    if errors:
        return Question(None, errors, query=query)
    chips = [
        Chip(_("%(facet)s: %(choice)s") % {"facet": field.label, "choice": said}, _without(asked, name))
        for name, field, said in _said(form)
    ]
    return Question(form.wanted, chips=chips, query=query)


def _said(form: AccountFilterForm) -> Iterator[tuple[str, Any, str]]:
    """What is asked, field by field, in words; which of several homonyms is said by its territory."""
    for name, form_field in form.fields.items():
        value = form.cleaned_data.get("territory" if name == "place_name" else name) if form.is_bound else None
        if value and name != "place":
            yield name, form_field, str(dict(getattr(form_field, "choices", ())).get(value, value))


def _without(asked: QueryDict, name: str) -> str:
    left = asked.copy()
    # A place is a name and its key: neither goes without the other.
    for one in ("place_name", "place") if name == "place_name" else (name,):
        left.pop(one, None)
    return "?" + left.urlencode()
