"""The forty practices of the demonstration, and who took them up, failures included."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from actions.models import ActionPage
from actors.enums import OrganisationKind
from actors.models import Organisation
from cms.services import add_pages
from demo.imports.content import Text, texts, to_html
from knowledge.enums import AdoptionOutcome, AdoptionState
from knowledge.models import Adoption, PracticeIndexPage, PracticePage

REGISTER = "demo"
STEP = re.compile(r"^\d+\.\s+(.*)$")
# French puts a space that does not break before its colons.
BEFORE_COLON = re.compile(r"\s:\s")

Progress = Callable[[str], None]


def seed_practices(organisations: dict[str, Organisation], progress: Progress) -> int:
    """Practices and adoptions. Answers how many were made; none if they are already there."""
    if PracticePage.objects.filter(register=REGISTER).exists():
        return 0
    index = PracticeIndexPage.objects.order_by("pk")[0]
    by_name = {organisation.name: organisation for organisation in organisations.values()} | organisations
    practices = [_page(text, by_name) for text in texts("practices")]
    add_pages([(index, practices)], action="wagtail.create")
    for number, practice in enumerate(practices):
        _adopt(Random(f"practice {number}"), practice)  # noqa: S311 - a seeded story, not a secret
    progress(f"  {len(practices)} bonnes pratiques")
    return len(practices)


def _page(text: Text, organisations: dict[str, Organisation]) -> PracticePage:
    meta = text.meta
    return PracticePage(
        title=meta["title"],
        slug=re.sub(r"^\d+-", "", text.key),
        summary=meta["summary"],
        themes=meta["themes"],
        territory_kinds=meta["territory_kinds"],
        main_need=meta.get("main_need", ""),
        site_needs=meta["site_needs"],
        people=meta["people"],
        duration=meta["duration"],
        cost=meta["cost"],
        licence=meta["licence"],
        organisation=organisations.get(meta["organisation"]),
        author_credit=meta["organisation"],
        problem=to_html(text.sections["Problème"]),
        context=to_html(text.sections["Contexte"]),
        steps=json.dumps(steps_of(text.sections["Étapes"])),
        results=to_html(text.sections["Résultats"]),
        success_factors=to_html(text.sections["Conditions de réussite"]),
        cautions=to_html(text.sections["Points de vigilance"]),
        resources=to_html(text.sections["Ressources"]),
        review_on=timezone.localdate() + timedelta(days=30 * int(meta["review_on_months"])),
        register=REGISTER,
        external_id=text.key,
    )


def steps_of(section: str) -> list[dict[str, Any]]:
    """A numbered list as the blocks of `knowledge.blocks.StepsBlock`: its first sentence names the step."""
    steps: list[dict[str, Any]] = []
    for line in section.splitlines():
        if match := STEP.match(line.strip()):
            title, *rest = BEFORE_COLON.split(match[1], maxsplit=1)
            steps.append({"title": title[:200], "text": to_html("".join(rest))})
        elif line.strip() and steps:
            steps[-1]["text"] += to_html(line.strip())
    return [{"type": "step", "value": step} for step in steps]


def _adopt(chance: Random, practice: PracticePage) -> None:
    actions = list(
        ActionPage.objects.filter(register=REGISTER, themes__overlap=practice.themes)
        .select_related("territory", "operator")
        .order_by("pk")
    )
    fallback = Organisation.objects.filter(kind=OrganisationKind.NATIONAL).order_by("pk")[0]
    for action in chance.sample(actions, min(len(actions), chance.choice([0, 0, 1, 1, 2, 3, 4]))):
        state = chance.choices(list(AdoptionState), [15, 30, 40, 15])[0]
        ended = state in {AdoptionState.COMPLETED, AdoptionState.ABANDONED}
        outcome: AdoptionOutcome | str = ""
        if state == AdoptionState.COMPLETED:
            outcome = chance.choices(list(AdoptionOutcome), [60, 28, 12])[0]
        elif state == AdoptionState.ABANDONED:
            outcome = AdoptionOutcome.FAILED
        started = action.started_on + timedelta(days=chance.randint(10, 120))
        ended_on = started + timedelta(days=chance.randint(60, 400)) if ended else None
        is_asked_again = state == AdoptionState.COMPLETED and _a_year_after(ended_on) <= timezone.localdate()
        Adoption.objects.create(
            practice=practice,
            territory=action.territory,
            organisation=action.operator or fallback,
            action=action,
            state=state,
            outcome=outcome,
            started_on=started,
            ended_on=ended_on,
            followed_up_on=_a_year_after(ended_on) if is_asked_again else None,
            lasting_outcome=outcome if is_asked_again else "",
            comment="Retour d’expérience de démonstration.",
        )
        practice.actions.add(action)
    practice.save()
    # The version that editors open knows of the links too: publishing it again does not take them away.
    practice.save_revision(changed=False, clean=False)


def _a_year_after(day: date | None) -> date:
    return (day or date.max - timedelta(days=366)) + timedelta(days=365)
