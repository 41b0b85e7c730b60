"""What the frame of every page needs: menus by right, and where a page stands."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from actors.enums import Noun, Verb
from actors.rules import can
from actors.views.receiving import FIELD

register = template.Library()

# Pages that every installation has, by the slug that migrations gave them; editors may rename their titles.
INDEXES = ("bonnes-pratiques", "actualites", "territoires")
FOOTER = ("a-propos", "contact-et-acces", "mentions-legales", "donnees-personnelles")
# The footer must say how far the platform is accessible, and link to the statement (RGAA).
ACCESSIBILITY = "accessibilite"
# Home page and its children: what the menus are made of. Depth 1 is Wagtail's own root.
FIRST_RANK = 3


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Step:
    title: str
    url: str


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[MenuItem]:
    request = context["request"]
    path = request.path
    items = [MenuItem(_("Home"), "/", path == "/")]
    if request.user.is_authenticated:
        items.append(_window("dashboard", _("My territories"), path))
    items.append(_window("public_map", _("Map"), path))
    if can(request.user, Verb.READ, Noun.SITE):
        items.append(_window("sites", _("Sites"), path))
        items.append(_window("boards", _("Steering"), path))
    items.append(_window("actions", _("Actions"), path))
    if not request.user.is_authenticated:
        items.append(_window("statistics", _("Statistics"), path))
    if can(request.user, Verb.READ, Noun.DIRECTORY):
        items.append(_window("directory_people", _("Directory"), path))
    if can(request.user, Verb.INVITE, Noun.ACCOUNT):
        items.append(_window("accounts", _("Accounts"), path))
    items += [item for slug in INDEXES if (item := _section(request, slug))]
    return [item for item in items if item.url]


@register.simple_tag(takes_context=True)
def footer_menu(context: dict[str, Any]) -> list[MenuItem]:
    return [item for slug in FOOTER if (item := _section(context["request"], slug))]


@register.simple_tag(takes_context=True)
def section(context: dict[str, Any], slug: str) -> MenuItem | None:
    """A page of first rank by its slug, None if it is not published: `{% section "actualites" as news %}`."""
    return _section(context["request"], slug)


@register.inclusion_tag("components/sending_token.html", takes_context=True)
def sending_token(context: dict[str, Any]) -> dict[str, str]:
    """The hidden field by which a form is received once (`actors.views.receiving`); a form sent back keeps its own."""
    return {"token": context["request"].POST.get(FIELD) or str(uuid4()), "field": FIELD}


@register.simple_tag
def page_trail(page: Page) -> list[Step]:
    """The pages between home and this one, for the breadcrumb. One query."""
    above = page.get_ancestors().live().filter(depth__gte=FIRST_RANK).only("title", "url_path", "depth", "path")
    root = page.get_url_parts()
    if root is None:
        return []
    home_length = len(page.url_path) - len(root[2].lstrip("/"))
    return [Step(one.title, "/" + one.url_path[home_length:]) for one in above]


def _window(name: str, label: str, path: str) -> MenuItem:
    """A list or map of the catalogue, by the name of its address; without one where that floor is not installed."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        url = ""
    return MenuItem(label, url, bool(url) and path.startswith(url))


def _section(request: HttpRequest, slug: str) -> MenuItem | None:
    titles = _titles(request)
    url = f"/{slug}/"
    return MenuItem(titles[slug], url, request.path.startswith(url)) if slug in titles else None


def _titles(request: HttpRequest) -> dict[str, str]:
    """Titles of the published pages of first rank, by slug. Read once per request: header and footer share it."""
    kept = getattr(request, "_first_rank_titles", None)
    if kept is None:
        pages = Page.objects.live().filter(depth=FIRST_RANK, slug__in=[*INDEXES, *FOOTER, ACCESSIBILITY])
        kept = dict(pages.values_list("slug", "title"))
        request._first_rank_titles = kept  # type: ignore[attr-defined]
    return kept
