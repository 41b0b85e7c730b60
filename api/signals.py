"""What the API says once it is committed."""

from django.dispatch import Signal

# A message is to be sent: `delivery_id`, `due_at`.
delivery_due = Signal()
