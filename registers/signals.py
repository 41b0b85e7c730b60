"""What this floor says."""

from django.dispatch import Signal

# In the transaction of an import, once all its rows are written. No argument.
register_taken = Signal()
