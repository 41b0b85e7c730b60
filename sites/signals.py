"""What this floor says, in the transaction: tasks are committed with what they tell of (0198)."""

from django.dispatch import Signal

# site_id, action ("sites.close"...), user_id, answers_id (who had proposed what is answered, or None)
site_changed = Signal()
# kept_id, absorbed_id, user: in the transaction of a merger, for floors above to move what they hold of a duplicate
site_absorbed = Signal()
