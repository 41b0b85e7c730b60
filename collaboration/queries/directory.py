"""People and organisations whom members may reach, found by territory, theme, role or words."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from actors.enums import Role
from actors.models import Organisation, Scope, User
from collaboration.enums import InterventionTheme
from collaboration.models import CardLook, Intervention
from territories.models import Territory
from territories.rules.text import search_key

PAGE_SIZE = 30


@dataclass(frozen=True)
class Asked:
    """What is looked for; empty asks nothing."""

    words: str = ""
    territory: Territory | None = None
    theme: str = ""
    role: str = ""


@dataclass(frozen=True)
class Listed:
    """One person as the list shows them: no address, no phone."""

    person: User
    scopes: list[Scope]
    contact_for: str
    themes: list[str]


@dataclass(frozen=True)
class People:
    people: list[Listed] = field(default_factory=list)
    count: int = 0


def find_people(asked: Asked, *, page: int = 1) -> People:
    """Active people who hold a scope and have not left the directory, by name. Three queries, and one to count."""
    found = _people(asked)
    start = (page - 1) * PAGE_SIZE
    rows = list(found[start : start + PAGE_SIZE])
    return People(people=[_listed(person) for person in rows], count=found.count())


def matching_people(asked: Asked) -> QuerySet[User]:
    """The same people, by name, without what their cards say."""
    return _people(asked).prefetch_related(None)


def find_organisations(asked: Asked) -> QuerySet[Organisation]:
    """Active organisations by name: of the territory, or that act there through someone's scope."""
    found = Organisation.objects.filter(is_active=True).select_related("territory")
    if asked.territory:
        scopes = Scope.objects.in_force().filter(user__organisation=OuterRef("pk"))
        held = Exists(scopes.filter(territory__ancestor_ids__contains=[asked.territory.pk]))
        found = found.filter(held | Q(territory__ancestor_ids__contains=[asked.territory.pk]))
    if asked.theme:
        acting = Intervention.objects.filter(organisation=OuterRef("pk"), ended_on=None)
        found = found.filter(Exists(acting.filter(themes__contains=[asked.theme])))
    if asked.role:
        found = found.filter(
            Exists(Scope.objects.in_force().filter(user__organisation=OuterRef("pk"), role=asked.role))
        )
    for word in _words(asked):
        found = found.filter(Q(name__unaccent__icontains=word) | Q(acronym__unaccent__icontains=word))
    return found.order_by("name", "pk")


def find_card(reader: User, pk: int) -> User | None:
    """A person of the directory, with their card; None for who left it or has no account any more."""
    return _people(Asked()).filter(pk=pk).first()


def looks_at(person: User, *, limit: int = 20) -> list[CardLook]:
    looks = CardLook.objects.filter(person=person).select_related("reader__organisation")
    return list(looks.order_by("-looked_at", "-pk")[:limit])


def _people(asked: Asked) -> QuerySet[User]:
    held = Scope.objects.in_force().filter(user=OuterRef("pk"))
    if asked.territory:
        held = held.filter(territory__ancestor_ids__contains=[asked.territory.pk])
    if asked.role:
        held = held.filter(role=asked.role)
    shown = Scope.objects.in_force().select_related("territory").order_by("pk")
    found = (
        User.objects.filter(Exists(held), is_active=True)
        .exclude(card__is_listed=False)
        .select_related("organisation", "card")
        .prefetch_related(Prefetch("scopes", shown, to_attr="shown_scopes"))
    )
    if asked.theme:
        found = found.filter(card__themes__contains=[asked.theme])
    for word in _words(asked):
        found = found.filter(
            Q(first_name__unaccent__icontains=word)
            | Q(last_name__unaccent__icontains=word)
            | Q(position__unaccent__icontains=word)
            | Q(organisation__name__unaccent__icontains=word)
        )
    return found.order_by("last_name", "first_name", "pk")


def _listed(person: User) -> Listed:
    card = getattr(person, "card", None)
    return Listed(
        person=person,
        scopes=[scope for scope in getattr(person, "shown_scopes", []) if scope.territory],
        contact_for=card.contact_for if card else "",
        themes=[str(InterventionTheme(theme).label) for theme in card.themes] if card else [],
    )


def listed(person: User) -> Listed:
    return _listed(person)


def _words(asked: Asked) -> list[str]:
    return search_key(asked.words).split()[:6]


ROLES = [(role.value, role.label) for role in Role]
