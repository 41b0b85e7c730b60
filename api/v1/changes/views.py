"""What changed since one last asked, withdrawals included: enough to hold an exact replica of what one may read."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from actors.enums import Noun, ReadingKind, Verb
from actors.policies import Right
from actors.services.readings import record_reading
from api.enums import FOLLOWED
from api.filters import Errors, refuse_value, size_of
from api.policies import KeyAuthentication, SessionAuthentication, viewer_of
from api.v1.changes.serializers import EXAMPLE, ChangePageSerializer
from api.views.endpoint import Endpoint, link_with
from api.views.parameters import told
from catalog.enums import ChangeKind
from catalog.queries.changes import Change, ChangePage, Place, place_word, read_changes, read_place
from catalog.rules.sealing import SealError

MAX_CHANGES, USUAL_CHANGES = 1_000, 200
SITES = Right(Verb.READ_PUBLIC, Noun.SITE)


class ChangeList(Endpoint):
    authentication_classes = [KeyAuthentication, SessionAuthentication]
    right = Right(told="what changed of what whoever asks may read")
    resource = "changes"
    operation = "list"
    summary = _lazy("Since a place, page by page")
    description = _lazy(
        "What was published, changed or withdrawn, in order, as you may know it: enough to hold an exact replica. "
        "Read without “since” once, then follow “next” for ever."
    )

    def parameters(self) -> list[OpenApiParameter]:
        return [told("since"), told("types_of_changes", name="type"), told("limit_of_changes", name="limit")]

    def described(self) -> type[ChangePageSerializer]:
        return ChangePageSerializer

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("changes", EXAMPLE, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        nouns, after, size = self._asked(request)
        page = read_changes(viewer=viewer_of(request), nouns=nouns, after=after, size=size)
        following = self._next(request, page.place, nouns)
        marks = [(one.noun, one.key, one.entry and one.entry.change) for one in page.changes]
        state = [following, page.is_reset, page.has_more, *marks]
        return self.answer(request, state=state, body=lambda: self._body(request, page, following))

    def _asked(self, request: Request) -> tuple[list[Noun], Place | None, int]:
        """400 with all that is wrong; 401 or 403 for sites, when they are named by who reads none."""
        errors: Errors = {}
        nouns = _nouns(request, errors)
        if Noun.SITE in nouns and request.query_params.get("type") and not SITES.admits(viewer_of(request).who):
            self.permission_denied(request)
        size = size_of(request.query_params, errors, usual=USUAL_CHANGES, most=MAX_CHANGES)
        after = _after(request, nouns, errors)
        if errors:
            raise ValidationError(errors)
        return nouns, after, size

    def _body(self, request: Request, page: ChangePage, following: str) -> bytes:
        """Sites that leave are a reading of them, as in a list."""
        sites = [one.entry.page_id for one in page.changes if one.entry and one.noun == Noun.SITE and one.entry.page_id]
        record_reading(viewer=viewer_of(request), kind=ReadingKind.LIST, page_ids=sites)
        head = orjson.dumps({"reset": page.is_reset, "more": page.has_more, "next": following})[:-1]
        return b'%s,"changes":[%s]}' % (head, b",".join(_written(one) for one in page.changes))

    def _next(self, request: Request, place: Place, nouns: list[Noun]) -> str:
        return link_with(request, since=place_word(place, viewer=viewer_of(request), nouns=nouns))


def _written(change: Change) -> bytes:
    kind = ChangeKind.PUBLISHED if change.entry else ChangeKind.WITHDRAWN
    head: dict[str, Any] = {"noun": change.noun, "id": change.key, "kind": kind}
    document = change.entry.document if change.entry else "null"
    return b'%s,"document":%s}' % (orjson.dumps(head)[:-1], document.encode())


def _nouns(request: Request, errors: Errors) -> list[Noun]:
    asked = {text.strip() for text in request.query_params.get("type", "").split(",")} - {""}
    if asked - set(FOLLOWED):
        refuse_value(errors, "type", _("Choose types among: %s.") % ", ".join(FOLLOWED))
    return [noun for noun in FOLLOWED if noun in asked or not asked]


def _after(request: Request, nouns: list[Noun], errors: Errors) -> Place | None:
    text = request.query_params.get("since", "").strip()
    try:
        return read_place(text, viewer=viewer_of(request), nouns=nouns) if text else None
    except SealError:
        refuse_value(errors, "since", _("This place is none that we gave: read again without it."))
        return None
