"""The head of pages that everyone may read: canonical address, social card, schema.org."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from actors.enums import Noun
from catalog.queries.sharing import WINDOWS, Card, card_of_page, card_of_window
from catalog.rules.linked_data import graph
from cms.models import PlatformPage
from cms.templatetags.platform import page_trail

register = template.Library()


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing for what is not public, drafts included. `nodes` of the context: what the view says of its own page."""
    card = _card(context)
    nodes = [*(card.nodes if card else []), *context.get("nodes", [])]
    return {"card": card, "linked": _written(nodes), "site_name": context.get("platform_name", "")}


def _card(context: dict[str, Any]) -> Card | None:
    request, page = context.get("request"), context.get("page")
    if request is None or getattr(request, "is_preview", False):
        return None
    if isinstance(page, PlatformPage):
        # A site has no public document: it is not even looked for.
        is_public = page.pk and page.live and page.noun != Noun.SITE
        return card_of_page(page.pk, _trail(page)) if is_public else None
    match = getattr(request, "resolver_match", None)
    name = match.url_name if match else ""
    return card_of_window(name, WINDOWS[name]) if name in WINDOWS else None


def _trail(page: PlatformPage) -> list[tuple[str, str]]:
    return [(_("Home"), "/"), *((step.title, step.url) for step in page_trail(page))]


def _written(nodes: list[Any]) -> SafeString | str:
    return graph(nodes) if nodes else ""
