"""What the frame of every page needs: menus by right, and where a page stands."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import template
from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from actors.views.receiving import FIELD
from cms.enums import Conformity
from cms.queries.accessibility import score
from cms.queries.menus import FIRST_RANK, MenuItem, Titles, first_rank_titles, footer_items, main_items, section_item

register = template.Library()


@dataclass(frozen=True)
class Step:
    title: str
    url: str


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[MenuItem]:
    request = context["request"]
    return main_items(request.user, path=request.path, titles=_titles(request))


@register.simple_tag(takes_context=True)
def footer_menu(context: dict[str, Any]) -> list[MenuItem]:
    request = context["request"]
    return footer_items(path=request.path, titles=_titles(request))


@register.simple_tag(takes_context=True)
def section(context: dict[str, Any], slug: str) -> MenuItem | None:
    """A page of first rank by its slug, None if it is not published: `{% section "actualites" as news %}`."""
    request = context["request"]
    return section_item(slug, _titles(request), path=request.path)


@register.simple_tag
def accessibility_label() -> str:
    """How far the platform is accessible: by the deployer's own audit, or by our grid."""
    audited = settings.ACCESSIBILITY_CONFORMITY
    return str((Conformity(audited) if audited else score().conformity).label)


@register.inclusion_tag("components/sending_token.html", takes_context=True)
def sending_token(context: dict[str, Any]) -> dict[str, str]:
    """The hidden field by which a form is received once (`actors.views.receiving`); a form sent back keeps its own."""
    return {"token": context["request"].POST.get(FIELD) or str(uuid4()), "field": FIELD}


@register.simple_tag
def page_trail(page: Page) -> list[Step]:
    """The pages between home and this one, for the breadcrumb and for search engines. One query, once."""
    kept: list[Step] | None = getattr(page, "_trail", None)
    if kept is None:
        kept = page._trail = _trail(page) if page.depth > FIRST_RANK else []
    return kept


def _trail(page: Page) -> list[Step]:
    above = page.get_ancestors().live().filter(depth__gte=FIRST_RANK).only("title", "url_path", "depth", "path")
    root = page.get_url_parts()
    if root is None:
        return []
    home_length = len(page.url_path) - len(root[2].lstrip("/"))
    return [Step(one.title, "/" + one.url_path[home_length:]) for one in above]


def _titles(request: HttpRequest) -> Titles:
    """Read once per request: header and footer share them."""
    kept = getattr(request, "_first_rank_titles", None)
    if kept is None:
        kept = first_rank_titles()
        request._first_rank_titles = kept  # type: ignore[attr-defined]
    return kept
