"""Whose accounts one manages. "A pilot sees the accounts of their territory and no other."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from actors.enums import AccountState, Noun, Reach, Verb
from actors.models import Scope, User
from actors.queries.places import held_inside
from actors.rules import granted_scopes
from territories.models import Territory

PAGE_SIZE = 25


@dataclass(frozen=True)
class AccountFilter:
    """What the list is narrowed to; an empty value narrows nothing."""

    text: str = ""
    role: str = ""
    state: str = ""
    organisation: str = ""
    territory: Territory | None = None


def manageable_scopes(user: Any) -> QuerySet[Scope]:
    """The scopes in force that `user` sees: those held inside the territories where they read accounts."""
    scopes = Scope.objects.in_force()
    granted = granted_scopes(user, Verb.READ, Noun.ACCOUNT)
    if any(grant.reach == Reach.EVERYWHERE for _, grant in granted):
        return scopes
    ids = {scope.territory_id for scope, grant in granted if grant.reach == Reach.TERRITORY and scope.territory_id}
    return scopes.filter(held_inside(ids)) if ids else scopes.none()


def visible_accounts(user: Any) -> QuerySet[User]:
    """Everyone for those who manage accounts everywhere; otherwise who holds a scope in their territories."""
    people = User.objects.filter(anonymised_at__isnull=True)
    granted = granted_scopes(user, Verb.READ, Noun.ACCOUNT)
    if any(grant.reach == Reach.EVERYWHERE for _, grant in granted):
        return people
    return people.filter(pk__in=manageable_scopes(user).values("user"))


def find_account(user: Any, pk: int) -> User | None:
    return visible_accounts(user).select_related("organisation", "invited_by", "suspended_by").filter(pk=pk).first()


def list_accounts(user: Any, wanted: AccountFilter) -> QuerySet[User]:
    """In alphabetical order, each with `seen_scopes` (those that `user` may see). Two queries, whatever the number."""
    people: Any = visible_accounts(user)
    for word in wanted.text.split():
        people = people.filter(Q(last_name__icontains=word) | Q(first_name__icontains=word) | Q(email__icontains=word))
    if wanted.organisation:
        people = people.filter(
            Q(organisation__name__icontains=wanted.organisation) | Q(organisation__acronym__iexact=wanted.organisation)
        )
    if wanted.state:
        people = people.in_state(AccountState(wanted.state))
    if wanted.role or wanted.territory:
        scopes = manageable_scopes(user)
        scopes = scopes.filter(role=wanted.role) if wanted.role else scopes
        scopes = scopes.filter(held_inside([wanted.territory.pk])) if wanted.territory else scopes
        people = people.filter(pk__in=scopes.values("user"))
    found: QuerySet[User] = (
        people.select_related("organisation")
        .prefetch_related(Prefetch("scopes", _shown(manageable_scopes(user)), to_attr="seen_scopes"))
        .order_by(Lower("last_name"), Lower("first_name"), "pk")
    )
    return found


def seen_scopes(user: Any, person: User) -> list[Scope]:
    """What `user` sees of someone's scopes, with who gave each and each option."""
    scopes = _shown(manageable_scopes(user).filter(user=person))
    return list(scopes.prefetch_related("given_options__given_by"))


def has_other_scopes(user: Any, person: User) -> bool:
    """Whether the person also works where `user` does not look."""
    return person.scopes.in_force().exclude(pk__in=manageable_scopes(user).values("pk")).exists()


def own_scopes(person: User) -> list[Scope]:
    """Someone's own, those that ended included, the latest first."""
    scopes = _shown(person.scopes.all()).prefetch_related("given_options__given_by")
    return list(scopes.order_by("-starts_at", "-pk"))


def _shown(scopes: QuerySet[Scope]) -> QuerySet[Scope]:
    return scopes.select_related("territory__parent__parent", "page", "given_by", "ended_by", "user").order_by("pk")
