"""What the views of this floor share."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from knowledge.models import PracticePage


def told_or_404(slug: str) -> PracticePage:
    """What is published at an address: a practice, or its translation."""
    return get_object_or_404(PracticePage.objects.live().select_related("translation_of"), slug=slug)


def practice_or_404(slug: str) -> PracticePage:
    """The published practice that is told at an address, in whichever language."""
    practice = told_or_404(slug).original
    if not practice.live:
        raise Http404
    return practice
