"""Unknown is never zero: by every door through which a figure comes in, and by every window through which it leaves."""

from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.rules import Viewer
from catalog.services import publish_page
from cms.rules.wording import label_of
from collaboration.services.week import _said
from sites.enums import YesNo
from sites.exports.parts import parts_of
from sites.forms.observation import MEANS
from sites.models import Observation
from sites.queries.curves import conditions_strip, people_curves
from sites.queries.history import site_history
from sites.queries.sheet import site_sheet
from sites.queries.week import week_of_sites
from sites.rules.counts import COUNTS, DWELLING_COUNTS, MINORS_BY_AGE
from sites.rules.living import ANSWERS_OF_BLOCK
from sites.services import confirm_unchanged
from steering.queries import sites_state
from tests.factories.sites import ObservationFactory, SitePageFactory
from tests.sites.imports.conftest import small

__all__ = ["small"]

TODAY = timezone.localdate()
ANSWERS = [name for names in ANSWERS_OF_BLOCK.values() for name in names if name not in MEANS]
SEEDS = range(5)


def drawn(seed):
    """Counts that hold together, each unknown, zero or more; every one of them unknown, or zero, among the draws."""
    chance = Random(seed)
    if seed < 2:
        return dict.fromkeys(COUNTS, (None, 0)[seed])
    people, minors = chance.choice([None, 60]), chance.choice([None, 0, 10])
    few = {name: chance.choice([None, 0, 1]) for name in ("women", "households", *DWELLING_COUNTS)}
    young = {name: chance.choice([None, 0, 0 if minors == 0 else 1]) for name in MINORS_BY_AGE}
    other = {name: chance.choice([None, 0, 0 if minors == 0 else 1]) for name in ("girls", "minors_in_school")}
    return few | young | other | {"people": people, "minors": minors}


def answered(seed):
    return {name: Random(f"{seed} {name}").choice(YesNo.values) for name in ANSWERS}


def words(value):
    return "inconnu" if value is None else str(value)


@pytest.fixture(params=SEEDS)
def seed(request):
    return request.param


@pytest.fixture
def seen(client, site, people, seed):
    """Recorded by the form of the field."""
    client.force_login(people.pilot)
    typed = {name: "" if value is None else str(value) for name, value in drawn(seed).items()}
    means = dict.fromkeys(MEANS, "unknown")
    said = typed | answered(seed) | means | {"observed_on": TODAY.isoformat(), "confirmed": "on"}
    answer = client.post(reverse("observe_site", args=[site.slug]), said)
    assert answer.status_code == 302, answer.context["form"].errors
    return Observation.objects.get()


def test_forms_keep_it_and_begin_from_it(client, site, seen, seed):
    assert {name: getattr(seen, name) for name in COUNTS} == drawn(seed)
    assert {name: getattr(seen, name) for name in ANSWERS} == answered(seed)
    for url in (
        reverse("observe_site", args=[site.slug]),
        reverse("correct_observation", args=[site.slug, seen.pk]),
    ):
        form = client.get(url).context["form"]
        assert {name: form[name].value() for name in COUNTS} == drawn(seed)
        assert {name: form[name].value() for name in ANSWERS} == answered(seed)
        shown = {name: str(form[name].as_widget()) for name in COUNTS}
        assert {name for name, html in shown.items() if "value=" not in html} == {
            name for name, value in drawn(seed).items() if value is None
        }


def test_nothing_has_changed_repeats_it(site, people, seen, seed):
    again = confirm_unchanged(user=people.pilot, site=site, observed_on=TODAY)
    assert {name: getattr(again, name) for name in COUNTS} == drawn(seed)


def test_the_sheet_and_the_document_say_it_in_words(site, people, again, seen, seed):
    sheet = site_sheet(site, reader=again(people.pilot))
    facts = {label: value for part in parts_of(sheet) for label, value in part.facts}
    for name, value in drawn(seed).items():
        assert facts[label_of(Observation._meta.get_field(name))] == words(value), name
    table = next(part for part in parts_of(sheet) if part.title == "Actualisations")
    counts = [drawn(seed)[name] for name in ("people", "households", "minors", "minors_in_school")]
    assert [row[1:5] for row in table.rows] == [tuple(words(value) for value in counts)]


def test_the_catalogue_gives_null_to_members_and_to_the_api(client, site, people, seen, seed):
    [read] = client.get("/api/v1/sites").json()["results"]
    assert {name: read[name] for name in COUNTS} == drawn(seed)
    assert {name: read["answers"][name] for name in ANSWERS} == answered(seed)


def test_curves_have_a_gap_and_strips_a_word(site, seen, seed):
    ObservationFactory(site=site, observed_on=TODAY - timedelta(days=30), people=None, minors=0)
    every = list(site.observations.validated().in_order())
    chart = people_curves(every)
    curves = {one.label: [value for _day, value in one.points] for one in chart.series}
    people, households = [None, drawn(seed)["people"]], [None, drawn(seed)["households"]]
    assert curves == {
        **({"Ménages": households} if people == [None, None] else {"Personnes": people}),
        "Mineurs": [0, drawn(seed)["minors"]],
        "Mineurs scolarisés": [None, drawn(seed)["minors_in_school"]],
    }
    assert {cells[0].code for _label, cells in conditions_strip(every).rows} == {"unknown"}


def test_the_history_tells_zero_as_zero_and_is_silent_on_the_unknown(site, people, again, seen, seed):
    told = next(line for line in site_history(site, reader=again(people.pilot)) if line.changes)
    changes = {one.label: (one.before, one.after) for one in told.changes}
    for name, value in drawn(seed).items():
        label = label_of(Observation._meta.get_field(name))
        assert changes.get(label) == (None if value is None else ("inconnu", str(value)))


def test_sums_add_what_is_known_and_say_how_many_are_not(site, people, again, seen, seed):
    ObservationFactory(site=SitePageFactory(commune=site.commune), people=7, minors=None)
    publish_page(site)
    for other in type(site).objects.exclude(pk=site.pk):
        publish_page(other)
    state = sites_state(Viewer(user=again(people.pilot)))
    number = drawn(seed)["people"]
    assert (state.people.total, state.people.unknown_on) == (7 + (number or 0), int(number is None))
    minors = drawn(seed)["minors"]
    assert (state.minors.total, state.minors.unknown_on) == (minors, 1 + (minors is None))


def test_the_week_says_unknown_when_nothing_is_known(site, people, again, seen, seed):
    figures = week_of_sites(site.commune.parent, timezone.now() - timedelta(days=7), again(people.pilot))
    said = next(_said(one) for one in figures if str(one.label).startswith("Personnes"))
    number = drawn(seed)["people"]
    assert said == ("inconnu (inconnu sur 1 site)" if number is None else str(number))


def test_a_register_brings_blanks_as_unknown_and_zeros_as_zeros(small, seed):
    row = {"region": "Metropolitana", "province": "Chacabuco", "commune": "Lampa"}
    counts = {name: drawn(seed)[name] for name in ("people", "households", "women")}
    small.apply(2024, row | {name: "" if value is None else value for name, value in counts.items()})
    kept = Observation.objects.get()
    assert {name: getattr(kept, name) for name in counts} == counts
    assert {getattr(kept, name) for name in ANSWERS} == {"unknown"}
