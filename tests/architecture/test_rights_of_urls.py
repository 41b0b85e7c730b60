"""Every address says what right it asks: a view of ours by itself, Wagtail's by the family it stands in."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, include, path
from django.urls.resolvers import RegexPattern
from rest_framework.views import APIView

from actors.policies import Right, for_signed_in
from config.urls import EDITOR, FILES, PAGES
from tests.architecture.test_house import FLOORS

OURS = tuple(FLOORS)


def walked(resolver=None, prefix="", family=None) -> Iterator[tuple[str, URLPattern, Right | None]]:
    """Every address, its pattern, and the right of the family it stands in."""
    for one in (resolver or get_resolver()).url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walked(one, route, getattr(one, "right", family))
        else:
            yield route, one, family


def declared(pattern: URLPattern) -> Right | None:
    """By a decorator, or by the class of an endpoint of the API."""
    return getattr(pattern.callback, "right", None) or getattr(getattr(pattern.callback, "cls", None), "right", None)


def without_right(resolver=None) -> list[str]:
    return [route for route, pattern, family in walked(resolver) if not (declared(pattern) or family)]


def test_every_address_declares_its_right():
    assert without_right() == []


def test_no_view_of_ours_hides_in_a_family_but_in_the_editor():
    hidden = [
        route
        for route, pattern, family in walked()
        if family and family is not EDITOR and pattern.callback.__module__.split(".")[0] in OURS
    ]
    assert hidden == []


def test_only_wagtail_s_addresses_are_in_families():
    families = {right for _, _, right in walked() if right}
    assert families == {EDITOR, FILES, PAGES}
    assert all(family.told for family in families)


class Forgotten(APIView):
    """An endpoint that declares nothing."""


def test_a_breach_is_found_wherever_it_hides():
    """A view and an endpoint, at the root and below others that have their right: the same walk names them alone."""
    door = for_signed_in(lambda request: None)
    below = [path("dedans/", door), path("breche/", lambda request: None), path("api/", Forgotten.as_view())]
    breached = URLResolver(
        RegexPattern(r"^"),
        [path("porte/", door), path("breche/", lambda request: None), path("famille/", include(below))],
    )
    assert without_right(breached) == ["breche/", "famille/breche/", "famille/api/"]


def test_no_right_is_found_on_a_view_whose_declaration_was_taken_off():
    views = [pattern for route, pattern, family in walked() if not family]
    assert len(views) > 40
    assert all(isinstance(declared(pattern), Right) for pattern in views)
    assert declared(URLPattern("x", views[0].callback.__wrapped__)) is None
