from itertools import pairwise

import pytest

from sites.models import Resettlement
from sites.queries.chains import DEPTH, chain_of
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory


def go(origin, destination, people=None):
    Resettlement.objects.create(origin=origin, destination=destination, people=people)


def line(commune, length):
    """Sites, each peopled from the one before."""
    sites = [SitePageFactory(commune=commune, title=f"Site {number}") for number in range(length)]
    for origin, destination in pairwise(sites):
        go(origin, destination, 7)
    return sites


def told(chain):
    return [(link.origin.name, link.destination.name, link.people) for link in chain.links]


def test_a_site_without_a_link_has_no_chain(site, people):
    assert chain_of(site, reader=people.pilot) is None


def test_ancestors_and_descendants_are_found_a_few_generations_away(commune, people):
    sites = line(commune, 2 * DEPTH + 3)
    middle = DEPTH + 1
    chain = chain_of(sites[middle], reader=people.pilot)
    assert [(node.name, node.generation) for node in chain.nodes] == [
        (f"Site {middle + generation}", generation) for generation in range(-DEPTH, DEPTH + 1)
    ]
    assert len(chain.links) == 2 * DEPTH
    assert chain.destinations_of(sites[middle]) == [sites[middle + 1]]


def test_people_who_went_back_make_a_cycle_that_ends(commune, people):
    one, other = line(commune, 2)
    go(other, one, 3)
    chain = chain_of(one, reader=people.pilot)
    assert {node.name for node in chain.nodes} == {"Site 0", "Site 1"}
    assert told(chain) == [("Site 0", "Site 1", 7), ("Site 1", "Site 0", 3)]


def test_sites_that_share_an_origin_are_not_each_others_chain(commune, people):
    origin, here, sister = (SitePageFactory(commune=commune, title=name) for name in ("Avant", "Ici", "Sœur"))
    go(origin, here)
    go(origin, sister)
    assert told(chain_of(here, reader=people.pilot)) == [("Avant", "Ici", None)]
    assert len(told(chain_of(origin, reader=people.pilot))) == 2


def test_a_site_out_of_scope_has_no_name_no_place_and_no_address(client, site, people):
    nord = CommuneFactory(name="Loos-secret", parent=DepartementFactory(code="59", name="Nord"))
    hidden = SitePageFactory(commune=nord, title="Ailleurs secret")
    go(hidden, site, 9)
    [node] = [one for one in chain_of(site, reader=people.pilot).nodes if one.key == hidden.pk]
    assert (node.site, node.name, node.commune) == (None, "un site hors de votre périmètre", "")
    client.force_login(people.pilot)
    page = client.get(site.url).content.decode()
    assert "un site hors de votre périmètre" in page
    for secret in ("Ailleurs secret", "Loos-secret", hidden.slug):
        assert secret not in page


def test_a_page_that_is_not_published_is_not_named(site, people):
    go(SitePageFactory(commune=site.commune, title="Brouillon", live=False), site)
    assert "Brouillon" not in str(told(chain_of(site, reader=people.pilot)))


@pytest.mark.parametrize("count", [1, 3])
def test_a_chain_takes_the_same_queries(commune, people, again, count, django_assert_num_queries):
    sites = line(commune, count + 1)
    for other in sites[1:]:
        go(SitePageFactory(commune=commune), other)
    reader = again(people.pilot)
    reader.held_scopes  # noqa: B018 (read)
    with django_assert_num_queries(2):
        chain_of(sites[0], reader=reader)


def test_the_page_says_in_its_table_what_the_drawing_shows(client, commune, people):
    one, other = line(commune, 2)
    client.force_login(people.pilot)
    page = client.get(one.url).content.decode()
    assert '<svg class="chain"' in page
    assert f'<a href="{other.url}">Site 1</a>, {commune.name}</td>' in page
