"""What this floor says once it is committed."""

from django.dispatch import Signal

# entry_id, page_id, user_id
journal_written = Signal()

# page_id, action ("collaboration.act_here"...), user_id
acted = Signal()

# invitation_id
invited = Signal()
