"""What the sheet of a page said at each of its versions, in words, and what differs between two."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from actors.enums import Verb
from actors.rules import can
from cms.queries.changes import content_of, label_of, said_of
from cms.rules.wording import Change

# What is said of each field; "" where nothing is.
Content = dict[str, str]


@dataclass(frozen=True)
class Version:
    """`content`: what the reader may know of it."""

    pk: int
    at: datetime
    content: Content


def compared_fields(page: Any, reader: Any) -> tuple[str, ...]:
    if not page.restricted or can(reader, Verb.READ_RESTRICTED, page):
        return tuple(page.compared)
    return tuple(name for name in page.compared if name not in page.restricted)


def versions_of(page: Any, *, reader: Any) -> list[Version]:
    """Oldest first. A query for the versions, and one for each kind of things that they are linked to."""
    rows = list(_revisions(page).order_by("created_at", "pk").values_list("pk", "created_at", "content"))
    said = said_of(page, compared_fields(page, reader), [content for _pk, _at, content in rows])
    return [Version(pk, at, content) for (pk, at, _content), content in zip(rows, said, strict=True)]


def version_at(versions: Sequence[Version], moment: datetime) -> Version | None:
    """The latest one kept by that moment."""
    index = bisect_right([version.at for version in versions], moment)
    return versions[index - 1] if index else None


def find_version(page: Any, pk: int) -> Revision | None:
    found: Revision | None = _revisions(page).filter(pk=pk).first()
    return found


def differences(page: Any, before: Content, after: Content) -> list[Change]:
    """Of the fields that both may say, in their order."""
    names: Iterable[str] = [name for name in page.compared if name in before and name in after]
    return [
        Change(label_of(page, name), before[name] or _("unknown"), after[name] or _("unknown"))
        for name in names
        if before[name] != after[name]
    ]


def current_content(page: Any, *, reader: Any) -> Content:
    """What the published sheet says today, as a version would."""
    [said] = said_of(page, compared_fields(page, reader), [content_of(page)])
    return said


def _revisions(page: Any) -> Any:
    return Revision.objects.for_instance(page)
