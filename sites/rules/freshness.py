"""When what is known of an open site has become old."""

from datetime import timedelta

STALE_AFTER = timedelta(days=90)
