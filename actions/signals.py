"""What this floor says once it is committed."""

from django.dispatch import Signal

# action_id, action ("actions.end"...), user_id. Sent once committed.
action_changed = Signal()

# action_id. Sent inside the transaction: what rests on the results of an action changes together with them.
results_changed = Signal()
