"""Fills the database of the benchmark: fictitious actions in every département, published as any other."""

import os
from datetime import date, timedelta
from random import Random

from django.core.management import call_command
from django.db import connection

from bench.measure import Ask, postmaster_of, postmasters
from config.postgres import Home

WORDS = (
    "médiation école scolarisation collège inscription cantine transport santé vaccination dépistage eau hygiène "
    "sanitaire accès droits domiciliation emploi formation insertion logement relogement terrain aménagement "
    "diagnostic social accompagnement famille enfance parentalité sécurité incendie déchets collecte concertation"
).split()


PRACTICES = 20
# Of the member: Seine-Saint-Denis.
PLACE = "93"


def ensure(count: int) -> int:
    """`count` actions, published; how many there are. What is there already is kept."""
    from actions.models import ActionPage
    from territories.models import Territory

    call_command("migrate", verbosity=0, interactive=False)
    if not Territory.objects.exists():
        call_command("load_territories", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)  # pages name their files by what is in them
    missing = count - ActionPage.objects.count()
    if missing > 0:
        _add(missing, first=count - missing)
    _add_practices()
    return ActionPage.objects.count()


def _add(missing: int, *, first: int) -> None:
    from actions.enums import LocationKind, Theme
    from actions.models import ActionPage
    from actors.enums import OrganisationKind
    from actors.models import Organisation
    from catalog.services import publish_pages
    from cms.services import add_pages, ensure_territory_page
    from territories.models import Territory

    places = list(Territory.objects.filter(level="departement", country="FR").order_by("code"))
    operators = [
        Organisation.objects.get_or_create(
            name=f"Association fictive {number}", kind=OrganisationKind.ASSOCIATION, territory=places[0]
        )[0]
        for number in range(20)
    ]
    sections = {place.pk: ensure_territory_page(place) for place in places}
    drawn: dict[int, list] = {place.pk: [] for place in places}
    for number in range(first, first + missing):
        chance = Random(number)
        place = chance.choice(places)
        started = date(2020, 1, 1) + timedelta(days=chance.randint(0, 2200))
        page = ActionPage(
            title=" ".join(chance.sample(WORDS, 4)).capitalize(),
            slug=f"action-{number}",
            objectives=" ".join(chance.choices(WORDS, k=60)).capitalize() + ".",
            themes=chance.sample(list(Theme), 2),
            operator=chance.choice(operators),
            started_on=started,
            ended_on=started + timedelta(days=chance.choice([365, 730])),
            location_kind=chance.choice(list(LocationKind)),
            territory=place,
            register="bench",
            external_id=str(number),
        )
        drawn[place.pk].append(page)
    add_pages([(sections[pk], pages) for pk, pages in drawn.items()], action="wagtail.create")
    publish_pages(ActionPage.objects.filter(register="bench").order_by("pk").iterator())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _add_practices() -> None:
    from actions.enums import Theme
    from catalog.services import publish_page
    from knowledge.models import PracticeIndexPage, PracticePage

    section = PracticeIndexPage.objects.get()
    for number in range(PracticePage.objects.filter(slug__startswith="pratique-").count(), PRACTICES):
        chance = Random(-number)

        def prose(paragraphs: int, chance: Random = chance) -> str:
            said = [" ".join(chance.choices(WORDS, k=60)).capitalize() for _one in range(paragraphs)]
            return "".join(f"<p>{one}.</p>" for one in said)

        page = PracticePage(
            title=f"{' '.join(chance.sample(WORDS, 4)).capitalize()} {number}",
            slug=f"pratique-{number}",
            summary=" ".join(chance.choices(WORDS, k=30)).capitalize() + ".",
            themes=chance.sample(list(Theme), 2),
            steps=[("step", {"title": f"Étape {one}", "text": prose(1)}) for one in range(4)],
            **{name: prose(2) for name in ("problem", "context", "results", "success_factors", "cautions")},
        )
        section.add_child(instance=page)
        publish_page(page)


def locations() -> list[str]:
    """The values of the filter that is asked of both sides."""
    from actions.enums import LocationKind

    return [str(kind.value) for kind in LocationKind]


def create_database() -> None:
    """By the connection of the demonstration, before this one's is asked for."""
    name = os.environ.get("BENCH_DATABASE", "resorption_bench")
    with connected_to("postgres") as connected:
        if not connected.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connected.execute(f'CREATE DATABASE "{name}"')


def connected_to(name: str):
    """Another database of the same server, each statement by itself."""
    import psycopg
    from django.conf import settings

    wanted = settings.DATABASES["default"]
    where = {"host": wanted["HOST"], "port": wanted["PORT"] or None, "user": wanted["USER"], "dbname": name}
    password = {"password": wanted["PASSWORD"]} if wanted.get("PASSWORD") else {}
    return psycopg.connect(**where, **password, autocommit=True)


def databases() -> frozenset[int]:
    """The processes of PostgreSQL whose CPU is the product's."""
    from config.settings import demo

    return postmaster_of(Home.of_this_checkout().data) if demo.embedded else postmasters()


def member() -> Ask:
    """A pilot of one département, logged in: what their browser sends."""
    from django.conf import settings
    from django.test import Client

    from actors.enums import OrganisationKind, Role
    from actors.models import Organisation, User
    from actors.services.charter import current_charter, sign_charter
    from actors.services.scopes import give_scope
    from territories.models import Territory

    place = Territory.objects.get(country="FR", level="departement", code=PLACE)
    user = User.objects.filter(email="pilote@bench.example").first()
    if user is None:
        kind = OrganisationKind.PREFECTURE
        office, _ = Organisation.objects.get_or_create(name="Préfecture fictive", kind=kind, territory=place)
        user = User.objects.create_user(
            "pilote@bench.example", None, first_name="P", last_name="B", organisation=office
        )
        give_scope(user=None, person=user, role=Role.PILOT, on=place)
        charter = current_charter()
        if charter:
            sign_charter(user=user, version=charter.version, has_read=True, commits=True)
    client = Client()
    client.force_login(user, backend="actors.policies.PasswordBackend")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return Ask("", (("Cookie", cookie),))
