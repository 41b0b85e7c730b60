"""How people write the filters of news, pages and areas when they search."""

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun
from catalog.registry import Meaning

CALLED = {
    Noun.NEWS: _("news|articles"),
    Noun.AREA: _("areas"),
    Noun.TERRITORY: _("territories|pages of territories"),
}
# A year said alone: of news, and of actions that went on then.
MEANINGS = (Meaning("year", years="year"),)
