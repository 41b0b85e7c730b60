"""Search is measured on the judged searches, beside plain full-text search: it must stay better, by far."""

import sys

import pytest
from django.core.management import CommandError, call_command

from actors.enums import Role
from demo.imports.content import lists
from demo.imports.judging import Judge
from demo.management.commands.judge_search import HELD_OUT, means
from demo.rules.judging import ndcg, recall
from tests.demo.judged_corpus import Corpus
from tests.factories import NationFactory, ScopeFactory

pytestmark = pytest.mark.django_db


def test_figures_of_the_judged_searches():
    Corpus()
    member = ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user
    judged = list(Judge(member).judge())
    figures = means(judged)
    ours, plain = figures["cette recherche"], figures["plein texte seul"]
    told = f"nDCG@10 {ours[0]:.3f} ({plain[0]:.3f}), recall@10 {ours[1]:.3f} ({plain[1]:.3f}), {len(judged)} searches"
    assert len(judged) >= 200, told
    assert ours[0] >= 0.80, told
    assert ours[1] >= 0.80, told
    assert ours[0] >= plain[0] + 0.25, told
    assert ours[1] >= plain[1] + 0.25, told


def test_figures_of_the_searches_held_out_are_better_than_plain_full_text(capsys):
    """Said, and held above plain full text only: whoever wanted more of them would tune the search on them."""
    Corpus()
    member = ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user
    judged = list(Judge(member).judge(HELD_OUT))
    figures = means(judged)
    with capsys.disabled():
        sys.stdout.write(f"\nheld-out searches ({len(judged)}), nDCG@10 and recall@10: {figures}\n")
    assert len(judged) == len(lists(HELD_OUT)) == 40
    assert {one["q"].lower() for one in lists(HELD_OUT)}.isdisjoint(one["q"].lower() for one in lists("searches"))
    assert all(ours > plain for ours, plain in zip(*figures.values(), strict=True))


def test_the_set_is_large_and_says_each_search_once():
    asked = lists("searches")
    assert len(asked) >= 150
    assert len({one["q"].lower() for one in asked}) >= 150
    assert all(set(one["find"]) <= {1, 2, 3} and any(one["find"].values()) for one in asked)


def test_a_perfect_list_is_worth_one_and_a_wrong_one_nothing():
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c"], grades) == recall(["b", "a"], grades) == 1.0
    assert ndcg(["x", "y"], grades) == recall(["x", "c"], grades) == 0.0
    assert 0 < ndcg(["c", "b", "a"], grades) < 1


def test_a_database_without_the_demonstration_is_told_so():
    with pytest.raises(CommandError, match="Aucun compte national"):
        call_command("judge_search")
