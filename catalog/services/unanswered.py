"""What nobody finds, told to editors without telling on anybody.

Words may be a name, an address, a confidence. So they are written nowhere until several people have typed them in one
month; until then there is only a keyed digest of them beside a keyed digest of who asked, which differs for each words
and each month. What is understood (places, numbers, states) is taken out first, and what looks like a number, an
e-mail or a sentence is not counted at all.
"""

import re
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from catalog.models import Asked, Unanswered
from territories.rules.text import search_key

ENOUGH_PEOPLE = 3
MAX_SIGNS, MAX_WORDS = 60, 6
KEPT = timedelta(days=366)
# An address, or as many digits as a number of telephone, of a street or of a file has.
TELLING = re.compile(r"@|(?:\d\D*){3}")


def record_unanswered(*, words: str, who: str) -> None:
    """Count somebody who found nothing for `words`: once a month, whatever they try again."""
    key = search_key(words)
    if not key or TELLING.search(words) or len(key) > MAX_SIGNS or len(key.split()) > MAX_WORDS:
        return
    month = timezone.localdate().replace(day=1)
    hidden = _digest(month, key)
    try:
        with transaction.atomic():
            Asked.objects.create(words=hidden, who=_digest(month, key, who), month=month)
    except IntegrityError:
        return
    people = Asked.objects.filter(month=month, words=hidden).count()
    if people >= ENOUGH_PEOPLE:
        Unanswered.objects.update_or_create(month=month, words=key, defaults={"people": people})
    _forget(month)


def _digest(month: date, *parts: str) -> str:
    return salted_hmac("catalog.unanswered", "\n".join([month.isoformat(), *parts]), algorithm="sha256").hexdigest()[
        :32
    ]


def _forget(month: date) -> None:
    """Digests of former months are of no use; words are forgotten after a year."""
    Asked.objects.filter(month__lt=month).delete()
    Unanswered.objects.filter(month__lt=month - KEPT).delete()
