"""What this floor says, in the transaction: tasks are committed with what they tell of (0198)."""

from django.dispatch import Signal

# practice_id, action ("knowledge.adopt"...), user_id, answers_id (who tells the practice, or None)
practice_changed = Signal()

# page_id, action ("knowledge.answer"...), user_id, to_id (whom it answers), key
community_spoke = Signal()
