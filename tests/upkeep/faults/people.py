"""People who write again and again through the forms, and keep in a ledger of their own what they were told."""

import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from uuid import uuid4

from sites.rules.living import ANSWERS_OF_BLOCK
from tests.upkeep.faults.stage import UNANSWERED, Stage

UNKNOWN = {name: "unknown" for names in ANSWERS_OF_BLOCK.values() for name in names}
SHEET = {"kind_of_place": "land", "reinstallation": "unknown", "owner_kind": "unknown"}


@dataclass
class Write:
    """What somebody sent: whether it was sent again until it was taken, and how often it was said to be."""

    mark: str
    is_insisted: bool
    acknowledged: int = 0


@dataclass
class Ledger:
    """What people were told. It is theirs: no fault reaches it. `published`: pages that left the queue."""

    written: dict[str, list[Write]] = field(default_factory=dict)
    published: set[int] = field(default_factory=set)
    answers: Counter = field(default_factory=Counter)

    def progress(self) -> Counter:
        """How much was acknowledged, of each kind."""
        found = Counter(
            {kind: sum(one.acknowledged for one in list(kept)) for kind, kept in list(self.written.items())}
        )
        return found + Counter(publication=len(self.published))


class Person(Thread):
    """One who does the same thing until it is `over`. Whatever is no fault of a machine is a `problem`."""

    def __init__(self, stage: Stage, user, ledger: Ledger, *, over: Event, act: Callable[["Person"], None]):
        super().__init__(daemon=True)
        self.cookies = stage.log_in(user)
        self.stage, self.ledger, self.over, self.act = stage, ledger, over, act
        self.random, self.problem = random.Random(user.pk), None

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self.act(self)
        except BaseException as problem:  # noqa: BLE001 (told by the test)
            self.problem = problem

    def ask(self, method: str, path: str, fields: dict | None = None) -> tuple[int, bytes]:
        """Status and page; status 0 for no answer."""
        try:
            status, _headers, page = self.stage.ask(method, path, cookies=self.cookies, fields=fields)
        except UNANSWERED:
            status, page = 0, b""
        self.ledger.answers[status] += 1
        if status in {0, 503}:
            time.sleep(0.05)
        else:
            assert status in {200, 302}, (path, status, page[-2000:], self.stage.said())
        return status, page

    def write(self, kind: str, path: str, fields: dict, *, mark: str) -> None:
        """One form, the field `mark` telling it from all others. Half of them are sent again until they are taken."""
        write = Write(mark=uuid4().hex, is_insisted=self.random.random() < 0.5)
        self.ledger.written.setdefault(kind, []).append(write)
        sent = fields | {mark: write.mark, "envoi": str(uuid4())}
        while True:
            status, page = self.ask("POST", path, sent)
            assert status != 200, (path, re.findall(rb'class="fr-error-text[^>]*>([^<]*)', page))
            write.acknowledged += status == 302
            if write.acknowledged or not write.is_insisted or self.over.is_set():
                return


def observing(slugs: list[str]) -> Callable[[Person], None]:
    def act(person: Person) -> None:
        said = UNKNOWN | {"people": person.random.randrange(20, 60), "observed_on": time.strftime("%Y-%m-%d")}
        path = f"/sites/{person.random.choice(slugs)}/actualiser/"
        person.write("observation", path, said | {"confirmed": "on"}, mark="comment")

    return act


def writing(keys: list[str], *, to: int) -> Callable[[Person], None]:
    def act(person: Person) -> None:
        person.write("message", f"/journal/{person.random.choice(keys)}/", {"to": f"p{to}"}, mark="text")

    return act


def declaring(commune: str) -> Callable[[Person], None]:
    def act(person: Person) -> None:
        facts = SHEET | {"people": "30", "commune_name": commune}
        person.write("declaration", "/sites/declarer/", facts, mark="title")

    return act


def judging(person: Person) -> None:
    """Validates whatever waits; what has left the queue after that was published."""
    asked = _waiting(person)
    for pk in asked or ():
        person.ask("POST", f"/a-valider/version/{pk}/", {"decision": "valider"})
    still = _waiting(person)
    if asked and still is not None:
        person.ledger.published |= asked - still
    time.sleep(0.1)


def _waiting(person: Person) -> set[int] | None:
    status, page = person.ask("GET", "/a-valider/")
    return {int(pk) for pk in re.findall(rb"/a-valider/version/(\d+)/", page)} if status == 200 else None
