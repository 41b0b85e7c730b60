from datetime import date

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageLogEntry
from wagtail.search.backends import get_search_backend

from actors.enums import Noun
from catalog.models import Entry
from cms.models import TerritoryPage
from sites.enums import SiteStatus
from sites.models import Observation, SitePage
from territories.enums import Level
from territories.models import Territory
from tests.factories.actors import UserFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory

pytestmark = pytest.mark.django_db

LAMPA = {"region": "Metropolitana", "province": "Chacabuco", "commune": "Lampa"}


def _counts(**counts):
    return dict.fromkeys(("rows", "new", "changed", "same", "refused", "skipped"), 0) | counts


def _reasons(work):
    return [(reason.column, reason.value) for refusal in work.report.refused for reason in refusal.reasons]


def test_dry_run_writes_nothing(small):
    work = small.plan(2024, LAMPA | {"households": 12})
    assert work.report.counts == _counts(rows=1, new=1)
    assert not SitePage.objects.exists()
    assert not Territory.objects.filter(country="CL").exists()


def test_new_sites_stand_below_the_section_of_their_departement(small):
    assert small.apply(2024, LAMPA | {"lon": -70.8, "lat": -33.2}, LAMPA | {"lon": "", "lat": ""}) == _counts(
        rows=2, new=2
    )
    section = TerritoryPage.objects.get(territory__name="Chacabuco")
    sites = list(SitePage.objects.child_of(section).order_by("path"))
    assert [(site.title, site.lon, site.lat) for site in sites] == [("Camp 1", -70.8, -33.2), ("Camp 2", None, None)]
    assert [place.title for place in section.get_ancestors().type(TerritoryPage).order_by("path")] == [
        "CL",
        "Metropolitana",
    ]
    assert section.numchild == 2
    assert not any(Page.find_problems())


def test_places_of_a_foreign_register_know_their_line_and_homonyms_are_told_apart(small):
    small.apply(2024, LAMPA, LAMPA | {"region": "Tarapacá"})
    communes = Territory.objects.filter(country="CL", level=Level.COMMUNE).in_order()
    assert [commune.name for commune in communes] == ["Lampa", "Lampa"]
    assert len({commune.code for commune in communes}) == 2
    for commune in communes:
        assert commune.ancestor_ids == commune.line()
        assert len(commune.ancestor_ids) == 4


def test_second_run_changes_nothing(small):
    row = LAMPA | {"households": 12, "since": "Década 1990", "water": "tank", "lon": -70.8, "lat": -33.2}
    small.apply(2024, row)
    before = SitePage.objects.get()
    assert small.apply(2024, row) == _counts(rows=1, same=1)
    after = SitePage.objects.get()
    assert (after.pk, after.latest_revision_id, after.observations.count()) == (before.pk, before.latest_revision_id, 1)


def test_later_edition_is_observed_on_the_same_site_and_renames_it(small):
    small.apply(2022, LAMPA | {"households": 12})
    assert small.apply(2024, LAMPA | {"households": 20, "name": "Nueva Vida"}) == _counts(rows=1, changed=1)
    site = SitePage.objects.get()
    assert (site.title, site.draft_title) == ("Nueva Vida", "Nueva Vida")
    seen = site.observations.order_by("observed_on").values_list("observed_on", "households")
    assert list(seen) == [(date(2022, 1, 1), 12), (date(2024, 1, 1), 20)]


def test_older_edition_adds_to_the_past_and_undoes_nothing(small):
    small.apply(2024, LAMPA | {"households": 20, "name": "Nueva Vida", "address": ""})
    small.apply(2022, LAMPA | {"households": 12, "name": "Camp 1", "address": "Camino 3"})
    site = SitePage.objects.get()
    assert (site.title, site.address) == ("Nueva Vida", "Camino 3")
    assert site.observations.order_by("-observed_on").first().households == 20


def test_corrected_file_of_the_same_edition_corrects_its_observation(small):
    small.apply(2024, LAMPA | {"households": 12, "water": "tank"})
    assert small.apply(2024, LAMPA | {"households": 14, "water": ""}) == _counts(rows=1, changed=1)
    (observation,) = Observation.objects.all()
    assert (observation.households, observation.water_access) == (14, "unknown")


def test_unknown_in_the_register_erases_nothing_on_the_sheet(small):
    small.apply(2022, LAMPA | {"address": "Camino 3", "lon": -70.8, "lat": -33.2})
    assert small.apply(2022, LAMPA | {"address": " ", "lon": "", "lat": ""}) == _counts(rows=1, same=1)
    assert SitePage.objects.get().address == "Camino 3"


def test_vaguer_date_does_not_replace_a_date_that_it_contains(small):
    small.apply(2022, LAMPA | {"since": "1994-05-02"})
    small.apply(2023, LAMPA | {"since": "Década 1990"})
    assert SitePage.objects.get().installed_on == date(1994, 5, 2)
    small.apply(2024, LAMPA | {"since": "Década 1980"})
    assert _installed() == (date(1980, 1, 1), "decade")


@pytest.mark.parametrize(
    ("since", "installed"),
    [
        ("1994-05-02", (date(1994, 5, 2), "day")),
        ("1994-05", (date(1994, 5, 1), "month")),
        ("05/1994", (date(1994, 5, 1), "month")),
        ("1994", (date(1994, 1, 1), "year")),
        ("Década 1990", (date(1990, 1, 1), "decade")),
        ("", (None, "day")),
    ],
)
def test_a_date_is_kept_as_precise_as_it_was_said(small, since, installed):
    small.apply(2022, LAMPA | {"since": since})
    assert _installed() == installed
    assert small.plan(2022, LAMPA | {"since": since}).report.same == 1


def test_a_better_date_replaces_the_vague_one_that_contains_it(small):
    for year, since in ((2021, "Década 1990"), (2022, "1990"), (2023, "1990-01-01")):
        small.apply(year, LAMPA | {"since": since})
    assert _installed() == (date(1990, 1, 1), "day")
    small.apply(2024, LAMPA | {"since": "1990"})
    assert _installed() == (date(1990, 1, 1), "day")


def test_an_older_edition_dates_a_site_without_date_and_no_other(small):
    small.apply(2023, LAMPA | {"since": ""})
    small.apply(2021, LAMPA | {"since": "Década 1990"})
    assert _installed() == (date(1990, 1, 1), "decade")
    small.apply(2020, LAMPA | {"since": "1994-05-02"})
    assert _installed() == (date(1990, 1, 1), "decade")


def _installed():
    return SitePage.objects.values_list("installed_on", "installed_precision").get()


def test_imported_site_has_a_version_a_history_and_is_found_in_the_editor(small):
    user = UserFactory()
    work = small.plan(2024, LAMPA | {"name": "Nueva Esperanza"})
    work.apply(user=user)
    site = SitePage.objects.get()
    assert site.live
    assert site.live_revision == site.latest_revision == site.revisions.get()
    assert site.get_latest_revision_as_object().title == "Nueva Esperanza"
    assert site.owner == user
    assert PageLogEntry.objects.for_instance(site).get().action == "sites.import"
    assert list(get_search_backend().search("esperanza", SitePage)) == [site]


def test_change_is_a_version_whose_log_names_fields_and_no_value(small):
    small.apply(2022, LAMPA)
    small.apply(2023, LAMPA | {"name": "Nueva Vida"})
    site = SitePage.objects.get()
    assert site.get_latest_revision_as_object().title == "Nueva Vida"
    assert site.revisions.count() == 2
    entry = PageLogEntry.objects.for_instance(site).get(action="sites.import_change")
    assert entry.data == {"fields": ["title"]}


def test_imported_sites_are_published_to_members_and_never_to_the_public(small):
    small.apply(2024, LAMPA | {"households": 12})
    entries = Entry.objects.published().of(Noun.SITE)
    assert sorted(entries.values_list("audience", flat=True)) == ["member", "partner", "partner_exact"]


def test_site_that_moves_follows_its_commune(small):
    small.apply(2022, LAMPA)
    assert small.apply(2023, LAMPA | {"province": "Maipo", "commune": "Buin"}) == _counts(rows=1, changed=1)
    site = SitePage.objects.get()
    assert (site.commune.name, site.get_parent().title) == ("Buin", "Maipo")
    assert not any(Page.find_problems())


def test_site_whose_draft_awaits_validation_is_refused(small):
    small.apply(2022, LAMPA)
    SitePage.objects.update(has_unpublished_changes=True)
    assert small.apply(2023, LAMPA) == _counts(rows=1, refused=1)


def test_site_that_was_closed_here_is_refused_unless_nothing_changes(small):
    small.apply(2022, LAMPA)
    SitePage.objects.update(status=SiteStatus.CLOSED)
    assert small.apply(2022, LAMPA) == _counts(rows=1, same=1)
    assert small.apply(2023, LAMPA) == _counts(rows=1, refused=1)


def test_counts_that_contradict_each_other_are_refused(small):
    work = small.plan(2024, LAMPA | {"people": 10, "women": 12})
    assert _reasons(work) == [("women", "12")]


def test_date_to_come_or_no_date_is_refused(small):
    assert _reasons(small.plan(2199, LAMPA)) == [("observed_on", "2199-01-01")]
    assert small.plan(None, LAMPA).report.counts == _counts(rows=1, refused=1)
    assert small.plan(None, LAMPA | {"seen": "2024-03-02"}).report.counts == _counts(rows=1, new=1)


def test_a_register_tells_reinstallation_target_origins_and_flags(small):
    said = {"reinstalled": "yes", "target": "2028", "origins": "UE et hors UE", "heat": "oui"}
    small.apply(2024, LAMPA | said, LAMPA | dict.fromkeys(said, ""))
    told, silent = SitePage.objects.order_by("external_id")
    assert (told.reinstallation, told.resorption_target) == ("yes", 2028)
    assert (silent.reinstallation, silent.resorption_target) == ("unknown", None)
    seen, blank = (site.observations.get() for site in (told, silent))
    assert (seen.origins, seen.heatwave_alert, seen.coldwave_alert) == (["eu", "non_eu"], True, False)
    assert (blank.origins, blank.heatwave_alert) == ([], False)


def test_a_register_dates_phases_once_and_erases_none(small):
    assert small.apply(2024, LAMPA | {"assessed": "2023-02-01"}) == _counts(rows=1, new=1)
    [site] = SitePage.objects.all()
    assert site.status == SiteStatus.IN_RESORPTION
    assert small.apply(2024, LAMPA | {"assessed": "2023-02-01"}) == _counts(rows=1, same=1)
    assert small.apply(2024, LAMPA | {"assessed": "2023-02-01", "assessed until": "2023-06-01"}) == _counts(
        rows=1, changed=1
    )
    assert small.apply(2024, LAMPA | {"assessed": "2023-02-01"}) == _counts(rows=1, same=1)
    phases = site.phases.values_list("kind", "started_on", "completed_on")
    assert list(phases) == [("social_assessment", date(2023, 2, 1), date(2023, 6, 1))]
    assert '"social_assessment"' in Entry.objects.get(audience="member", page_id=site.pk).document


@pytest.mark.parametrize(
    ("started", "completed"), [("", "2023-06-01"), ("2023-06-01", "2023-02-01"), ("2199-01-01", "")]
)
def test_phases_that_cannot_be_are_refused(small, started, completed):
    work = small.plan(2024, LAMPA | {"assessed": started, "assessed until": completed})
    assert _reasons(work) == [("social_assessment_started_on", started or completed)]


def test_registers_do_not_mix_their_identifiers(small):
    small.apply(2024, LAMPA)
    request = small.request(2024, LAMPA)
    call_command(
        "import_sites", request.path, mapping=request.mapping, source="other", edition=date(2024, 1, 1), apply=True
    )
    assert SitePage.objects.filter(external_id="r1").count() == 2


def test_site_declared_here_is_not_touched(small):
    mine = SitePageFactory()
    small.apply(2024, LAMPA)
    assert SitePage.objects.get(pk=mine.pk).title == mine.title


class TestFrance:
    """Places of our own country must exist."""

    @pytest.fixture(autouse=True)
    def commune(self, db):
        self.commune = CommuneFactory(code="93066", name="Saint-Denis")
        self.old = CommuneFactory(code="93059", name="Pierrefitte-sur-Seine", kind="COMD", successor=self.commune)

    @pytest.mark.parametrize(
        "place",
        [
            {"code": "93066"},
            {"code": "93059"},
            {"commune": "ST DENIS"},
            {"commune": "saint denis", "province_code": "93"},
        ],
    )
    def test_commune_is_found_by_code_old_code_or_name(self, small, place):
        assert small.apply(2024, {"country": "FR"} | place) == _counts(rows=1, new=1)
        assert SitePage.objects.get().commune == self.commune

    @pytest.mark.parametrize(
        "place", [{"code": "93999"}, {"commune": "Nulle-Part"}, {"commune": "Saint-Denis", "province_code": "59"}]
    )
    def test_unknown_commune_is_refused_not_made(self, small, place):
        assert small.apply(2024, {"country": "FR"} | place) == _counts(rows=1, refused=1)
        assert Territory.objects.filter(level=Level.COMMUNE).count() == 2


def test_command_tells_what_it_would_do_then_does_it(small, capsys, tmp_path):
    request = small.request(2024, LAMPA | {"households": 12}, LAMPA | {"households": "many"})
    refused = tmp_path / "refused.csv"
    asked = {"mapping": request.mapping, "edition": date(2024, 1, 1), "refused": refused}
    call_command("import_sites", request.path, **asked)
    told = capsys.readouterr().out
    assert "nouvelles : 1" in told.replace("\u00a0", " ")
    assert "many" in told
    assert not SitePage.objects.exists()
    assert "many" in refused.read_text(encoding="utf-8-sig")
    call_command("import_sites", request.path, **asked, apply=True)
    assert SitePage.objects.count() == 1


@pytest.mark.parametrize(
    "asked", [{"mapping": "none"}, {"mapping": "us_tacoma"}, {"mapping": "za_ethekwini", "user": "nobody@example.org"}]
)
def test_command_says_what_is_wrong(small, asked):
    with pytest.raises(CommandError):
        call_command("import_sites", small.request(2024, LAMPA).path, **asked)


def test_all_of_it_or_nothing(small, monkeypatch):
    monkeypatch.setattr("sites.services.registers.publish_pages", lambda _pages: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        small.apply(2024, LAMPA)
    assert not SitePage.objects.exists()
    assert not Territory.objects.filter(country="CL").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_follow_the_number_of_rows(small, count, django_assert_num_queries):
    small.apply(2023, *[LAMPA | {"households": 1}] * count)
    work = small.plan(2024, *[LAMPA | {"households": 5}] * count)
    with django_assert_num_queries(34):
        work.apply()
