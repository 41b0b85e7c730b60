"""What this floor says, in the transaction: tasks are committed with what they tell of (0198)."""

from django.dispatch import Signal

# action_id, action ("actions.end"...), user_id.
action_changed = Signal()

# action_id. Sent inside the transaction: what rests on the results of an action changes together with them.
results_changed = Signal()
