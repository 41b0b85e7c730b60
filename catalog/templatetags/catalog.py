"""Lists of the catalogue for pages of the tree: `{% entry_list "news" as listing %}`."""

from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from actors.enums import Noun
from actors.rules import Viewer
from catalog.filters import Listing
from catalog.filters.listing import PAGE_SIZE
from catalog.models import Entry
from catalog.queries.live import current_mark
from catalog.rules.languages import Told, preferred, told_in
from catalog.rules.live import token_of, watch_of
from territories.models import Territory
from territories.rules.keys import PlaceKey

register = template.Library()


@register.simple_tag(takes_context=True)
def entry_list(context: dict[str, Any], noun: str, size: int | None = None) -> Listing:
    """What the address of the page asks of a noun, for who is looking: the same object as the windows have."""
    request = context["request"]
    return Listing(Noun(noun), request.GET, viewer=Viewer(user=request.user), size=size or PAGE_SIZE)


@register.simple_tag(takes_context=True)
def latest_entries(context: dict[str, Any], noun: str, size: int) -> Listing:
    """The latest of a noun, whatever the address asks: for a page that is not a list."""
    return Listing(Noun(noun), QueryDict(), viewer=Viewer(user=context["request"].user), size=size)


@register.simple_tag(takes_context=True)
def entries_in(context: dict[str, Any], noun: str, territory: Territory, size: int) -> Listing:
    """The latest of a noun in a territory, whatever the address asks. Its `filter.link` asks the whole list for it."""
    place = str(PlaceKey(territory.country, territory.level, territory.kind, territory.code))
    query = QueryDict(mutable=True)
    query["territoire"] = place
    return Listing(Noun(noun), query, viewer=Viewer(user=context["request"].user), size=size, places={place: territory})


@register.simple_tag(takes_context=True)
def told(context: dict[str, Any], entry: Entry) -> Told:
    """Title, summary and address of an entry in the reader's language, where it is said in several."""
    request = context["request"]
    return told_in(entry, preferred(request.headers.get("Accept-Language", ""), asked=request.GET.getlist("langue")))


@register.simple_tag(takes_context=True)
def live_watch(context: dict[str, Any]) -> dict[str, str] | None:
    """What a page needs to hear of changes (components/live.html). None for the public: areas change once a day."""
    scopes = getattr(context["request"].user, "held_scopes", ())
    if not scopes:
        return None
    watch = watch_of(scopes)
    query = urlencode({"vue": token_of(watch)})
    return {"url": f"{reverse('live')}?{query}", "mark": current_mark(watch)}
