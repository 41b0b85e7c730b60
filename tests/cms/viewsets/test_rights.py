import re

import pytest
from django.urls import reverse

from actors.enums import Role
from actors.queries.rights import rights_rows
from tests.factories.actors import ScopeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.ACTOR, Role.PILOT])
def test_whoever_works_in_the_editor_reads_the_rights_table(client, role):
    client.force_login(ScopeFactory(role=role).user)
    shown = client.get(reverse("editor_rights")).content.decode()
    rows = re.findall(r'<th scope="row">', shown[shown.index("editor-table") :])
    assert len(rows) == len(rights_rows())
    assert "Équipe nationale" in shown
    assert "si le périmètre « voit les propriétaires et les procédures »" in shown


def test_others_do_not(client):
    client.force_login(ScopeFactory(role=Role.OBSERVER).user)
    assert client.get(reverse("editor_rights"))["Location"].startswith("/connexion/")
