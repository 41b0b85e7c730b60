"""What this floor says, in the transaction: a task that it leads to is committed with what it tells of (0198)."""

from django.dispatch import Signal

# mail_id, due_at (datetime, or None for at once)
mail_due = Signal()

# request_id. Somebody asked for access: what follows is done in the background, so that the answer tells nothing.
access_requested = Signal()

# user_id. Sent inside the transaction: floors above forget what they know of the person, not what they contributed.
person_forgotten = Signal()

# A key has another text: `former` and `following`. What hangs on the former goes on with the one that follows.
key_renewed = Signal()
