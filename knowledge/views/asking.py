"""What the views of this floor share."""

from django.shortcuts import get_object_or_404

from knowledge.models import PracticePage


def practice_or_404(slug: str) -> PracticePage:
    """The published practice at an address."""
    return get_object_or_404(PracticePage.objects.live(), slug=slug)
