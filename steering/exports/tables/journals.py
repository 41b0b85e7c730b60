"""Messages of the journals of sites and of actions."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from collaboration.models import JournalEntry
from steering.enums import Dataset, Dates
from steering.exports.columns import heading_of, listed, local, yes_no
from steering.queries.exported.journal import action_messages, message_rows, site_messages
from steering.registry import Asked, Column, ExportTable

MESSAGE = _("Message")


def _columns(about: Any, meaning: Any) -> list[Column]:
    return [
        Column("page", MESSAGE, about, meaning, lambda row: row.page.title),
        Column("created_at", MESSAGE, _("Written on"), _("Day and time."), lambda row: local(row.created_at)),
        Column(
            "author", MESSAGE, _("Author"), _("Blank: an account that is there no more."),
            lambda row: str(row.author) if row.author else None,
        ),
        Column(
            "organisation", MESSAGE, _("Organisation"), _("That of the author on that day."),
            lambda row: str(row.organisation) if row.organisation else None,
        ),
        Column(
            "tags", MESSAGE, _("Themes"), _("What it is about, as its author said."),
            lambda row: listed(row.tag_labels),
        ),
        Column("text", MESSAGE, heading_of(JournalEntry, "text"), _("As it was written."), lambda row: row.text),
        Column(
            "is_restricted", MESSAGE, heading_of(JournalEntry, "is_restricted"),
            _("Yes: for its addressees and for those who moderate alone. Do not pass it on."),
            lambda row: yes_no(row.is_restricted),
        ),
        Column(
            "addressees", MESSAGE, _("Addressees"), _("People and organisations that it names."),
            lambda row: listed(row.addressees.all()), is_usual=False,
        ),
        Column(
            "edited_at", MESSAGE, _("Edited on"), _("Blank: never."), lambda row: local(row.edited_at), is_usual=False
        ),
    ]  # fmt: skip


def _table(dataset: Dataset, noun: Noun, columns: list[Column], messages: Callable[[Asked], Any]) -> ExportTable:
    return ExportTable(
        dataset=dataset,
        noun=noun,
        verbs=(Verb.EXPORT, Verb.READ_JOURNAL),
        columns=columns,
        count=lambda asked: messages(asked).count(),
        rows=lambda asked: message_rows(messages(asked)),
        sites_of=(lambda row: (row.page_id,)) if noun == Noun.SITE else (lambda _row: ()),
        dates=Dates.BETWEEN,
        notes=[_("Messages that were deleted or hidden are left out; attachments too.")],
    )


SITE_JOURNAL_TABLE = _table(
    Dataset.SITE_JOURNAL, Noun.SITE, _columns(_("Site"), _("Name of the site among members.")), site_messages
)
ACTION_JOURNAL_TABLE = _table(
    Dataset.ACTION_JOURNAL, Noun.ACTION, _columns(_("Action"), _("Title of the action.")), action_messages
)
