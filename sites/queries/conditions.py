"""The rules of living conditions in words, for whoever asks why a block is bad."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cms.rules.wording import label_of, say_value
from sites.enums import Block
from sites.models import Observation
from sites.rules.living import RULES, Clause


@dataclass(frozen=True)
class RuleInWords:
    """bad, to_improve: any of these. good: all of these."""

    block: str
    label: str
    bad: list[str]
    to_improve: list[str]
    good: list[str]


def rules_in_words() -> list[RuleInWords]:
    return [
        RuleInWords(
            block=str(block),
            label=str(block.label).capitalize(),
            bad=[_clause(clause) for clause in rule.bad],
            to_improve=[_clause(clause) for clause in rule.to_improve],
            good=[_answer(name, values) for name, values in rule.good.answers],
        )
        for block, rule in ((block, RULES[block]) for block in Block)
    ]


def _clause(clause: Clause) -> str:
    return _(" and ").join(_answer(name, values) for name, values in clause.answers)


def _answer(name: str, values: Iterable[str]) -> str:
    field = Observation._meta.get_field(name)
    said = get_text_list([say_value(field, value) for value in values], _("or"))
    return _("%(question)s: %(answer)s") % {"question": label_of(field), "answer": said}
