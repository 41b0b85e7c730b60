from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import ValidationState
from cms.services import refuse_version
from sites.enums import Validation, YesNo
from sites.models import Observation, SitePage
from sites.queries.queue import validation_queue
from sites.rules.living import ANSWERS_OF_BLOCK
from sites.services import update_site
from tests.factories.sites import ObservationFactory, PhaseFactory, SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory
from tests.sites.conftest import without_token

TODAY = timezone.localdate()
PAGES = [
    "update_site",
    "observe_site",
    "close_site",
    "reopen_site",
    "follow_path",
]
# Unknown answers, as a form sends them.
UNKNOWN = {name: "unknown" for names in ANSWERS_OF_BLOCK.values() for name in names}


def observed(**said):
    return UNKNOWN | {"observed_on": TODAY.isoformat()} | said


# Who may open what


@pytest.mark.parametrize("name", PAGES)
def test_anonymous_people_are_sent_to_the_door_whether_the_site_exists_or_not(client, site, name):
    for slug in (site.slug, "s-0000000000"):
        answer = client.get(reverse(name, args=[slug]))
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("login"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["stranger", "nobody", "editor", "observer"])
def test_people_without_the_right_get_the_answer_of_a_missing_site(client, site, people, name, role):
    client.force_login(getattr(people, role))
    real, fake = (client.get(reverse(name, args=[slug])) for slug in (site.slug, "s-0000000000"))
    assert (real.status_code, fake.status_code) == (404, 404)
    assert without_token(real).replace(site.slug.encode(), b"s-0000000000") == without_token(fake)


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("update_site", {"pilot", "partner", "actor", "trusted"}),
        ("observe_site", {"pilot", "partner", "actor", "trusted"}),
        ("follow_path", {"pilot", "partner", "trusted"}),
        ("close_site", {"pilot", "partner", "actor", "trusted"}),
        ("reopen_site", {"pilot", "partner", "actor", "trusted"}),
    ],
)
def test_each_form_opens_by_right(client, site, people, name, roles):
    opened = set()
    for role in ("pilot", "partner", "actor", "trusted"):
        client.force_login(getattr(people, role))
        if client.get(reverse(name, args=[site.slug])).status_code == 200:
            opened.add(role)
    assert opened == roles


# Observing


def test_the_form_starts_from_the_last_observation(client, site, people):
    ObservationFactory(site=site, people=31, water_access="tank", vermin=YesNo.YES, comment="Ancien commentaire")
    client.force_login(people.pilot)
    form = client.get(reverse("observe_site", args=[site.slug])).context["form"]
    assert (form["people"].value(), form["water_access"].value(), form["vermin"].value()) == (31, "tank", "yes")
    assert (form["observed_on"].value(), form["comment"].value()) == (TODAY, None)


def test_recording_comes_back_to_the_sheet(client, site, people):
    client.force_login(people.pilot)
    answer = client.post(reverse("observe_site", args=[site.slug]), observed(people=31, minors="", origins=["eu"]))
    assert (answer.status_code, answer.url) == (302, site.url)
    seen = Observation.objects.get()
    assert (seen.people, seen.minors, seen.origins, seen.vermin) == (31, None, ["eu"], "unknown")


def test_an_impossible_value_stands_on_its_field_and_nothing_typed_is_lost(client, site, people):
    client.force_login(people.pilot)
    said = observed(people=10, minors=12, comment="Beaucoup de passage")
    answer = client.post(reverse("observe_site", args=[site.slug]), said)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["minors"]
    page = answer.content.decode()
    assert 'value="12"' in page
    assert "Beaucoup de passage" in page


def test_a_surprising_value_is_asked_again(client, site, people):
    ObservationFactory(site=site, observed_on=date(2024, 1, 1), people=20)
    client.force_login(people.pilot)
    url = reverse("observe_site", args=[site.slug])
    answer = client.post(url, observed(people=90))
    assert answer.context["form"].asks_confirmation
    assert 'name="confirmed"' in answer.content.decode()
    assert client.post(url, observed(people=90, confirmed="on")).status_code == 302


def test_the_box_that_confirms_is_not_offered_before_it_is_needed(client, site, people):
    client.force_login(people.pilot)
    assert 'name="confirmed"' not in client.get(reverse("observe_site", args=[site.slug])).content.decode()


def test_a_group_that_holds_an_error_is_open(client, site, people):
    client.force_login(people.pilot)
    answer = client.post(reverse("observe_site", args=[site.slug]), observed(people=10, minors_0_3=12))
    groups = {group.fields[0].name: group.is_open for group in answer.context["form"].groups}
    assert (groups["minors_0_3"], groups["caravans"]) == (True, False)


def test_nothing_has_changed_is_one_tap(client, site, people):
    ObservationFactory(site=site, observed_on=date(2024, 1, 1), people=20)
    client.force_login(people.pilot)
    answer = client.post(reverse("say_unchanged", args=[site.slug]))
    assert answer.url == site.url
    seen = Observation.objects.get(observed_on=TODAY)
    assert (seen.people, seen.is_unchanged) == (20, True)


def test_nothing_has_changed_is_not_a_link(client, site, people):
    client.force_login(people.pilot)
    assert client.get(reverse("say_unchanged", args=[site.slug])).status_code == 405


# Declaring


def declared(**said):
    return {
        "commune_name": "Bobigny",
        "title": "Les Peupliers",
        "kind_of_place": "land",
        "reinstallation": "unknown",
        "owner_kind": "unknown",
        "people": "30",
    } | said


def test_a_pilot_declares_by_the_name_of_the_commune(client, here, people):
    client.force_login(people.pilot)
    answer = client.post(reverse("declare_site"), declared())
    site = SitePage.objects.get()
    assert (answer.status_code, answer.url) == (302, site.url)
    assert (site.commune, site.live, site.observations.get().people) == (here, True, 30)


def test_an_actor_declares_and_is_told_that_it_waits(client, here, people):
    client.force_login(people.actor)
    answer = client.post(reverse("declare_site"), declared(), follow=True)
    assert SitePage.objects.get().live is False
    page = answer.content.decode()
    assert "dès qu’un pilote du territoire l’aura validé" in page
    assert "Les Peupliers" in page


@pytest.mark.parametrize("role", ["observer", "editor", "nobody"])
def test_who_declares_nowhere_is_refused(client, db, people, role):
    client.force_login(getattr(people, role))
    assert client.get(reverse("declare_site")).status_code == 403


def test_a_commune_of_another_territory_is_refused_on_its_field(client, people):
    CommuneFactory(name="Lens", parent=DepartementFactory(code="62", name="Pas-de-Calais"))
    client.force_login(people.pilot)
    answer = client.post(reverse("declare_site"), declared(commune_name="Lens"))
    assert list(answer.context["form"].errors) == ["commune_name"]
    assert 'value="Les Peupliers"' in answer.content.decode()


def test_homonyms_are_asked_again_without_script(client, here, people):
    twin = CommuneFactory(name="Bobigny", parent=DepartementFactory(code="62", name="Pas-de-Calais"))
    client.force_login(people.national)
    answer = client.post(reverse("declare_site"), declared())
    page = answer.content.decode()
    assert "Bobigny (93)" in page
    assert "Bobigny (62)" in page
    client.post(reverse("declare_site"), declared(commune=str(twin.pk)))
    assert SitePage.objects.get().commune == twin


@pytest.mark.parametrize(
    ("precision", "kept", "words"),
    [
        ("", date(1994, 5, 17), "17 mai 1994"),
        ("year", date(1994, 1, 1), "vers 1994"),
        ("decade", date(1990, 1, 1), "années 1990"),
    ],
)
def test_an_installation_is_kept_and_shown_as_well_as_it_is_known(client, here, people, precision, kept, words):
    client.force_login(people.pilot)
    client.post(reverse("declare_site"), declared(installed_on="1994-05-17", installed_precision=precision))
    site = SitePage.objects.get()
    assert (site.installed_on, site.installed_precision) == (kept, precision or "day")
    assert f"installation\u00a0: {words}" in client.get(site.url).content.decode()


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"commune_name": ""}, ["commune_name"]),
        ({"commune_name": "Xyzzyville"}, ["commune_name"]),
        ({"title": ""}, ["title"]),
        ({"lat": "48,93"}, ["lon"]),
        ({"lat": "95", "lon": "2"}, ["lat"]),
        ({"people": "10", "minors": "12"}, ["minors"]),
        ({"people": "10", "observed_on": "2999-01-01"}, ["observed_on"]),
        ({"installed_on": "2999-01-01"}, ["installed_on"]),
    ],
)
def test_errors_of_a_declaration_stand_on_their_field(client, here, people, said, fields):
    client.force_login(people.pilot)
    answer = client.post(reverse("declare_site"), declared(**said))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == fields
    assert not SitePage.objects.exists()


def test_a_point_alone_gives_the_commune_with_a_decimal_comma(client, here, people):
    client.force_login(people.pilot)
    client.post(reverse("declare_site"), declared(commune_name="", lat="48,9312", lon="2,3621"))
    site = SitePage.objects.get()
    assert (site.commune, site.lat, site.lon) == (here, 48.9312, 2.3621)


# Changing the sheet


def test_the_owner_is_asked_of_those_who_may_read_it(client, site, people):
    url = reverse("update_site", args=[site.slug])
    for role, is_asked in (("pilot", True), ("informed", True), ("partner", False), ("actor", False)):
        client.force_login(getattr(people, role))
        assert ('name="owner_name"' in client.get(url).content.decode()) is is_asked


def test_a_change_by_one_who_does_not_read_the_owner_keeps_it(client, site, people):
    SitePage.objects.update(owner_name="SCI du Moulin")
    client.force_login(people.partner)
    client.post(
        reverse("update_site", args=[site.slug]),
        declared(commune_name=site.commune.name, title="Nouveau nom", owner_name="Autre"),
    )
    site.refresh_from_db()
    assert (site.title, site.owner_name) == ("Nouveau nom", "SCI du Moulin")


def test_the_declarant_corrects_a_draft_and_others_do_not_see_it(client, here, people):
    client.force_login(people.actor)
    client.post(reverse("declare_site"), declared())
    draft = SitePage.objects.get()
    url = reverse("update_site", args=[draft.slug])
    assert client.get(url).status_code == 200
    client.force_login(people.partner)
    assert client.get(url).status_code == 404


# The path


def test_phases_are_dated_all_together_or_not_at_all(client, site, people):
    client.force_login(people.pilot)
    url = reverse("follow_path", args=[site.slug])
    said = {
        "started_on_social_assessment": "2025-01-01",
        "started_on_land_development": "2025-02-01",
        "completed_on_land_development": "2025-01-01",
    }
    answer = client.post(url, said)
    assert list(answer.context["form"].errors) == ["completed_on_land_development"]
    assert not site.phases.exists()
    client.post(url, said | {"completed_on_land_development": ""})
    assert set(site.phases.values_list("kind", flat=True)) == {"social_assessment", "land_development"}


def test_a_phase_emptied_is_removed(client, site, people):
    PhaseFactory(site=site, kind="social_assessment")
    client.force_login(people.pilot)
    client.post(reverse("follow_path", args=[site.slug]), {})
    assert not site.phases.exists()


# The queue


def test_a_pilot_sees_what_waits_and_validates_it(client, here, people):
    site = SitePageFactory(commune=here)
    client.force_login(people.actor)
    client.post(reverse("declare_site"), declared(title="Site nouveau"))
    client.post(reverse("update_site", args=[site.slug]), declared(title=site.title, address="3 allée du Moulin"))
    client.post(reverse("observe_site", args=[site.slug]), observed(people=55))
    new = SitePage.objects.get(draft_title="Site nouveau")
    client.force_login(people.pilot)
    page = client.get(reverse("validation_queue")).content.decode()
    for said in ("Site nouveau", "3 allée du Moulin", "12 chemin de la Source", "55"):
        assert said in page
    for waiting in (new, site):
        client.post(reverse("judge_version", args=[waiting.pk]), {"decision": "valider"})
    client.post(reverse("judge_observation", args=[site.observations.get().pk]), {"decision": "valider"})
    site.refresh_from_db()
    new.refresh_from_db()
    assert (site.address, new.live, site.observations.validated().get().people) == ("3 allée du Moulin", True, 55)
    assert new.observations.get().validation == Validation.VALIDATED


def test_a_refusal_needs_a_reason_that_the_author_reads(client, site, people):
    waiting = ObservationFactory(site=site, author=people.actor, validation=Validation.WAITING)
    url = reverse("judge_observation", args=[waiting.pk])
    client.force_login(people.pilot)
    client.post(url, {"decision": "refuser", "reason": ""})
    waiting.refresh_from_db()
    assert waiting.validation == Validation.WAITING
    client.post(url, {"decision": "refuser", "reason": "Chiffres d'un autre site."})
    client.force_login(people.actor)
    assert "Chiffres d&#x27;un autre site." in client.get(reverse("validation_queue")).content.decode()


@pytest.mark.parametrize("role", ["actor", "partner", "trusted", "stranger", "editor"])
def test_the_queue_is_judged_by_pilots_only(client, site, people, role):
    waiting = ObservationFactory(site=site, validation=Validation.WAITING, people=55)
    judging = reverse("judge_observation", args=[waiting.pk])
    client.force_login(people.pilot)
    assert judging in client.get(reverse("validation_queue")).content.decode()
    client.force_login(getattr(people, role))
    assert judging not in client.get(reverse("validation_queue")).content.decode()
    for url in (judging, reverse("judge_version", args=[site.pk])):
        assert client.post(url, {"decision": "valider"}).status_code == 404


def submit_everything(client, here):
    """A new site, a change and an observation that wait."""
    client.post(reverse("declare_site"), declared(title="Encore un"))
    site = SitePageFactory(commune=here)
    client.post(reverse("update_site", args=[site.slug]), declared(title="Autre nom"))
    client.post(reverse("observe_site", args=[site.slug]), observed(people=55))


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_the_same_queries(client, here, people, again, count, django_assert_num_queries):
    client.force_login(people.actor)
    for _ in range(count):
        submit_everything(client, here)
    assert ValidationState.objects.waiting().count() == 2 * count
    reader = again(people.pilot)
    with django_assert_num_queries(13):
        validation_queue(reader)


def test_the_page_of_the_queue_asks_nothing_more_per_thing_listed(client, here, people):
    asked = []
    for _ in range(2):
        client.force_login(people.actor)
        submit_everything(client, here)
        client.force_login(people.pilot)
        client.get(reverse("validation_queue"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("validation_queue"))
        asked.append(len(queries))
    assert asked[0] == asked[1]


# Two people on one sheet


def test_who_writes_over_somebody_else_sees_both_and_loses_nothing(client, here, people):
    site = SitePageFactory(commune=here)
    client.force_login(people.partner)
    url = reverse("update_site", args=[site.slug])
    mark = client.get(url).context["form"]["mark"].value()
    update_site(user=people.pilot, site=site, facts={"address": "5 allée du Moulin", "access_details": "Par le pont."})
    typed = declared(title=site.title, address="3 allée du Moulin", mark=mark)
    answer = client.post(url, typed)
    assert answer.status_code == 200
    both = {one.label: (one.theirs, one.yours) for one in answer.context["form"].conflicts}
    assert both["Adresse"] == ("5 allée du Moulin", "3 allée du Moulin")
    assert both["Précisions d’accès"] == ("Par le pont.", "")
    assert answer.context["form"]["address"].value() == "3 allée du Moulin"
    again = client.post(url, typed | {"mark": answer.context["form"]["mark"].value()})
    assert again.status_code == 302
    site.refresh_from_db()
    assert site.address == "3 allée du Moulin"


def test_an_author_sees_why_it_was_refused_and_goes_on_from_what_they_wrote(client, here, people):
    site = SitePageFactory(commune=here)
    client.force_login(people.actor)
    client.post(reverse("update_site", args=[site.slug]), declared(title=site.title, address="3 allée du Moulin"))
    refuse_version(user=people.pilot, page=site, reason="Mauvaise adresse.")
    page = client.get(reverse("validation_queue")).content.decode()
    assert "Mauvaise adresse." in page
    url = reverse("update_site", args=[site.slug])
    assert url in page
    assert client.get(url).context["form"]["address"].value() == "3 allée du Moulin"
    client.post(reverse("withdraw_version", args=[site.pk]))
    assert client.post(reverse("withdraw_version", args=[site.pk])).status_code == 404
