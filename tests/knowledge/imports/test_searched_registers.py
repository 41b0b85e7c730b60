"""Two real collections of sheets, imported as practices, published, and searched as people would."""

import pytest
from django.http import QueryDict

from actors.rules import NOBODY
from catalog.filters import SearchListing
from catalog.services import publish_pages
from knowledge.imports.registers import plan_practices
from knowledge.models import PracticePage
from registers.imports.opened import Request
from tests.registers.imports.conftest import real_registers

__all__ = ["real_registers"]

pytestmark = [pytest.mark.django_db, pytest.mark.registers]

# What is typed, and the sheet that must be among the first three.
SEARCHED = {
    "fr_eig_defis": {
        "résorption des bidonvilles": "Résorption bidonvilles",
        "resorption bidonville": "Résorption bidonvilles",
        "fraude fiscale": "fraude fiscale",
        "inventaire orgue": "orgues",
        "scolarisation des enfants en situation de handicap": "école pour tous",
        "prévision des crues": "Vigicr",
    },
    "fr_multibao_libre": {
        "marché de savoirs": "savoirs",
        "six chapeaux": "Six chapeaux",
        "repartition travail sexes": "Répartition du travail",
        "café itinérant": "Café itinérant",
        "world cafe": "World café",
    },
}


@pytest.mark.parametrize(("register", "count"), [("fr_eig_defis", 71), ("fr_multibao_libre", 25)])
def test_imported_sheets_are_found(real_registers, register, count):
    plan_practices(Request(real_registers / register, register)).apply()
    PracticePage.objects.filter(register=register).update(live=True)
    practices = list(PracticePage.objects.filter(register=register))
    assert len(practices) == count
    publish_pages(practices)
    missed = {}
    for typed, wanted in SEARCHED[register].items():
        asked = QueryDict(mutable=True)
        asked["q"] = typed
        listing = SearchListing(asked, viewer=NOBODY)
        found = [entry.title for entry in listing.items[:3]]
        if not any(wanted.lower() in title.lower() for title in found):
            missed[typed] = found
        assert not found or listing.marks[listing.items[0].pk]
    assert missed == {}
