"""What the catalogue says once it is committed."""

from django.dispatch import Signal

# Something was written: what, and who may read it, is for the catalogue to say.
published = Signal()
