"""What menus hold, by right: windows of the platform, and the published pages of first rank."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from actors.enums import Noun, Verb
from actors.rules import can

# Pages that every installation has, by the slug that migrations gave them; editors may rename their titles.
INDEXES = ("bonnes-pratiques", "actualites", "territoires")
FOOTER = ("a-propos", "contact-et-acces", "mentions-legales", "donnees-personnelles")
# Where the accessibility statement is, which the footer links to (RGAA).
ACCESSIBILITY = "accessibilite"
# Home page and its children: what the menus are made of. Depth 1 is Wagtail's own root.
FIRST_RANK = 3
Titles = dict[str, str]


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool
    is_page: bool = False


def main_items(user: Any, *, path: str, titles: Titles | None = None) -> list[MenuItem]:
    """`path`: where one is. `titles`: of `first_rank_titles`, if they are known already."""
    titles = first_rank_titles() if titles is None else titles
    items = [MenuItem(_("Home"), "/", path == "/")]
    if user.is_authenticated:
        items.append(_window("dashboard", _("My territories"), path))
    items.append(_window("public_map", _("Map"), path))
    if can(user, Verb.READ_PUBLIC, Noun.SITE):
        items.append(_window("sites", _("Sites"), path))
    if can(user, Verb.READ, Noun.SITE):
        items.append(_window("boards", _("Steering"), path))
    items.append(_window("actions", _("Actions"), path))
    if not user.is_authenticated:
        items.append(_window("statistics", _("Statistics"), path))
    if can(user, Verb.READ, Noun.DIRECTORY):
        items.append(_window("directory_people", _("Directory"), path))
    if can(user, Verb.INVITE, Noun.ACCOUNT):
        items.append(_window("accounts", _("Accounts"), path))
    items += [item for slug in INDEXES if (item := section_item(slug, titles, path=path))]
    return [item for item in items if item.url]


def footer_items(*, path: str, titles: Titles | None = None) -> list[MenuItem]:
    titles = first_rank_titles() if titles is None else titles
    return [item for slug in FOOTER if (item := section_item(slug, titles, path=path))]


def section_item(slug: str, titles: Titles, *, path: str) -> MenuItem | None:
    url = f"/{slug}/"
    return MenuItem(titles[slug], url, path.startswith(url), is_page=True) if slug in titles else None


def first_rank_titles() -> Titles:
    """Titles of the published pages of first rank, by slug. One query."""
    pages = Page.objects.live().filter(depth=FIRST_RANK, slug__in=[*INDEXES, *FOOTER, ACCESSIBILITY])
    return dict(pages.values_list("slug", "title"))


def _window(name: str, label: str, path: str) -> MenuItem:
    """A list or map of the catalogue, by the name of its address; without one where that floor is not installed."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        url = ""
    return MenuItem(label, url, bool(url) and path.startswith(url))
