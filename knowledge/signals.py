"""What this floor says once it is committed."""

from django.dispatch import Signal

# practice_id, action ("knowledge.adopt"...), user_id
practice_changed = Signal()
