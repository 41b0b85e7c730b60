"""What the sheet of a site said at each of its versions, and what differs between two."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Revision

from actors.enums import Verb
from actors.rules import can
from cms.rules.wording import Change, changes_between
from sites.models import SitePage
from territories.models import Territory

Content = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """`content`: what the reader may know of it."""

    pk: int
    at: datetime
    content: Content


def compared_fields(site: SitePage, reader: Any) -> tuple[str, ...]:
    sees_all = can(reader, Verb.READ_RESTRICTED, site)
    return site.compared if sees_all else tuple(name for name in site.compared if name not in site.restricted)


def versions_of(site: SitePage, *, reader: Any) -> list[Version]:
    """Oldest first. Two queries: versions, and the communes that they name."""
    rows = list(_revisions(site).order_by("created_at", "pk").values_list("pk", "created_at", "content"))
    names = compared_fields(site, reader)
    communes = _names_of([content.get("commune") for _pk, _at, content in rows])
    return [Version(pk, at, _readable(content, names, communes)) for pk, at, content in rows]


def version_at(versions: Sequence[Version], moment: datetime) -> Version | None:
    """The latest one kept by that moment."""
    index = bisect_right([version.at for version in versions], moment)
    return versions[index - 1] if index else None


def find_version(site: SitePage, pk: int) -> Revision | None:
    return _revisions(site).filter(pk=pk).first()


def differences(site: SitePage, before: Content, after: Content, *, reader: Any) -> list[Change]:
    return changes_between(SitePage, compared_fields(site, reader), before, after)


def current_content(site: SitePage, *, reader: Any) -> Content:
    """What the published sheet says today, as a version would."""
    names = compared_fields(site, reader)
    return {name: getattr(site, name) for name in names} | {"commune": site.commune.name}


def _revisions(site: SitePage) -> Any:
    return Revision.objects.for_instance(site)


def _readable(content: Content, names: Iterable[str], communes: dict[int, str]) -> Content:
    kept = {name: content.get(name) for name in names}
    return kept | {"commune": communes.get(kept.get("commune") or 0, "")}


def _names_of(keys: Iterable[int | None]) -> dict[int, str]:
    wanted = {key for key in keys if key}
    return dict(Territory.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "name"))
