"""What this floor says once it is committed."""

from django.dispatch import Signal

# entry_id, page_id, user_id
journal_written = Signal()
