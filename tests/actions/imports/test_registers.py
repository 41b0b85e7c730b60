from datetime import date

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageLogEntry

from actions.imports.registers import plan_actions
from actions.models import ActionPage, Indicator
from actors.enums import Noun
from catalog.models import Entry
from registers.imports.opened import Request
from tests.factories.actors import OrganisationFactory
from tests.factories.sites import SitePageFactory
from tests.registers.imports.conftest import real_registers

__all__ = ["real_registers"]

pytestmark = pytest.mark.django_db

MAPPING = """
[register]
name = "small"
noun = "action"

[identity]
column = "ref"

[fields]
title = "title"
objectives = "objectives"
started_on = "start"
ended_on = "end"
operator = "operator"
themes = { column = "theme", values = { "water" = ["water_hygiene"] } }
country = { constant = "US" }
region_name = { constant = "Washington" }
departement_name = "county"
people = "people"
women = "women"
indicator_comment = { parts = ["Tents: {tents}"] }
"""


class SmallRegister:
    def __init__(self, folder):
        self.folder = folder
        (folder / "small.toml").write_text(MAPPING)

    def request(self, *rows):
        rows = [
            {"ref": f"A{rank}", "title": f"Action {rank}", "start": "2024-03-01", "county": "King", **row}
            for rank, row in enumerate(rows, 1)
        ]
        path = self.folder / "small.csv"
        lines = [rows[0].keys(), *(row.values() for row in rows)]
        path.write_text("".join(";".join(str(cell) for cell in line) + "\n" for line in lines))
        return Request(path, str(self.folder / "small.toml"))

    def plan(self, *rows):
        return plan_actions(self.request(*rows))

    def apply(self, *rows):
        work = self.plan(*rows)
        work.apply()
        return {name: count for name, count in work.report.counts.items() if count}


@pytest.fixture
def small(tmp_path):
    return SmallRegister(tmp_path)


def test_dry_run_writes_nothing(small):
    assert small.plan({}).report.new == 1
    assert not ActionPage.objects.exists()


def test_action_comes_with_the_results_of_its_year(small):
    row = {"end": "2024-03-02", "theme": "Water", "people": 30, "women": 12, "tents": 4}
    assert small.apply(row) == {"rows": 1, "new": 1}
    action = ActionPage.objects.get()
    assert (action.started_on, action.ended_on, action.themes) == (
        date(2024, 3, 1),
        date(2024, 3, 2),
        ["water_hygiene"],
    )
    assert (action.territory.name, action.get_parent().title) == ("King", "King")
    indicator = Indicator.objects.get()
    assert (indicator.action, indicator.year, indicator.people, indicator.women) == (action, 2024, 30, 12)
    assert (indicator.comment, indicator.minors) == ("Tents: 4", None)
    assert Entry.objects.published().of(Noun.ACTION).exists()
    assert not any(Page.find_problems())


def test_row_without_results_makes_no_indicator(small):
    small.apply({"people": ""})
    assert not Indicator.objects.exists()


def test_second_run_changes_nothing_and_a_correction_changes_what_it_corrects(small):
    small.apply({"people": 30, "objectives": "water"})
    assert small.apply({"people": 30, "objectives": "water"}) == {"rows": 1, "same": 1}
    assert small.apply({"people": 31, "objectives": ""}) == {"rows": 1, "changed": 1}
    assert small.apply({"people": 31, "objectives": "toilets"}) == {"rows": 1, "changed": 1}
    action = ActionPage.objects.get()
    assert (action.objectives, Indicator.objects.get().people) == ("toilets", 31)
    assert [
        entry.data for entry in PageLogEntry.objects.for_instance(action).filter(action="actions.import_change")
    ] == [{"fields": ["objectives"]}]


def test_operator_is_one_of_our_organisations_or_is_told(small):
    ours = OrganisationFactory(name="Unified Care Team")
    work = small.plan({"operator": "unified care team"}, {"operator": "Somebody else"})
    work.apply()
    assert [action.operator for action in ActionPage.objects.order_by("external_id")] == [ours, None]
    assert "Somebody else" in "".join(work.report.notes)


@pytest.mark.parametrize(
    "row",
    [{"end": "2024-02-01"}, {"people": 3, "women": 5}, {"start": ""}, {"start": "1999-01-01", "people": 3}],
)
def test_what_contradicts_itself_is_refused(small, row):
    assert small.apply({"people": ""} | row) == {"rows": 1, "refused": 1}


def test_action_whose_draft_awaits_validation_is_refused(small):
    small.apply({})
    ActionPage.objects.update(has_unpublished_changes=True)
    assert small.apply({"title": "Other"}) == {"rows": 1, "refused": 1}


def test_actions_of_one_title_have_their_own_addresses(small):
    small.apply({"title": "Same"}, {"title": "Same"}, {"title": "Same"})
    assert sorted(ActionPage.objects.values_list("slug", flat=True)) == ["same", "same-2", "same-3"]


def test_change_keeps_what_the_action_is_linked_to(small):
    small.apply({})
    action, site = ActionPage.objects.get(), SitePageFactory()
    ActionPage.sites.through.objects.create(actionpage=action, sitepage=site)
    small.apply({"title": "Other"})
    assert list(ActionPage.objects.get().sites.all()) == [site]
    assert list(ActionPage.objects.get().get_latest_revision_as_object().sites.all()) == [site]


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_follow_the_number_of_rows(small, count, django_assert_num_queries):
    small.apply(*[{"people": 3}] * count)
    work = small.plan(*[{"title": "Other", "people": 4}] * count)
    with django_assert_num_queries(46):
        work.apply()


def test_command_imports_when_asked(small, capsys):
    request = small.request({"people": 3})
    call_command("import_actions", request.path, mapping=request.mapping)
    assert not ActionPage.objects.exists()
    call_command("import_actions", request.path, mapping=request.mapping, apply=True)
    assert ActionPage.objects.count() == 1
    assert "nouvelles" in capsys.readouterr().out


@pytest.mark.registers
@pytest.mark.parametrize(
    ("file", "mapping", "first", "second"),
    [
        ("us_seattle_2024/Sweeps2022_UCT.csv", "us_seattle_2022", (942, 0, 1), (0, 942, 1)),
        ("us_seattle_2024/Sweeps2024_UCT.csv", "us_seattle_2024", (2505, 0, 0), (0, 2505, 0)),
        ("us_tacoma/ES_Encampment_Cleaning_Tracking.geojson", "us_tacoma", (2000, 0, 0), (0, 2000, 0)),
    ],
)
def test_real_register_imported_twice(real_registers, file, mapping, first, second):
    for expected in (first, second):
        work = plan_actions(Request(real_registers / file, mapping))
        work.apply()
        counts = work.report.counts
        assert (counts["new"], counts["same"], counts["refused"]) == expected
    assert ActionPage.objects.count() == first[0]
    if mapping == "us_seattle_2024":
        cleared = Indicator.objects.get(action__external_id="2024/36464")
        assert cleared.comment.splitlines()[0] == "Tents cleared: 1"
