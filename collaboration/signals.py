"""What this floor says, in the transaction: tasks are committed with what they tell of (0198)."""

from django.dispatch import Signal

# entry_id, page_id, user_id
journal_written = Signal()

# page_id, action ("collaboration.act_here"...), user_id
acted = Signal()

# invitation_id
invited = Signal()
