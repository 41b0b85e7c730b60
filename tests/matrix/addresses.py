"""Every address of the resolver, by its full name, with the right that it declares."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from actors.policies import Right

# What keys open.
OF_THE_API = ("api/", "tiles/", "ogc/")


@dataclass(frozen=True)
class Address:
    """`name` with its namespaces; `right` by itself or by its family; `takes` arguments or none."""

    name: str
    route: str
    right: Right | None
    is_of_family: bool
    takes: bool


def addresses() -> list[Address]:
    found = {address.name or address.route: address for address in _walked(get_resolver().url_patterns)}
    return list(found.values())


def _walked(patterns: Any, route: str = "", namespace: str = "", family: Right | None = None) -> Iterator[Address]:
    for one in patterns:
        here = route + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walked(one.url_patterns, here, inner, getattr(one, "right", family))
        elif isinstance(one, URLPattern):
            own = getattr(one.callback, "right", None) or getattr(getattr(one.callback, "cls", None), "right", None)
            takes = bool(one.pattern.converters or one.pattern.regex.groups)
            name = f"{namespace}{one.name}" if one.name else ""
            yield Address(name, here, own or family, own is None, takes)
