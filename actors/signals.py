"""What this floor says once it is committed."""

from django.dispatch import Signal

# mail_id, due_at (datetime, or None for at once)
mail_due = Signal()
