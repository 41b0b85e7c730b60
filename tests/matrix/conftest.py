"""One world for all the cells; each cell is rolled back. tests/conftest.py says the figures."""

from functools import cache

import pytest
from django.db import transaction
from django.template import engines
from wagtail.contrib.redirects import middleware as redirects
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import sites as wagtail_sites

from tests.matrix.world import World


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def thin_refusals(monkeypatch):
    """Half of the cells are refusals: without the frame, which open pages show, and with all that they are given.

    The one site of Wagtail, which is looked for at each wrong address, is looked for once; so is the way to elsewhere
    from there, of which there is none.
    """
    engine = engines["django"].engine
    [loader] = engine.template_loaders
    for name in ("404.html", "403.html", "wagtailadmin/404.html"):
        monkeypatch.setitem(loader.get_template_cache, name, engine.from_string("{{ request_path }} {{ exception }}"))
    monkeypatch.setattr(wagtail_sites, "get_site_for_hostname", cache(wagtail_sites.get_site_for_hostname))
    assert not Redirect.objects.exists()
    monkeypatch.setattr(redirects, "get_redirect", lambda *_asked: None)


@pytest.fixture
def figures(record_property):
    """Takes cells, differences and secrets looked for: reports carry them, from other processes too."""
    return lambda *counted: record_property("matrix", counted)
