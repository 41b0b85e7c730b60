"""The menus that everyone sees, for front ends that are not ours."""

from typing import Any

import orjson
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request

from actors.enums import Noun, Verb
from actors.policies import Right
from api.policies import viewer_of
from api.queries.pages import entries_at
from api.v1.menus.serializers import EXAMPLE, MenusSerializer
from api.views.endpoint import Endpoint
from catalog.models import Entry
from cms.queries.menus import MenuItem, footer_items, main_items


class MenuList(Endpoint):
    right = Right(Verb.READ, Noun.PAGE)
    resource = "menus"
    operation = "list"
    summary = _("The menus that everyone sees")
    description = _("The main menu and that of the footer, in the language of the platform.")

    def described(self) -> type[MenusSerializer]:
        return MenusSerializer

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("menus", EXAMPLE, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        # The language of problems is the reader's; that of menus is the platform's, as titles of pages are.
        with override(settings.LANGUAGE_CODE):
            menus = {"main": main_items(AnonymousUser(), path=""), "footer": footer_items(path="")}
        urls = [item.url for items in menus.values() for item in items]
        known = entries_at(urls, viewer=viewer_of(request))
        said = {name: [_said(item, known) for item in items if _is_open(item, known)] for name, items in menus.items()}
        return self.answer_bytes(request, orjson.dumps(said))


def _is_open(item: MenuItem, known: dict[str, Entry]) -> bool:
    """A page that editors have closed to the public is in no menu of theirs."""
    return not item.is_page or item.url in known


def _said(item: MenuItem, known: dict[str, Entry]) -> dict[str, Any]:
    entry = known.get(item.url)
    return {
        "title": str(item.label),
        "url": item.url,
        "noun": entry and entry.noun,
        "page": entry and entry.key,
    }
