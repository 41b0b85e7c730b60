"""All that match, as a table: for spreadsheets, and for those who keep open data."""

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _lazy
from rest_framework.request import Request

from actors.enums import ReadingKind
from api.queries.entries import documents_of, state_of
from api.rules.tables import table
from api.views.endpoint import CSV_WITH_HEADER
from api.views.entries import MAX_FEATURES, EntryEndpoint
from api.views.picking import PickingTable
from catalog.filters import EntryFilter


class EntryTable(EntryEndpoint, PickingTable):
    """The latest changes first, MAX_FEATURES at most: beyond, the list goes page by page."""

    own_parameters = ("fields",)
    refused_parameters = ("sort", "cursor")
    summary = _lazy("All that match, as CSV")
    reading = ReadingKind.LIST

    def get(self, request: Request) -> HttpResponse:
        errors: dict[str, list] = {}
        fields = self.picked_of(request, errors).fields
        asked = self.filter_of(request, errors)
        state = state_of(self.noun, asked.viewer)
        response = self.answer(
            request,
            state=state,
            body=lambda: self._table(request, asked, fields),
            content_type=CSV_WITH_HEADER,
        )
        response.headers["Content-Disposition"] = f'attachment; filename="{self.resource}.csv"'
        return response

    def _table(self, request: Request, asked: EntryFilter, fields: frozenset[str] | None) -> bytes:
        found = documents_of(asked.queryset, most=MAX_FEATURES)
        self.note(request, self.reading, [page_id for page_id, _text in found])
        return table([orjson.loads(text) for _page_id, text in found], self.columns(fields))

    def _columns(self, fields: frozenset[str] | None) -> list[str]:
        return [name for name in self.column_names() if fields is None or name in fields]
