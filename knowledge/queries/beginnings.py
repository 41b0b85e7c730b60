"""What a practice begins with when it is made of an action, or of a question that was settled."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actions.models import ActionPage, Indicator
from actions.rules.results import COUNTS
from cms.rules.places import public_place
from knowledge.models import Question
from knowledge.rules.tracking import DAYS_A_MONTH

# What is smaller could point at somebody (docs/privacy.md): a practice is read by everyone.
WITHHELD_UNDER = 11
LONGEST_SUMMARY = 480


def begun_from_action(action: ActionPage) -> dict[str, Any]:
    """The fields of a practice that an action tells. Money is not among them: few may read it."""
    place = public_place(action.territory)
    operator = action.operator.name if action.operator else ""
    return {
        "title": action.title,
        "summary": _short(action.objectives),
        "themes": list(action.themes),
        "context": _("An action led in %(place)s, from %(start)s.")
        % {"place": place.name, "start": date_format(action.started_on, "F Y")},
        "duration": _duration(action),
        "results": "\n".join(_results(action)),
        "author_credit": operator,
    }


def begun_from_question(question: Question) -> dict[str, Any]:
    return {
        "title": question.title,
        "themes": list(question.themes),
        "site_needs": list(question.site_needs),
        "problem": question.text,
        "steps": question.accepted.text if question.accepted else "",
    }


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= LONGEST_SUMMARY else said[:LONGEST_SUMMARY].rsplit(" ", 1)[0] + "…"


def _duration(action: ActionPage) -> str:
    if not action.ended_on:
        return ""
    months = max(1, round((action.ended_on - action.started_on).days / DAYS_A_MONTH))
    return _("%(months)s months") % {"months": months}


def _results(action: ActionPage) -> Iterator[str]:
    """The last year's counts in words, the small ones left out, then the outcome and why."""
    last = action.indicators.order_by("-year").first()
    if last:
        yield from _counts(last)
    if action.outcome:
        yield f"{_('Outcome')} : {action.get_outcome_display()}. {action.outcome_reason}".strip()


def _counts(indicator: Indicator) -> Iterator[str]:
    known = {name: value for name in COUNTS if (value := getattr(indicator, name)) is not None}
    told = {name: value for name, value in known.items() if value >= WITHHELD_UNDER}
    if told:
        yield _("In %(year)s:") % {"year": indicator.year}
    for name, value in told.items():
        label = str(Indicator._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        yield f"{capfirst(label)} : {value}"
    if len(told) < len(known):
        yield _("Figures under %(limit)s people are left out: they could point at somebody.") % {
            "limit": WITHHELD_UNDER
        }
