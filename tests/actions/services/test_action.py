from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from actions.enums import Outcome, Theme
from actions.models import ActionPage, Funding
from actions.services import continue_action, create_action, end_action, update_action
from actors.enums import Noun, Reach, Role, Verb
from actors.rules import RIGHTS, Grant
from catalog.enums import Audience
from catalog.models import Entry
from cms.services import approve_version
from tests.factories.actions import ActionPageFactory, FundingFactory
from tests.factories.actors import OrganisationFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory

TODAY = timezone.localdate()


def facts(operator, **more):
    return {
        "title": "Médiation scolaire",
        "objectives": "Que chaque enfant aille à l'école.",
        "themes": [Theme.SCHOOLING],
        "operator": operator,
        "started_on": date(2025, 9, 1),
    } | more


def test_a_pilot_creates_and_the_action_is_published(people, departement, operator):
    action = create_action(user=people.pilot, territory=departement, facts=facts(operator))
    assert action.live
    assert action.get_parent().specific.territory == departement
    assert set(Entry.objects.filter(page_id=action.pk).values_list("audience", flat=True)) == {
        Audience.PUBLIC,
        Audience.MEMBER,
    }


def test_an_actor_creates_a_draft_for_their_own_organisation_only(people, departement, operator):
    action = create_action(user=people.actor, territory=departement, facts=facts(operator))
    assert not action.live
    assert not Entry.objects.filter(page_id=action.pk).exists()
    with pytest.raises(PermissionDenied):
        create_action(user=people.actor, territory=departement, facts=facts(OrganisationFactory()))


@pytest.mark.parametrize("role", ["partner", "observer", "stranger", "nobody", "editor"])
def test_others_do_not_create(people, departement, operator, role):
    with pytest.raises(PermissionDenied):
        create_action(user=getattr(people, role), territory=departement, facts=facts(operator))
    assert not ActionPage.objects.exists()


def test_its_sites_are_in_its_territory_and_readable_by_who_says_it(people, departement, operator):
    here = SitePageFactory(commune=CommuneFactory(parent=departement))
    action = create_action(user=people.pilot, territory=departement, facts=facts(operator, sites=[here]))
    assert list(ActionPage.objects.get(pk=action.pk).sites.all()) == [here]
    elsewhere = SitePageFactory(commune=CommuneFactory(code="59001", parent=DepartementFactory(code="59", name="Nord")))
    with pytest.raises(ValidationError, match="territoire"):
        create_action(user=people.national, territory=departement, facts=facts(operator, sites=[elsewhere]))
    with pytest.raises(PermissionDenied):
        create_action(user=people.pilot, territory=departement, facts=facts(operator, sites=[elsewhere]))


def test_two_actions_of_one_title_have_two_addresses(people, departement, operator):
    first, second = (create_action(user=people.pilot, territory=departement, facts=facts(operator)) for _ in "ab")
    assert second.slug == f"{first.slug}-2"


def test_an_operator_proposes_and_a_pilot_publishes(people, action):
    version = update_action(user=people.actor, action=action, facts={"objectives": "Autre chose."})
    assert ActionPage.objects.get(pk=action.pk).objectives != "Autre chose."
    published = approve_version(user=people.pilot, page=version)
    assert ActionPage.objects.get(pk=published.pk).objectives == "Autre chose."
    assert not published.has_unpublished_changes


def test_an_actor_neither_takes_nor_gives_an_action(people, action):
    with pytest.raises(PermissionDenied):
        update_action(user=people.trusted, action=action, facts={"objectives": "…"})
    with pytest.raises(PermissionDenied):
        update_action(user=people.actor, action=action, facts={"operator": OrganisationFactory()})


def test_an_end_says_what_came_of_it_and_why(people, action):
    for wrong in (
        {"ended_on": TODAY + timedelta(days=7)},
        {"ended_on": date(2020, 1, 1)},
        {"outcome": ""},
        {"reason": "  "},
    ):
        end = {"ended_on": date(2025, 6, 30), "outcome": Outcome.PARTLY, "reason": "Trop peu de places."} | wrong
        with pytest.raises(ValidationError) as refused:
            end_action(user=people.actor, action=action, **end)
        assert list(refused.value.message_dict) == list(wrong)
    ended = end_action(
        user=people.actor, action=action, ended_on=date(2025, 6, 30), outcome=Outcome.PARTLY, reason="Trop peu."
    )
    assert ActionPage.objects.get(pk=ended.pk).outcome == Outcome.PARTLY
    assert '"outcome":"partly"' in Entry.objects.get(page_id=action.pk, audience=Audience.PUBLIC).document


def test_publishing_a_version_that_waited_does_not_take_the_end_back(people, action):
    update_action(user=people.actor, action=action, facts={"objectives": "En attente."})
    action.refresh_from_db()
    end_action(user=people.pilot, action=action, ended_on=date(2025, 6, 30), outcome=Outcome.REACHED, reason="Fait.")
    now = ActionPage.objects.get(pk=action.pk)
    assert now.objectives != "En attente."
    assert now.has_unpublished_changes
    approve_version(user=people.pilot, page=now)
    now.refresh_from_db()
    assert (now.objectives, now.outcome) == ("En attente.", Outcome.REACHED)


def test_an_action_without_operator_is_refused(people, departement):
    with pytest.raises(ValidationError, match="mène"):
        create_action(user=people.pilot, territory=departement, facts=facts(None))


def test_an_action_of_a_commune_stands_in_the_section_of_its_departement(people, commune, operator):
    action = create_action(user=people.pilot, territory=commune, facts=facts(operator))
    assert action.get_parent().specific.territory == commune.parent
    assert ActionPageFactory(territory=commune).get_parent().pk == action.get_parent().pk


def test_money_is_copied_by_those_who_may_read_it_where_it_comes_from(people, departement, operator, monkeypatch):
    """Whoever changes an action reads its money, as the table stands: it may come to say otherwise."""
    theirs = ActionPageFactory(territory=departement)
    FundingFactory(action=theirs)
    people.pilot.organisation = operator
    people.pilot.save()
    monkeypatch.setitem(RIGHTS[Role.PILOT], (Verb.READ_FINANCES, Noun.ACTION), Grant(Reach.ORGANISATION))
    following = {"user": people.pilot, "action": theirs, "territory": departement, "facts": facts(operator)}
    with pytest.raises(PermissionDenied):
        continue_action(**following, copies_money=True)
    assert ActionPage.objects.get() == theirs
    assert continue_action(**following).continues == theirs
    assert Funding.objects.get().action == theirs
