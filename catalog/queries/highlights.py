"""Where the words that are looked for stand in a document, marked. Made from the viewer's own documents alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import CombinedSearchQuery, SearchHeadline, SearchQuery
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat, Left, Replace
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from catalog.models import Entry
from catalog.queries.search import CONFIG

# Marks that no text holds: letters of private use.
START, STOP = "\ue000", "\ue001"
# Marking reads a text whole: the beginning of a long one says enough.
MAX_READ = 20_000


@dataclass(frozen=True)
class Highlight:
    """HTML that is safe to show: escaped, with <mark> alone in it. `text` is empty where nothing of it matches."""

    title: SafeString
    text: SafeString


def highlights(entries: Iterable[Entry], query: SearchQuery | CombinedSearchQuery) -> dict[int, Highlight]:
    """By the number of the entry, for those of a page. One query."""
    shown = [entry.pk for entry in entries]
    if not shown:
        return {}
    # What a text repeats of its summary is read once.
    more = Replace("text", F("summary"), Value("", TextField()))  # type: ignore[arg-type] # (any expression is taken)
    text = Left(Concat(F("summary"), Value("\n", TextField()), more), MAX_READ)
    found = Entry.objects.filter(pk__in=shown).annotate(
        marked_title=_headline(F("title"), query, highlight_all=True),
        marked_text=_headline(text, query, max_fragments=2, max_words=26, min_words=12, fragment_delimiter=" … "),
    )
    rows = found.order_by("pk").values_list("pk", "marked_title", "marked_text")
    return {pk: Highlight(_html(title), _html(text) if START in text else mark_safe("")) for pk, title, text in rows}


def _headline(expression: Any, query: SearchQuery | CombinedSearchQuery, **options: Any) -> SearchHeadline:
    return SearchHeadline(expression, query, config=CONFIG, start_sel=START, stop_sel=STOP, **options)


def _html(marked: str) -> SafeString:
    """What a document says is text: its own signs are escaped before ours become tags."""
    safe = str(escape(marked)).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(safe)  # noqa: S308 (escaped above)
