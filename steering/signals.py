"""What happens here that something else does."""

from django.dispatch import Signal

# An export is to be made by the worker. Arguments: export_id.
export_due = Signal()
