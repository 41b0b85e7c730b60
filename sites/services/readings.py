"""Writing down who looked at a site."""

from typing import Any

from actors.enums import ReadingKind
from actors.rules import Viewer
from actors.services.readings import record_reading
from sites.models import SitePage


def note_reading(site: SitePage, *, user: Any, kind: ReadingKind = ReadingKind.SHEET) -> None:
    """To be called by whatever shows one site to someone, once it is known that they may see it."""
    record_reading(viewer=Viewer(user=user), kind=kind, page_ids=[site.pk], thing=site.as_thing())
