"""What the views of this floor share."""

from uuid import UUID

from django.http import Http404, HttpRequest

from actors.enums import Noun, ReadingKind, Verb
from actors.rules import Viewer
from actors.services.readings import record_reading
from cms.models import PlatformPage
from collaboration.models import JournalEntry
from collaboration.queries.journal import find_message
from collaboration.queries.pages import find_page


def page_or_404(request: HttpRequest, key: UUID, verb: Verb) -> PlatformPage:
    page = find_page(request.user, key, verb=verb)
    if page is None:
        raise Http404
    return page


def message_or_404(request: HttpRequest, pk: int) -> tuple[JournalEntry, PlatformPage]:
    found = find_message(request.user, pk)
    if found is None:
        raise Http404
    return found


def note_reading(request: HttpRequest, page: PlatformPage) -> None:
    """The journal of a site is a part of it that is read. Nobody is told who reads an action."""
    if page.noun == Noun.SITE:
        viewer = Viewer(user=request.user)
        record_reading(viewer=viewer, kind=ReadingKind.SHEET, page_ids=[page.pk], thing=page.as_thing())
