"""What this floor says once it is committed."""

from django.dispatch import Signal

# site_id, action ("sites.close"...), user_id
site_changed = Signal()
