"""`{% journal_of page as journal %}`: the journal of a page for who is looking. `{% journal_form as form %}`."""

from typing import Any

from django import template

from cms.models import PlatformPage
from collaboration.forms import JournalForm
from collaboration.queries import Journal
from collaboration.queries import journal_of as read_journal

register = template.Library()


@register.simple_tag(takes_context=True)
def journal_of(context: dict[str, Any], page: PlatformPage) -> Journal:
    return read_journal(page, reader=context["request"].user)


@register.simple_tag
def journal_form() -> JournalForm:
    """A blank message; what was refused is shown again by its own page."""
    return JournalForm()
