"""What this floor says of a territory's week, to one reader (collaboration.registry.week_figures)."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from actors.enums import Noun, Verb
from actors.rules import Thing, can
from cms.models import ValidationState
from collaboration.registry import WeekFigure
from sites.models import Closure, Observation
from sites.queries.finding import readable_sites
from territories.models import Territory


def week_of_sites(territory: Territory, since: datetime, reader: Any) -> list[WeekFigure]:
    sites = readable_sites(reader).inside(territory)
    latest = Observation.objects.filter(site__in=sites.open()).latest_of_each()
    people = Observation.objects.filter(pk__in=latest.values("pk")).aggregate(
        total=Sum("people"), known=Count("people")
    )
    open_sites = sites.open().count()
    closed = Closure.objects.filter(site__in=sites, closed_on__gte=since.date())
    figures = [
        WeekFigure(_("Sites opened"), sites.filter(first_published_at__gte=since).count(), is_news=True),
        WeekFigure(_("Sites closed"), closed.count(), is_news=True),
        WeekFigure(
            _("People counted on open sites"),
            people["total"] if people["known"] or open_sites else 0,
            note=_note(open_sites - people["known"]),
        ),
    ]
    place = Thing(noun=Noun.SITE, territory_ids=frozenset(territory.ancestor_ids))
    if can(reader, Verb.PUBLISH, place):
        figures.append(WeekFigure(_("Awaiting validation"), _waiting(territory, reader), is_news=True))
    return figures


def _note(unknown_on: int) -> str:
    if not unknown_on:
        return ""
    said = ngettext("unknown on %(n)s site", "unknown on %(n)s sites", unknown_on)
    return said % {"n": unknown_on}


def _waiting(territory: Territory, reader: Any) -> int:
    """Versions and observations of the territory that the reader may judge."""
    versions = ValidationState.objects.waiting().judged_by(reader)
    versions = versions.filter(noun=Noun.SITE, place_ids__contains=[territory.pk])
    sites = readable_sites(reader, Verb.PUBLISH).inside(territory)
    return versions.count() + Observation.objects.waiting().filter(site__in=sites).exclude(author=reader.pk).count()
