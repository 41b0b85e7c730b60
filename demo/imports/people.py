"""Fictitious organisations and people: one login per role, and colleagues who write but never log in."""

from random import Random
from typing import Any

from actors.enums import OrganisationKind, RequestState, Role
from actors.models import AccessRequest, Organisation, User
from actors.services.charter import current_charter, sign_charter
from actors.services.invitations import Identity, WantedScope, invite
from actors.services.scopes import give_scope
from demo.imports.content import lists
from territories.enums import Level
from territories.models import Territory

PASSWORD = "demonstration-sans-secret"  # noqa: S105 - printed by the command; every account is fictitious
FLAGSHIP = "93"
# Police and justice read here, as observers; they write nothing.
WRITERS = (Role.ACTOR, Role.PARTNER, Role.PILOT)
ROLE_OF_KIND = {
    OrganisationKind.PREFECTURE: Role.PILOT,
    OrganisationKind.DDETS: Role.PILOT,
    OrganisationKind.ASSOCIATION: Role.ACTOR,
    OrganisationKind.CITY: Role.ACTOR,
    OrganisationKind.EPCI: Role.ACTOR,
    OrganisationKind.POLICE: Role.OBSERVER,
    OrganisationKind.JUSTICE: Role.OBSERVER,
    OrganisationKind.NATIONAL: Role.OBSERVER,
}


def accounts() -> list[dict[str, Any]]:
    return lists("accounts")["accounts"]


def seed_organisations() -> dict[str, Organisation]:
    """Every organisation of the list, by key. Those already there are left as they are."""
    seeded = {}
    for row in lists("organisations")["organisations"]:
        seeded[row["key"]], _ = Organisation.objects.get_or_create(
            name=row["name"],
            defaults={
                "acronym": row.get("acronym", ""),
                "kind": row["kind"],
                "territory": _place(str(row["territory"])),
            },
        )
    return seeded


def seed_people() -> None:
    """One account per role, and a colleague in every organisation."""
    for row in accounts():
        _seed_account(row)
    chance = Random("people")  # noqa: S311 - a seeded story, not a secret
    names = lists("accounts")
    for organisation in Organisation.objects.select_related("territory").order_by("pk"):
        _account(
            email=f"agent{organisation.pk}@demo.example",
            password=None,
            first_name=chance.choice(names["first_names"]),
            last_name=chance.choice(names["last_names"]),
            organisation=organisation,
            scope=WantedScope(
                role=ROLE_OF_KIND.get(OrganisationKind(organisation.kind), Role.PARTNER), on=organisation.territory
            ),
        )


def _seed_account(row: dict[str, Any]) -> None:
    place = _place(row["territory"])
    candidates = Organisation.objects.filter(kind=row["kind"]).order_by("pk")
    _account(
        email=row["email"],
        password=PASSWORD,
        first_name=row["first_name"],
        last_name=row["last_name"],
        position=row["position"],
        organisation=candidates.filter(territory=place).first() or candidates.first(),
        scope=WantedScope(role=row["role"], on=place, options=row.get("options", ())),
    )


def _place(code: str) -> Territory:
    if code == "nation":
        return Territory.objects.get(country="FR", level=Level.NATION)
    return Territory.objects.get(country="FR", level=Level.DEPARTEMENT, code=code)


def _account(*, email: str, password: str | None, scope: WantedScope, **fields: Any) -> None:
    """An account that has signed the charter, and its scope; without a password nobody can log in with it."""
    if User.objects.filter(email=email).exists():
        return
    person = User.objects.create_user(email, password, **fields)
    give_scope(user=None, person=person, role=scope.role, on=scope.on, options=scope.options)
    charter = current_charter()
    if charter:
        sign_charter(user=person, version=charter.version, has_read=True, commits=True)


def seed_access() -> None:
    """One request that waits for the pilot of the flagship département, and one invitation that nobody opened yet."""
    told = lists("accounts")
    place = _place(FLAGSHIP)
    request, invitation = told["access_request"], told["invitation"]
    if not AccessRequest.objects.filter(email=request["email"]).exists():
        AccessRequest.objects.create(**request, territory=place, state=RequestState.WAITING)
    if not User.objects.filter(email=invitation["email"]).exists():
        pilot = User.objects.get(email=told["accounts"][0]["email"])
        organisation = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION, territory=place).order_by("pk")
        identity = Identity(**invitation, organisation=organisation[0])
        invite(user=pilot, identity=identity, wanted=WantedScope(role=Role.ACTOR, on=place))
