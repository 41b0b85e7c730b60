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
from tests.upkeep.faults.stage import UNANSWERED, Node, Stage

Act = Callable[["Person"], None]

UNKNOWN = {name: "unknown" for names in ANSWERS_OF_BLOCK.values() for name in names}
# Between two forms: an eager person, yet two processors are to be shared with servers that get up again.
PAUSE_S, LOOKED_EACH_S = 0.1, 1
SHEET = {"kind_of_place": "land", "reinstallation": "unknown", "owner_kind": "unknown"}


@dataclass
class Write:
    """What somebody sent: whether it was sent again until it was taken, and whether it was said to be."""

    mark: str
    is_insisted: bool
    is_acknowledged: bool = False


@dataclass
class Ledger:
    """What people were told. It is theirs: no fault reaches it. `published`: pages that left the queue."""

    written: dict[str, list[Write]] = field(default_factory=dict)
    acknowledged: Counter = field(default_factory=Counter)
    published: set[int] = field(default_factory=set)
    answers: Counter = field(default_factory=Counter)

    def progress(self) -> Counter:
        """How much was acknowledged, of each kind."""
        return self.acknowledged + Counter(publication=len(self.published))


class Person(Thread):
    """One who does the same thing until it is `over`. Whatever is no fault of a machine is a `problem`.

    `is_writing`: a form was sent, and the answer is not there yet. `taken`: how many were.
    """

    def __init__(self, stage: Stage, user, ledger: Ledger, *, over: Event, kind: str, act: Act, node: Node | None):
        super().__init__(daemon=True)
        self.cookies = stage.log_in(user)
        self.stage, self.ledger, self.over, self.kind, self.act, self.node = stage, ledger, over, kind, act, node
        self.random, self.problem = random.Random(user.pk), None
        self.is_writing, self.taken = False, 0

    def run(self) -> None:
        try:
            while not self.over.wait(PAUSE_S):
                self.act(self)
        except BaseException as problem:  # noqa: BLE001 (told by the test)
            self.problem = problem

    def ask(self, method: str, path: str, fields: dict | None = None) -> tuple[int, bytes]:
        """Status and page; status 0 for no answer."""
        self.is_writing = fields is not None
        try:
            status, _headers, page = self.stage.ask(method, path, cookies=self.cookies, fields=fields, node=self.node)
        except UNANSWERED:
            status, page = 0, b""
        self.taken += self.is_writing and status == 302
        self.is_writing = False
        self.ledger.answers[status] += 1
        if status in {0, 503}:
            time.sleep(PAUSE_S)
        else:
            assert status in {200, 302}, (path, status, page[-2000:], self.stage.said())
        return status, page

    def write(self, path: str, fields: dict, *, mark: str) -> None:
        """One form, the field `mark` telling it from all others. Half of them are sent again until they are taken."""
        write = Write(mark=uuid4().hex, is_insisted=self.random.random() < 0.5)
        self.ledger.written.setdefault(self.kind, []).append(write)
        sent = fields | {mark: write.mark, "envoi": str(uuid4())}
        while True:
            status, page = self.ask("POST", path, sent)
            assert status != 200, (path, re.findall(rb'class="fr-error-text[^>]*>([^<]*)', page))
            if status == 302:
                write.is_acknowledged = True
                self.ledger.acknowledged[self.kind] += 1
            if write.is_acknowledged or not write.is_insisted or self.over.is_set():
                return


def observing(slugs: list[str]) -> Act:
    def act(person: Person) -> None:
        said = UNKNOWN | {"people": person.random.randrange(20, 60), "observed_on": time.strftime("%Y-%m-%d")}
        path = f"/sites/{person.random.choice(slugs)}/actualiser/"
        person.write(path, said | {"confirmed": "on"}, mark="comment")

    return act


def writing(keys: list[str], *, to: int) -> Act:
    def act(person: Person) -> None:
        person.write(f"/journal/{person.random.choice(keys)}/", {"to": f"p{to}"}, mark="text")

    return act


def declaring(commune: str) -> Act:
    def act(person: Person) -> None:
        facts = SHEET | {"people": "30", "commune_name": commune}
        person.write("/sites/declarer/", facts, mark="title")

    return act


def judging() -> Act:
    """Validates whatever waits; what is no longer in the queue after that was published."""
    judged: set[int] = set()

    def act(person: Person) -> None:
        status, page = person.ask("GET", "/a-valider/")
        if status != 200:
            return
        waiting = {int(pk) for pk in re.findall(rb"/a-valider/version/(\d+)/", page)}
        person.ledger.published |= judged - waiting
        for pk in waiting:
            judged.add(pk)
            person.ask("POST", f"/a-valider/version/{pk}/", {"decision": "valider"})
        if not waiting:
            person.over.wait(LOOKED_EACH_S)

    return act
