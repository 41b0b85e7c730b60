"""What this floor says once it is committed."""

from django.dispatch import Signal

# site_id, action ("sites.close"...), user_id, answers_id (who had proposed what is answered, or None)
site_changed = Signal()
