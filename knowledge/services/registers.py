"""Writing the sheets of a collection: drafts, that an editor reads and publishes, as any practice that is proposed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from actors.models import User
from cms.services import add_pages, change_pages
from knowledge.models import PracticeIndexPage, PracticePage

ADDED = "knowledge.import"
CHANGED = "knowledge.import_change"
MAX_STEP_TITLE = 200


@dataclass
class PracticeEntry:
    """What a collection says of one practice. `facts`: those to write; `steps`: title and text. Prose is rich text."""

    external_id: str
    facts: Mapping[str, Any]
    steps: Sequence[tuple[str, str]] | None = None
    practice: PracticePage | None = field(default=None)


@transaction.atomic
def import_practices(entries: Sequence[PracticeEntry], *, register: str, user: User | None = None) -> None:
    """Make drafts of the practices that are new, and change those that nobody has touched since."""
    new: list[PracticePage] = []
    changed: list[PracticePage] = []
    fields: set[str] = set()
    for entry in entries:
        practice = entry.practice or PracticePage(register=register, external_id=entry.external_id)
        (changed if entry.practice else new).append(practice)
        facts = dict(entry.facts)
        if entry.steps is not None:
            told = [{"type": "step", "value": {"title": title, "text": text}} for title, text in entry.steps]
            facts["steps"] = json.dumps(told)
        fields |= set(facts)
        for name, value in facts.items():
            setattr(practice, name, value)
    add_pages([(PracticeIndexPage.objects.get(), new)], action=ADDED, user=user, live=False)
    change_pages(changed, fields=sorted(fields), action=CHANGED, user=user)
