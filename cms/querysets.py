"""The chainable words of pages and of versions that wait for validation."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from wagtail.models import PageManager, TaskState
from wagtail.models.workflows import BaseTaskStateManager, TaskStateQuerySet
from wagtail.query import PageQuerySet

from actors.enums import Noun, Rank, Reach, Verb
from actors.rules import granted_scopes
from actors.rules.ranks import ranked_scopes

NOTHING = Q(pk__in=())

Pages = TypeVar("Pages", bound=QuerySet)


def reached(pages: Pages, user: Any, verb: Verb) -> Pages:
    """Those of `pages`, of one type, on which the scopes of `user` let them do `verb`: the answer of `can`, for lists.

    One condition however many scopes.
    """
    model: Any = pages.model
    found = NOTHING
    for scope, grant in granted_scopes(user, verb, model.noun):
        match grant.reach:
            case Reach.EVERYWHERE:
                return pages
            case Reach.TERRITORY:
                found |= _within(model, scope)
            case Reach.ORGANISATION if model.organisation_lookup and user.organisation_id:
                found |= _within(model, scope) & Q(**{model.organisation_lookup: user.organisation_id})
            case Reach.OWN:
                found |= Q(owner_id=user.pk)
    return pages.filter(found)


def _within(model: Any, scope: Any) -> Q:
    if not scope.territory_id:
        return Q(pk=scope.page_id)
    return Q(**{f"{model.place_lookup}__contains": [scope.territory_id]}) if model.place_lookup else NOTHING


class PlacedPageQuerySet(PageQuerySet):
    def only(self, *fields: Any) -> PlacedPageQuerySet:
        """Some columns alone: the place that the manager brings would be one more. Deleting a page reads so."""
        return super(PlacedPageQuerySet, self.select_related(None)).only(*fields)


class PlacedPageManager(PageManager):
    """Brings the place of a page with its row: rights ask it of every page, and the explorer asks them page by page.

    The place is the first step of the page type's `place_lookup`.
    """

    _queryset_class = PlacedPageQuerySet

    def get_queryset(self) -> Any:
        model: Any = self.model
        return super().get_queryset().select_related(model.place_lookup.split("__")[0])


class ValidationQuerySet(TaskStateQuerySet):
    def waiting(self) -> ValidationQuerySet:
        return self.filter(status=TaskState.STATUS_IN_PROGRESS)

    def oldest_first(self) -> ValidationQuerySet:
        return self.order_by("started_at", "pk")

    def judged_by(self, user: Any) -> ValidationQuerySet:
        """Those that `user` may judge: the same answer as `validates`, for lists, however many scopes."""
        return self.filter(_reached(user, asked_only=False)).exclude(_own(user))

    def asked_of(self, user: Any) -> ValidationQuerySet:
        """Those among them that are asked of `user`: nobody nearer is there to judge them, or they waited too long."""
        return self.filter(_reached(user, asked_only=True)).exclude(_own(user))


ValidationManager = BaseTaskStateManager.from_queryset(ValidationQuerySet, "ValidationManager")


def _own(user: Any) -> Q:
    begun = Q(page__owner=user.pk, page__first_published_at__isnull=True)
    return Q(workflow_state__requested_by=user.pk) | Q(revision__user=user.pk) | begun


def _reached(user: Any, *, asked_only: bool) -> Q:
    found = NOTHING
    for noun in Noun:
        held = ranked_scopes(user, Verb.PUBLISH, noun)
        for rank in Rank if asked_only and held else (Rank.NATION,):
            within = [(scope, grant) for near, scope, grant in held if near <= rank]
            if within:
                found |= Q(noun=noun) & (Q(rank=rank) if asked_only else Q()) & _inside(within)
    return found


def _inside(held: list[tuple[Any, Any]]) -> Q:
    """Reached where the version is, and where the page stands if that is elsewhere."""
    if any(grant.reach == Reach.EVERYWHERE for _scope, grant in held):
        return Q()
    places = sorted({scope.territory_id for scope, _grant in held if scope.territory_id})
    pages = Q(page__in=sorted({scope.page_id for scope, _grant in held if scope.page_id}))
    here = Q(place_ids__overlap=places) | pages
    from_there = Q(origin_ids=[]) | Q(origin_ids__overlap=places) | pages
    return here & from_there
