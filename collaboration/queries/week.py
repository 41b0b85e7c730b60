"""What this floor says of a territory's week."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.rules import Thing, can
from collaboration.models import JournalEntry
from collaboration.queries.pages import pages_by_id
from collaboration.registry import WeekFigure
from territories.models import Territory


def messages_of_week(territory: Territory, since: datetime, reader: Any) -> list[WeekFigure]:
    """Messages for everyone on the pages of the territory; none for who does not read journals there."""
    if not can(reader, Verb.READ_JOURNAL, Thing(noun=Noun.SITE, territory_ids=frozenset(territory.ancestor_ids))):
        return []
    written = JournalEntry.objects.filter(created_at__gte=since, is_restricted=False, deleted_at=None, hidden_at=None)
    by_page = list(written.values_list("page_id", flat=True))
    pages = pages_by_id(by_page)
    here = {pk for pk, page in pages.items() if page.live and territory.pk in page.as_thing().territory_ids}
    return [WeekFigure(_("Messages in the journals"), sum(pk in here for pk in by_page), is_news=True)]
