"""What the pages of sites and actions show of this floor."""

from typing import Any

from django import template

from cms.models import PlatformPage
from collaboration.forms import JournalForm
from collaboration.queries.coordination import Actors, actors_of
from collaboration.queries.follows import follows_page, follows_territory
from collaboration.queries.journal import GLANCE, Journal, read_journal
from collaboration.queries.notifications import unread_count
from collaboration.queries.searches import saved_as
from territories.models import Territory

register = template.Library()


@register.simple_tag(takes_context=True)
def journal_of(context: dict[str, Any], page: PlatformPage) -> Journal | None:
    """The latest messages, as the person of this request may read them."""
    return read_journal(page, reader=context["request"].user, limit=GLANCE)


@register.simple_tag(takes_context=True)
def actors_on(context: dict[str, Any], page: PlatformPage) -> Actors | None:
    return actors_of(page, reader=context["request"].user)


@register.simple_tag(takes_context=True)
def unread_notifications(context: dict[str, Any]) -> int:
    return unread_count(context["request"].user)


@register.simple_tag(takes_context=True)
def follow_of(context: dict[str, Any], page: PlatformPage) -> bool | None:
    """Whether the person of this request follows a page; None for who could not."""
    return follows_page(context["request"].user, page)


@register.simple_tag(takes_context=True)
def follow_of_territory(context: dict[str, Any], territory: Territory) -> bool | None:
    return follows_territory(context["request"].user, territory)


@register.simple_tag(takes_context=True)
def journal_form(context: dict[str, Any], page: PlatformPage) -> JournalForm:
    """A blank message; what was refused is shown again by the journal's own page."""
    return JournalForm(page=page, author=context["request"].user)


@register.inclusion_tag("collaboration/_save_search.html", takes_context=True)
def save_search(context: dict[str, Any]) -> dict[str, Any]:
    """The search of this page, to keep; nothing for who is not signed in."""
    request = context["request"]
    query, saved = saved_as(request.GET.urlencode(), user=request.user)
    shown = {"request": request, "csrf_token": context.get("csrf_token"), "query": query}
    return shown | {"words": request.GET.get("q", ""), "saved_search": saved}
