"""Everyone who may come: each role in, at the edge of and out of scope, keys at each precision, and nobody."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from actors.enums import Option, Precision, Role
from actors.rules.table import KEY
from actors.services.keys import issue_key
from tests.factories import OrganisationFactory, ScopeFactory, UserFactory


@dataclass(frozen=True)
class Held:
    """A scope as the matrix reads it: `place` is a name of `world.PLACES`, or of a site."""

    role: str
    place: str
    options: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Visitor:
    """`scopes` are those in force. `organisation`: "own" is that of the author of what was planted."""

    name: str
    scopes: tuple[Held, ...] = ()
    organisation: str = "nowhere"
    is_signed_in: bool = True
    is_key: bool = False
    is_author: bool = False


def _member(name: str, *scopes: Held, **more: Any) -> Visitor:
    return Visitor(name, scopes, **more)


def _key(name: str, place: str, *, is_exact: bool = False) -> Visitor:
    options = frozenset({Option.EXACT}) if is_exact else frozenset()
    return Visitor(name, (Held(KEY, place, options),), is_signed_in=False, is_key=True)


TRUSTED, RESTRICTED = frozenset({Option.TRUSTED}), frozenset({Option.RESTRICTED})
VISITORS = (
    Visitor("public", is_signed_in=False),
    Visitor("suspended pilot", is_signed_in=False),
    _key("key of communes", "here"),
    _key("exact key", "here", is_exact=True),
    _key("key of an epci", "epci", is_exact=True),
    _key("key elsewhere", "away", is_exact=True),
    _member("member without a scope"),
    _member("pilot whose scope has ended"),
    _member("observer", Held(Role.OBSERVER, "here")),
    _member("actor", Held(Role.ACTOR, "here")),
    _member("actor of the operator", Held(Role.ACTOR, "here"), organisation="own"),
    _member("trusted actor", Held(Role.ACTOR, "here", TRUSTED)),
    _member("actor elsewhere", Held(Role.ACTOR, "away"), organisation="own"),
    _member("author", Held(Role.ACTOR, "here"), organisation="own", is_author=True),
    _member("partner", Held(Role.PARTNER, "here")),
    _member("partner told of owners", Held(Role.PARTNER, "here", RESTRICTED)),
    _member("pilot", Held(Role.PILOT, "here")),
    _member("pilot elsewhere", Held(Role.PILOT, "away")),
    _member("pilot of a commune", Held(Role.PILOT, "commune")),
    _member("pilot of an epci", Held(Role.PILOT, "epci")),
    _member("pilot of a region", Held(Role.PILOT, "region")),
    _member("pilot of one site", Held(Role.PILOT, "site_beside")),
    _member("observer here and pilot elsewhere", Held(Role.OBSERVER, "here"), Held(Role.PILOT, "away")),
    _member("editor", Held(Role.EDITOR, "nation")),
    _member("national team", Held(Role.NATIONAL, "nation")),
)


class Browser:
    """One visitor's way in: a session, or a key in a header."""

    def __init__(self, visitor: Visitor, world: Any) -> None:
        self.visitor = visitor
        self.headers: dict[str, str] = {}
        self.user: Any = None
        self.client = Client(raise_request_exception=False)
        if visitor.is_key:
            self.headers = {"Authorization": f"Bearer {_text_of_key(visitor, world)}"}
        elif visitor.name != "public":
            self.user = _account(visitor, world)
            self.client.force_login(self.user)
            if visitor.name == "suspended pilot":
                type(self.user).objects.filter(pk=self.user.pk).update(is_active=False)
        self.cookies = self.client.cookies

    def ask(self, method: str, url: str, data: dict[str, Any] | None = None) -> Any:
        """Each time as if for the first time: what an answer did to the session is forgotten."""
        self.client.cookies = self.cookies.copy()
        return getattr(self.client, method)(url, data or {}, headers=self.headers)


def _account(visitor: Visitor, world: Any) -> Any:
    user = world.author if visitor.is_author else UserFactory(organisation=_organisation(visitor, world))
    for held in visitor.scopes:
        options = {option.value: True for option in held.options}
        where = {"page": world.things[held.place].page, "territory": None} if held.place in world.things else {
            "territory": world.places[held.place]
        }  # fmt: skip
        ScopeFactory(user=user, role=held.role, **where, **options)
    if not visitor.scopes and "pilot" in visitor.name:
        is_over = "ended" in visitor.name
        ends_at = timezone.now() - timedelta(days=1) if is_over else None
        ScopeFactory(user=user, role=Role.PILOT, territory=world.places["here"], ends_at=ends_at)
    return user


def _organisation(visitor: Visitor, world: Any) -> Any:
    known = world.organisations.get(visitor.organisation)
    return known or OrganisationFactory(name=f"Structure de : {visitor.name}", territory=world.places["nation"])


def _text_of_key(visitor: Visitor, world: Any) -> str:
    [held] = visitor.scopes
    precision = Precision.EXACT if Option.EXACT in held.options else Precision.COMMUNE
    return issue_key(
        organisation=OrganisationFactory(name=f"Site de : {visitor.name}", territory=world.places["nation"]),
        purpose="",
        territories=[world.places[held.place]],
        precision=precision,
        lasts=timedelta(days=30),
    )[1]
