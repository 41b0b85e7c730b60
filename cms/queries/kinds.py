"""Pages by what they are, for who reads each kind in its own way."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page


def by_kind(page_ids: Iterable[int]) -> list[tuple[Any, list[int]]]:
    """Each page type with the numbers of its pages, in order. One query."""
    kinds: dict[int, list[int]] = defaultdict(list)
    for pk, kind in Page.objects.filter(pk__in=set(page_ids)).order_by("pk").values_list("pk", "content_type"):
        kinds[kind].append(pk)
    return [(ContentType.objects.get_for_id(kind).model_class(), pks) for kind, pks in kinds.items()]
