"""The command prints a key that works, and nothing else on its output."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from actors.models import ApiKey
from actors.services.keys import find_key
from tests.factories import DepartementFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def create_key(**options):
    out = StringIO()
    arguments = {"organisation": "Ville", "territory": ["FR-departement-93"], "days": 10} | options
    call_command("create_key", stdout=out, stderr=StringIO(), **arguments)
    return out.getvalue()


def test_what_is_printed_is_the_key():
    OrganisationFactory(name="Ville"), DepartementFactory()
    key = find_key(create_key(precision="exact").strip())
    assert (key.precision, key.organisation.name) == ("exact", "Ville")


@pytest.mark.parametrize("wrong", [{"organisation": "Nulle"}, {"territory": ["FR-departement-99"]}, {"days": 0}])
def test_what_is_wrong_creates_nothing(wrong):
    OrganisationFactory(name="Ville"), DepartementFactory()
    with pytest.raises(CommandError):
        create_key(**wrong)
    assert not ApiKey.objects.exists()
