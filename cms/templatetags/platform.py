"""What the frame of every page needs: the menu by right, and a class for an active link."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from actors.enums import Noun, Verb
from actors.rules import can

register = template.Library()

# Pages that every installation has, by the slug that migrations gave them; editors may rename their titles.
INDEXES = ("bonnes-pratiques", "actualites", "territoires")
FOOTER = ("a-propos", "contact-et-acces", "accessibilite", "mentions-legales", "donnees-personnelles")


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool


def _windows(user: Any) -> list[tuple[str, str]]:
    """The lists and maps of the catalogue that this person may open: URL name, label."""
    windows = [("public_map", _("Map"))]
    if can(user, Verb.READ, Noun.SITE):
        windows.append(("sites", _("Sites")))
    windows.append(("actions", _("Actions")))
    return windows


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[MenuItem]:
    request = context["request"]
    path = request.path
    items = [MenuItem(_("Home"), "/", path == "/")]
    if request.user.is_authenticated:
        items.append(_window("dashboard", _("My territories"), path))
    items += [_window(name, label, path) for name, label in _windows(request.user)]
    pages = _pages(INDEXES)
    items += [MenuItem(pages[slug], f"/{slug}/", path.startswith(f"/{slug}/")) for slug in INDEXES if slug in pages]
    return [item for item in items if item.url]


@register.simple_tag
def footer_menu() -> list[MenuItem]:
    pages = _pages(FOOTER)
    return [MenuItem(pages[slug], f"/{slug}/", False) for slug in FOOTER if slug in pages]  # noqa: FBT003


def _window(name: str, label: str, path: str) -> MenuItem:
    try:
        url = reverse(name)
    except NoReverseMatch:
        url = ""
    return MenuItem(label, url, bool(url) and path.startswith(url))


def _pages(slugs: tuple[str, ...]) -> dict[str, str]:
    """Titles of the published pages of first rank, by slug."""
    return dict(Page.objects.live().filter(depth=3, slug__in=slugs).values_list("slug", "title"))
