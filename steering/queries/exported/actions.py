"""Actions, their results and their money as they are exported."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from actions.models import ActionPage, Funding, Indicator
from actors.enums import Verb
from actors.rules import can
from cms.querysets import reached
from sites.models import SitePage
from steering.queries.exported import CHUNK
from steering.registry import Asked


@dataclass(frozen=True)
class ActionRow:
    """`sites`: those among its sites that the reader may name."""

    action: Any
    sites: tuple[Any, ...]


def found_actions(asked: Asked, *verbs: Verb) -> QuerySet[ActionPage]:
    """The published actions that the filter finds, and on which `verbs` are all held besides exporting."""
    actions: Any = ActionPage.objects.live().filter(pk__in=asked.found.queryset.values("page_id"))
    for verb in (Verb.EXPORT, Verb.READ, *verbs):
        actions = reached(actions, asked.user, verb)
    return actions


def action_rows(asked: Asked) -> Iterator[ActionRow]:
    sites = Prefetch("sites", SitePage.objects.live().order_by("title", "pk"), to_attr="linked")
    actions = _whole(found_actions(asked)).prefetch_related(sites, "pilots")
    for action in actions.order_by("territory__code", "title", "pk").iterator(chunk_size=CHUNK):
        named = tuple(site for site in action.linked if can(asked.user, Verb.READ_EXACT, site))
        yield ActionRow(action, named)


def indicators(asked: Asked) -> QuerySet[Indicator]:
    return Indicator.objects.filter(action__in=found_actions(asked))


def fundings(asked: Asked) -> QuerySet[Funding]:
    return Funding.objects.filter(action__in=found_actions(asked, Verb.READ_FINANCES))


def indicator_rows(asked: Asked) -> Iterator[Indicator]:
    yield from _of_actions(indicators(asked)).order_by("action", "year").iterator(chunk_size=CHUNK)


def funding_rows(asked: Asked) -> Iterator[Funding]:
    yield from _of_actions(fundings(asked)).order_by("action", "year", "source").iterator(chunk_size=CHUNK)


def _whole(actions: Any) -> Any:
    return actions.select_related("operator", "territory__parent__parent")


def _of_actions(rows: Any) -> Any:
    return rows.select_related("action__operator", "action__territory__parent__parent")
