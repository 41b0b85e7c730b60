"""What is written, by the forms that people have, and the account of it: what was acknowledged must be there, once."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from random import Random

from django.utils import timezone
from wagtail.models import Revision

from actors.enums import Role
from bench.load.clients import Answer, Client, Visit
from bench.load.world import Person, World, house, popular
from collaboration.models import Follow, JournalEntry
from demo.imports.people import PASSWORD
from knowledge.models import Adoption
from sites.models import Observation, SitePage

FIELD = (Role.ACTOR, Role.PARTNER, Role.PILOT)
Fields = dict[str, str]


@dataclass
class Ledger:
    """By kind, what each write will be known by. `refused`: shown again to its author, with a reason."""

    begun: datetime = field(default_factory=timezone.now)
    numbers: count = field(default_factory=count)
    taken: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    refused: Counter[str] = field(default_factory=Counter)

    def mark(self) -> str:
        return f"Essai de charge {self.begun:%Y%m%d%H%M%S} n° {next(self.numbers)}"

    def note(self, kind: str, mark: str, answer: Answer) -> None:
        if answer.status in (302, 303):
            self.taken[kind].append(mark)
        else:
            self.refused[f"{kind} {answer.status}"] += 1

    def lost(self) -> dict[str, dict[str, int]]:
        """By kind: how many were acknowledged, and of these how many are not there, or there twice."""
        told = {}
        for kind, marks in self.taken.items():
            found = Counter(FOUND[kind](self))
            wrong = {"missing": sum(not found[one] for one in marks), "twice": sum(found[one] > 1 for one in marks)}
            told[kind] = {"acknowledged": len(marks), **wrong}
        return told


def _rows(model, name: str) -> Callable[[Ledger], list[str]]:
    return lambda ledger: model.objects.filter(
        **{f"{name}__startswith": f"Essai de charge {ledger.begun:%Y%m%d%H%M%S} "}
    ).values_list(name, flat=True)


def _followed(ledger: Ledger) -> list[str]:
    rows = Follow.objects.filter(created_at__gte=ledger.begun, page__isnull=False)
    return [f"{user} {page}" for user, page in rows.values_list("user_id", "page_id")]


def _drafts(ledger: Ledger) -> list[str]:
    return list(Revision.objects.filter(created_at__gte=ledger.begun).values_list("content__objectives", flat=True))


FOUND: dict[str, Callable[[Ledger], object]] = {
    "observation": _rows(Observation, "comment"),
    "message": _rows(JournalEntry, "text"),
    "site": _rows(SitePage, "title"),
    "adoption": _rows(Adoption, "comment"),
    "follow": _followed,
    "draft": _drafts,
}


def writes_of(world: World, ledger: Ledger) -> list[tuple[float, Visit]]:
    """Each with its share of a hundred visits. A form is read before it is sent: two requests."""
    return [
        (share, _write(world, ledger, kind, asked, roles))
        for share, kind, asked, roles in (
            (0.06, "observation", _observe, FIELD),
            (0.1, "message", _message, FIELD),
            (0.0125, "site", _declare, FIELD),
            (0.0025, "adoption", _adopt(world), FIELD),
            (0.025, "draft", _draft, (Role.PILOT,)),
        )
    ] + [(0.05, _follow(world, ledger)), (0.025, _log_in(world))]


# What is asked of somebody who writes: the address of the form, one of its fields, what is typed. None: nothing to do.
Asked = Callable[[Person, Random, str], tuple[str, str, Fields] | None]


def _write(world: World, ledger: Ledger, kind: str, asked: Asked, roles: tuple[Role, ...]) -> Visit:
    def visit(client: Client, chance: Random) -> None:
        person, mark = world.person(chance, *roles), ledger.mark()
        wanted = asked(person, chance, mark)
        if wanted is None:
            return
        address, name, typed = wanted
        shown = client.get(f"form: {kind}", address, person.headers)
        if shown.status != 200:
            return
        action, parts, fields = shown.form_with(name)
        sent = [(key, value) for key, value in fields if key not in typed] + list(typed.items())
        answer = client.post(f"write: {kind}", action or address, sent, person.headers, parts=parts)
        ledger.note(kind, mark, answer)

    return visit


def _observe(person: Person, chance: Random, mark: str):
    if not person.sites:
        return None
    people = str(chance.randint(20, 90))
    typed = {"people": people, "confirmed": "on", "comment": mark}
    # What no longer holds with another number of people is said to be unknown.
    blank = ("women", "households", "minors", "girls", "minors_in_school")
    ages = ("minors_0_3", "minors_3_6", "minors_6_12", "minors_12_16", "minors_16_18")
    return (
        f"/sites/{chance.choice(person.sites).slug}/actualiser/",
        "people",
        typed | dict.fromkeys((*blank, *ages), ""),
    )


def _message(person: Person, chance: Random, mark: str):
    things = person.sites or person.actions
    return (f"/journal/{popular(chance, things).key}/", "text", {"text": mark}) if things else None


def _declare(person: Person, chance: Random, mark: str):
    if person.commune is None or person.commune[0] is None:
        return None
    lon, lat = person.commune
    point = {"lon": f"{lon + chance.uniform(-0.01, 0.01):.5f}", "lat": f"{lat + chance.uniform(-0.01, 0.01):.5f}"}
    return "/sites/declarer/", "lat", {"title": mark, "people": "20", "is_another": "on", "confirmed": "on", **point}


def _adopt(world: World) -> Asked:
    def asked(person: Person, chance: Random, mark: str):
        practice = chance.choice(world.practices)
        typed = {"territory": str(person.territory), "comment": mark}
        return f"/bonnes-pratiques/{practice.slug}/reprendre/", "territory", typed

    return asked


def _draft(person: Person, chance: Random, mark: str):
    """In the editor, one of the actions of the territory: saved, not published."""
    if not person.actions:
        return None
    return f"/admin/pages/{chance.choice(person.actions).pk}/edit/", "objectives", {"objectives": mark}


def _follow(world: World, ledger: Ledger) -> Visit:
    """A button on the page of a site: no form to fill in."""

    def visit(client: Client, chance: Random) -> None:
        person = world.person(chance, *FIELD)
        free = [thing for thing in person.sites if thing.pk not in person.followed]
        if not free:
            return
        thing = chance.choice(free)
        person.followed.add(thing.pk)
        token = person.headers["Cookie"].rpartition("=")[2]
        fields = [("suivre", "1"), ("csrfmiddlewaretoken", token)]
        answer = client.post("write: follow", f"/suivre/page/{thing.key}/", fields, person.headers, parts=False)
        ledger.note("follow", f"{person.pk} {thing.pk}", answer)

    return visit


def _log_in(world: World) -> Visit:
    """With a password, by one of the members who are not there yet."""

    def visit(client: Client, chance: Random) -> None:
        house_of_theirs = {"X-Forwarded-For": house(chance)}
        shown = client.get("form: login", "/connexion/", house_of_theirs)
        if shown.status != 200:
            return
        _action, _parts, fields = shown.form_with("password")
        token = shown.headers["set-cookie"].partition(";")[0]
        typed = {"login": chance.choice(world.emails), "password": PASSWORD}
        sent = [(key, value) for key, value in fields if key not in typed] + list(typed.items())
        client.post("write: login", "/connexion/", sent, house_of_theirs | {"Cookie": token}, parts=False)

    return visit
