"""Golden tables of money and of results: the same sums, asked of the database in plain SQL."""

from decimal import Decimal

import pytest
from django.db import connection

from actors.enums import Role, Verb
from steering.queries.actions import actions_in, money_of, themes_of
from steering.rules.periods import Period
from tests.factories import ScopeFactory
from tests.factories.actions import ActionPageFactory, FundingFactory, IndicatorFactory
from tests.steering.field import TODAY, make_field, make_places

pytestmark = pytest.mark.django_db
PERIODS = [Period.of_year(2024, today=TODAY), Period.of_year(2025, today=TODAY), Period.of_a_year(TODAY)]
IN_PLACE = """
    JOIN actions_actionpage a ON a.page_ptr_id = x.action_id JOIN wagtailcore_page p ON p.id = a.page_ptr_id
    JOIN territories_territory t ON t.id = a.territory_id
    WHERE p.live AND %s = ANY(t.ancestor_ids) AND x.year BETWEEN %s AND %s
"""
MONEY = f"""
SELECT x.year, x.source, sum(x.planned_eur), sum(x.spent_eur), count(x.spent_eur), count(*)
FROM actions_funding x {IN_PLACE} GROUP BY 1, 2
"""
HELPED = f"""
SELECT year, sum(spent) / sum(people) FROM (
    SELECT x.year, x.action_id, sum(x.spent_eur) AS spent,
        (SELECT i.people FROM actions_indicator i WHERE i.action_id = x.action_id AND i.year = x.year) AS people
    FROM actions_funding x {IN_PLACE} GROUP BY 1, 2
) one WHERE spent IS NOT NULL AND people > 0 GROUP BY 1
"""
THEMES = """
SELECT theme, count(DISTINCT a.page_ptr_id), sum(x.people), sum(x.work_people), sum(x.housing_people),
    sum(CASE WHEN x.enrolled_primary IS NULL AND x.enrolled_college IS NULL THEN NULL
        ELSE COALESCE(x.enrolled_primary, 0) + COALESCE(x.enrolled_college, 0) END)
FROM actions_actionpage a JOIN wagtailcore_page p ON p.id = a.page_ptr_id
JOIN territories_territory t ON t.id = a.territory_id CROSS JOIN unnest(a.themes) theme
LEFT JOIN actions_indicator x ON x.action_id = a.page_ptr_id AND x.year BETWEEN %s AND %s
WHERE p.live AND %s = ANY(t.ancestor_ids) AND a.started_on <= %s AND (a.ended_on IS NULL OR a.ended_on >= %s)
GROUP BY 1
"""


def plain(sql: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def test_money_and_results_are_those_of_plain_sql_over_three_periods_at_three_levels():
    places = make_places()
    make_field(places, sites=12, observations=1)
    national = ScopeFactory(role=Role.NATIONAL, territory=places.nation).user
    for place in (places.nation, places.regions[0], places.departements[2]):
        for period in PERIODS:
            years = (period.since.year, period.until.year)
            sources, helped = money_of(actions_in(place, national, Verb.READ_FINANCES), period)
            found = {
                (row.year, row.source, row.planned.total, row.spent.total, row.spent.known, row.spent.rows)
                for row in sources
            }
            assert found == set(plain(MONEY, place.pk, *years))
            per_person = {row.year: row.per_person for row in helped if row.per_person is not None}
            assert per_person == {year: round(one, 0) for year, one in plain(HELPED, place.pk, *years)}
            themes = {
                (row.theme.value, row.actions, *(row.results[name].total for name in RESULTS))
                for row in themes_of(actions_in(place, national), period)
            }
            assert themes == set(plain(THEMES, *years, place.pk, period.until, period.since))
            assert themes


RESULTS = ("people", "work_people", "housing_people", "enrolled")


def test_each_sees_the_money_that_the_table_of_rights_opens(pilot):
    mine = ActionPageFactory()
    other = ActionPageFactory()
    actor = ScopeFactory(role=Role.ACTOR).user
    actor.organisation = mine.operator
    actor.save()
    for action, spent in ((mine, 100), (other, 7)):
        FundingFactory(action=action, year=2026, planned_eur=None, spent_eur=Decimal(spent))
        IndicatorFactory(action=action, year=2026, people=10)
    period, place = Period.of_a_year(TODAY), mine.territory

    def spent(user):
        rows, _helped = money_of(actions_in(place, user, Verb.READ_FINANCES), period)
        return [row.spent.total for row in rows]

    assert spent(pilot) == [107]
    assert spent(actor) == [100]
    assert spent(ScopeFactory(role=Role.PARTNER).user) == []


def test_a_scope_on_an_action_counts_that_action():
    mine = ActionPageFactory()
    ActionPageFactory()
    observer = ScopeFactory(role=Role.OBSERVER, territory=None, page=mine).user
    assert list(actions_in(mine.territory, observer)) == [mine]
    assert list(actions_in(mine.territory, observer, Verb.READ_FINANCES)) == []
