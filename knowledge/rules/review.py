"""When a practice is read again."""

from datetime import date, timedelta

from django.utils import timezone

# A practice for which nobody chose a date of review is read again after this.
REVIEW_AFTER = timedelta(days=18 * 30)


def next_review() -> date:
    return timezone.localdate() + REVIEW_AFTER


def is_due(review_on: date | None) -> bool:
    return review_on is not None and review_on <= timezone.localdate()
