"""An editor chooses a place in a window that finds it as people type it."""

import pytest
from django.urls import reverse
from wagtail.admin.forms.models import registry

from actors.enums import Role
from actors.models import Organisation
from territories.viewsets import TerritoryChooser
from tests.factories import CommuneFactory, DepartementFactory, NationFactory, ScopeFactory

pytestmark = pytest.mark.django_db
CHOOSE = "territory_chooser:choose_results"


@pytest.fixture
def editor(client):
    client.force_login(ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user)
    return client


def test_a_foreign_key_to_a_place_gets_this_window():
    reverse(CHOOSE)  # the editor's addresses are read: its hooks have run
    field = Organisation._meta.get_field("territory")
    assert issubclass(registry.get(field)["widget"], TerritoryChooser)


def test_a_place_is_found_by_its_postal_code_and_told_apart(editor):
    CommuneFactory(code="93066", name="Saint-Denis", postal_codes=["93200"])
    CommuneFactory(code="97411", name="Saint-Denis", parent=DepartementFactory(code="974", name="La Réunion"))
    for text in ("93200", "st denis (93)"):
        page = editor.get(reverse(CHOOSE), {"q": text}).content.decode()
        assert "Saint-Denis (93)" in page
        assert "Saint-Denis (974)" not in page


def test_levels_are_told_apart_and_former_communes_are_not_offered(editor):
    commune = CommuneFactory(name="Aubervilliers")
    CommuneFactory(name="Une ancienne", kind="COMD", parent=commune, successor=commune)
    page = editor.get(reverse(CHOOSE), {"level": "commune"}).content.decode()
    assert "Aubervilliers (93)" in page
    assert "Une ancienne" not in page
    assert "Île-de-France" not in page


def test_what_was_chosen_bears_its_label(editor):
    commune = CommuneFactory(name="Saint-Denis")
    answer = editor.get(reverse("territory_chooser:chosen", args=[commune.pk])).json()
    assert answer["result"]["title"] == "Saint-Denis (93)"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(editor, count, django_assert_num_queries):
    CommuneFactory.create_batch(count)
    editor.get(reverse(CHOOSE))
    with django_assert_num_queries(7):
        page = editor.get(reverse(CHOOSE), {"level": "commune"}).content.decode()
    assert page.count("data-chooser-modal-choice") == count
