import json

import pytest

from actions.models import ActionPage
from actions.queries.documents import action_documents
from actors.rules import Viewer
from catalog.enums import Audience
from catalog.models import Entry
from catalog.services import publish_pages
from tests.factories.actions import ActionPageFactory, FundingFactory, IndicatorFactory
from tests.factories.sites import SitePageFactory


def documents(action):
    return {document.audience: document for document in action_documents(ActionPage.objects.get(pk=action.pk))}


def full_action(**kwargs):
    action = ActionPageFactory(**kwargs)
    IndicatorFactory(action=action)
    FundingFactory(action=action)
    return action


def test_the_public_learns_neither_sites_nor_results_nor_commune(commune, departement):
    site = SitePageFactory(commune=commune)
    action = full_action(territory=commune, sites=[site])
    found = documents(action)
    public, member = found[Audience.PUBLIC], found[Audience.MEMBER]
    assert set(found) == {Audience.PUBLIC, Audience.MEMBER}
    assert {"sites", "indicators", "outcome_reason"} & public.fields.keys() == set()
    assert public.fields["territory_code"] == departement.code
    assert (public.lon, public.lat) == (departement.lon, departement.lat)
    assert commune.pk not in public.territory_ids
    assert commune.name not in json.dumps([public.fields, public.text, public.summary], default=str)
    assert member.fields["territory_code"] == commune.code
    assert member.fields["sites"] == [str(site.translation_key)]
    assert member.fields["indicators"][0]["enrolled_primary"] == 11


def test_no_document_speaks_of_money(departement):
    for document in documents(full_action(territory=departement)).values():
        assert "45000" not in json.dumps(document.fields, default=str)
        assert not any("eur" in name or "funding" in name for name in document.fields)


def test_members_of_the_place_read_the_members_document(people, action):
    publish_pages([action])
    read = {
        role: Entry.objects.visible_to(Viewer(user=getattr(people, role))).get(page_id=action.pk).audience
        for role in ("observer", "actor", "pilot", "stranger", "nobody")
    }
    assert read == {
        "observer": Audience.MEMBER,
        "actor": Audience.MEMBER,
        "pilot": Audience.MEMBER,
        "stranger": Audience.PUBLIC,
        "nobody": Audience.PUBLIC,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_publishing_costs_the_same_for_one_and_for_three(commune, count, django_assert_num_queries):
    actions = [full_action(territory=commune, sites=[SitePageFactory(commune=commune)]) for _ in range(count)]
    publish_pages(actions)
    Entry.objects.all().delete()
    with django_assert_num_queries(12):
        publish_pages(actions)
