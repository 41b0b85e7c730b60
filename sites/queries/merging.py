"""Before two sites are merged: which may be duplicates, and what will move."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey
from django.utils.translation import gettext_lazy

from actors.enums import Verb
from sites.models import SitePage
from sites.queries.finding import NearbySite, distance_between, readable_sites, sites_near

# How far a duplicate is looked for, and how many are offered.
AROUND_M = 2_000
OFFERED = 20
# Tables whose own name says nothing to a reader.
LABELS = {
    "actions.ActionPage_sites": gettext_lazy("actions"),
    "sites.Resettlement": gettext_lazy("reinstallation links"),
}
# Not told before a merger: they follow what they speak of.
UNTOLD = frozenset({"collaboration.Notification", "collaboration.JournalReading"})
# "app.Model.field" -> why it stays with the page of the duplicate.
LEFT = {
    "wagtailcore.PageLogEntry.page": "the history of the kept site reads both",
    "wagtailcore.Comment.page": "comments of the editor stand on a version of that page",
    "wagtailcore.PageSubscription.page": "who hears of the comments of that page in the editor",
    "wagtailcore.Page.alias_of": "a site has no alias",
    "wagtailcore.Site.root_page": "a site is no root of a web site",
    "wagtailcore.GroupPagePermission.page": "permissions of groups say nothing here",
    "wagtailcore.PageViewRestriction.page": "restrictions of the editor are those of a page",
    "wagtailcore.WorkflowPage.page": "the workflow of a page is its own",
    "cms.ValidationState.page": "versions that were judged are those of that page; none waits",
    "sites.Observation.merged_from": "says where an observation was recorded",
}


@dataclass(frozen=True)
class Moving:
    label: str
    count: int


def may_be_duplicates(site: SitePage, *, user: Any, words: str = "") -> list[NearbySite]:
    """Sites close by, nearest first; those of the same département whose name holds `words`, if there are any."""
    if words:
        named = readable_sites(user, Verb.MERGE).inside(site.commune.parent or site.commune)
        found = named.filter(title__icontains=words).exclude(pk=site.pk).select_related("commune")
        return [NearbySite(one, _distance(site, one)) for one in found.order_by("title", "pk")[:OFFERED]]
    if site.lon is None or site.lat is None:
        return []
    near = sites_near(user, lon=site.lon, lat=site.lat, distance_m=AROUND_M, verb=Verb.MERGE)
    return [one for one in near if one.site.pk != site.pk][:OFFERED]


def moving(site: SitePage) -> list[Moving]:
    """What speaks of a site, by table, most first: as many queries as there are tables."""
    counts: dict[str, int] = {}
    for label, field in references():
        model = label.rsplit(".", 1)[0]
        if label not in LEFT and model not in UNTOLD:
            name = str(LABELS.get(model, field.model._meta.verbose_name_plural))
            counts[name] = counts.get(name, 0) + field.model._base_manager.filter(**{field.name: site.pk}).count()
    told = [Moving(name, count) for name, count in counts.items() if count]
    return sorted(told, key=lambda one: (-one.count, one.label))


def references() -> Iterator[tuple[str, ForeignKey]]:
    """Every column of every table that refers to a site or to its page, hidden ones included."""
    for relation in SitePage._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        if relation.auto_created and not relation.concrete and isinstance(field, ForeignKey):
            yield f"{field.model._meta.label}.{field.name}", field


def _distance(site: SitePage, other: SitePage) -> int | None:
    if None in (site.lon, site.lat, other.lon, other.lat):
        return None
    return distance_between(other.lon or 0, other.lat or 0, lon=site.lon or 0, lat=site.lat or 0)
