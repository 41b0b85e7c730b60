"""Pages of prose, for front ends that are not ours: by identifier, or by the path that somebody asked them."""

from functools import partial

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request

from actors.enums import Noun, Verb
from actors.policies import Right
from api.filters import Errors, add_wrong, refuse_value, size_of
from api.policies import viewer_of
from api.queries.pages import find_prose, of_prose, read_prose, state_of_prose
from api.v1.pages.serializers import EXAMPLE, PageSerializer
from api.views.endpoint import link_with
from api.views.entries import picked_texts
from api.views.parameters import told
from api.views.picking import Picked, Picking, PickingDetail, PickingList
from catalog.filters import EntryFilter

OWN = ("path", "limit", "fields")
MAX_PATH = 500


class Pages(Picking):
    right = Right(Verb.READ, Noun.PAGE)
    resource = "pages"
    description = _lazy(
        "Pages of prose with all that they say, as blocks and as HTML: home, information, news, territories, practices."
    )
    serializer_class = PageSerializer
    example = EXAMPLE


class PageList(Pages, PickingList):
    summary = _lazy("List, page by page, or the one of a path")

    def parameters(self) -> list[OpenApiParameter]:
        return [told(name) for name in ("path", "type", "territoire", "updated_since", "cursor", "limit", "fields")]

    def get(self, request: Request) -> HttpResponse:
        errors: Errors = {}
        picked, size = self.picked_of(request, errors), size_of(request.query_params, errors)
        path = path_of(request, errors)
        asked = EntryFilter(None, request.query_params, viewer=viewer_of(request), also=OWN)
        add_wrong(errors, asked.errors)
        if errors:
            raise ValidationError(errors)
        body = partial(self._body, request, asked, picked=picked, size=size, path=path)
        return self.answer(request, state=state_of_prose(asked.viewer), body=body)

    def _body(self, request: Request, asked: EntryFilter, *, picked: Picked, size: int, path: str) -> bytes:
        found = of_prose(asked.queryset, path=path)
        page = read_prose(found, size=size, cursor=asked.criteria.cursor)
        following = link_with(request, cursor=str(page.next)) if page.next else None
        head = orjson.dumps({"count": found.count(), "next": following})[:-1]
        texts = picked_texts([entry.content for entry in page.items], picked.fields)
        return b'%s,"results":[%s]}' % (head, ",".join(texts).encode())


class PageDetail(Pages, PickingDetail):
    summary = _lazy("One, by its identifier")

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("page", EXAMPLE, response_only=True)]

    def get(self, request: Request, key: str) -> HttpResponse:
        errors: Errors = {}
        picked = self.picked_of(request, errors)
        if errors:
            raise ValidationError(errors)
        entry = find_prose(key, viewer=viewer_of(request))
        if entry is None:
            raise NotFound
        text = entry.content
        return self.answer(
            request, state=entry.change, body=lambda: "".join(picked_texts([text], picked.fields)).encode()
        )


def path_of(request: Request, errors: Errors) -> str:
    """As somebody asked it: with or without the slash at its end."""
    path = request.query_params.get("path", "").strip()
    if path and (not path.startswith("/") or len(path) > MAX_PATH):
        refuse_value(errors, "path", _("Write a path that begins with a slash, for instance /a-propos/."))
    return f"{path.rstrip('/')}/" if path else ""
