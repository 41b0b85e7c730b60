"""Who may be written to about a page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from actors.enums import Verb
from actors.models import Scope, User
from cms.models import PlatformPage


def readers_of(page: PlatformPage, *, verb: Verb = Verb.READ_JOURNAL) -> QuerySet[User]:
    """Active people whose scopes let them do `verb` on a page, in alphabetical order."""
    scopes = Scope.objects.in_force().granting(verb, page.as_thing())
    return (
        User.objects.filter(is_active=True, pk__in=scopes.values("user_id"))
        .select_related("organisation")
        .order_by("last_name", "first_name", "pk")
    )


def with_scopes(user_ids: Iterable[int]) -> list[User]:
    """Active people with what `can` looks at, at two queries however many they are."""
    scopes = Prefetch("scopes", Scope.objects.in_force().select_related("territory").order_by("pk"), to_attr="read")
    found = User.objects.filter(is_active=True, pk__in=user_ids).order_by("pk")
    people: list[Any] = list(found.prefetch_related(scopes))
    for person in people:
        person.held_scopes = person.read
    return people
