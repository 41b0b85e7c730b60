"""What the API says, in the transaction: tasks are committed with what they are about (0198)."""

from django.dispatch import Signal

# A message is to be sent: `delivery_id`, `due_at`.
delivery_due = Signal()
