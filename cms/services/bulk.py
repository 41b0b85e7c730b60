"""Many pages at once, for imports: versions, log and the editor's search are written as if each had been done by hand.

Places in the tree are computed: Wagtail's `add_child` makes 60 to 80 pages a second, this some thousands. No signal is
sent: whoever calls publishes the pages in the catalogue, in the same transaction.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F, Max
from django.db.models.functions import Left, Length
from django.utils import timezone
from django.utils.text import slugify
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.search.backends import get_search_backends

from cms.services.copying import copy_rows, give_keys

BATCH = 500
MAX_SLUG = 200
POINT_TO_VERSIONS = """
UPDATE wagtailcore_page SET
    draft_title = title,
    latest_revision_id = version.id,
    latest_revision_created_at = %(now)s,
    live_revision_id = CASE WHEN live THEN version.id END,
    last_published_at = CASE WHEN live THEN %(now)s END
FROM unnest(%(pages)s::bigint[], %(versions)s::bigint[]) AS version (page_id, id)
WHERE wagtailcore_page.id = version.page_id
"""
LogData = Callable[[Any], dict[str, Any]]


@transaction.atomic
def add_pages(
    below: Sequence[tuple[Page, Sequence[Page]]],
    *,
    action: str,
    user: AbstractBaseUser | None = None,
    live: bool = True,
) -> None:
    """Put new pages of one type below their parents, in order. Without a slug, one is made from the title."""
    pages = [page for _parent, added in below for page in added]
    if not pages:
        return
    _place(below)
    now = timezone.now()
    for page in pages:
        page.owner = user
        page.live = live
        page.has_unpublished_changes = not live
        page.first_published_at = now if live else None
    _insert(pages)
    for parent, added in below:
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(added))
    _save_versions(pages, user=user)
    _log(pages, action=action, user=user)
    _index(pages)


@transaction.atomic
def change_pages(
    pages: Sequence[Page],
    *,
    fields: Sequence[str],
    action: str,
    user: AbstractBaseUser | None = None,
    data: LogData = lambda _page: {},
) -> None:
    """Publish what was changed on `fields` of pages of one type, as new versions. None may have a draft waiting."""
    if not pages:
        return
    type(pages[0])._default_manager.bulk_update(pages, fields, batch_size=BATCH)
    _read_links(pages)
    _save_versions(pages, user=user)
    _log(pages, action=action, user=user, data=data)
    _index(pages)


def _place(below: Sequence[tuple[Page, Sequence[Page]]]) -> None:
    """The parents are locked: pages that others add at the same time do not take the same places."""
    parents = Page.objects.select_for_update().order_by("path").in_bulk([parent.pk for parent, _ in below])
    steps = _last_steps([parent.path for parent in parents.values()])
    content_type = ContentType.objects.get_for_model(type(next(page for _, added in below for page in added)))
    for given, added in below:
        parent = parents[given.pk]
        taken: set[str] = set()
        if not all(page.slug for page in added):
            taken = set(Page.objects.child_of(parent).values_list("slug", flat=True))
        for page in added:
            steps[parent.path] += 1
            page.depth = parent.depth + 1
            page.path = Page._get_path(parent.path, page.depth, steps[parent.path])
            page.numchild = 0
            page.content_type = content_type
            page.locale_id = parent.locale_id
            page.slug = page.slug or _free_slug(page.title, taken)
            taken.add(page.slug)
            page.set_url_path(parent)


def _last_steps(paths: list[str]) -> Counter[str]:
    """The place of the last child of each parent, by path; 0 where there is none."""
    children = Page.objects.annotate(above=Left("path", Length("path") - Page.steplen)).filter(above__in=paths)
    last = children.order_by("above").values_list("above").annotate(Max("path"))
    return Counter({above: Page._str2int(path[-Page.steplen :]) for above, path in last})


def _read_links(pages: Sequence[Page]) -> None:
    """What hangs on each page, read at a query or two a relation: versions would read it page by page."""
    for relation in get_all_child_relations(type(pages[0])):
        children = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": pages})
        found: dict[int, list[Any]] = {page.pk: [] for page in pages}
        for child in children.order_by("pk"):
            found[getattr(child, relation.field.attname)].append(child)
        for page in pages:
            setattr(page, relation.get_accessor_name(), found[page.pk])
    for field in get_all_child_m2m_relations(type(pages[0])):
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        rows = field.remote_field.through._default_manager.filter(**{f"{source}__in": pages}).order_by("pk")
        links: dict[int, list[int]] = {page.pk: [] for page in pages}
        for page_key, other_key in rows.values_list(f"{source}_id", f"{target}_id"):
            links[page_key].append(other_key)
        linked = field.related_model._default_manager.in_bulk({key for keys in links.values() for key in keys})
        for page in pages:
            setattr(page, field.name, [linked[key] for key in links[page.pk]])


def _free_slug(title: str, taken: set[str]) -> str:
    wanted = slugify(title)[:MAX_SLUG] or "page"
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _insert(pages: Sequence[Page]) -> None:
    give_keys(pages, of=Page)
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(type(pages[0]))]
    relations += [field.name for field in get_all_child_m2m_relations(type(pages[0]))]
    for page in pages:
        page.id = page.pk
        # Nothing hangs on a new page yet: its version is written without asking the database.
        for relation in relations:
            setattr(page, relation, [])
    copy_rows(pages, of=Page)
    copy_rows(pages)


def _save_versions(pages: Sequence[Page], *, user: AbstractBaseUser | None) -> None:
    """As `page.save_revision().publish()` does: the editor opens, compares and restores what was imported."""
    now = timezone.now()
    page_type = ContentType.objects.get_for_model(Page)
    for page in pages:
        page.draft_title = page.title
        page.latest_revision_created_at = now
        page.last_published_at = now if page.live else None
    versions = [
        Revision(
            content_type_id=page.content_type_id,
            base_content_type=page_type,
            object_id=str(page.pk),
            created_at=now,
            user=user,
            object_str=page.title,
            content=page.serializable_data(),
        )
        for page in pages
    ]
    give_keys(versions)
    copy_rows(versions)
    for page, version in zip(pages, versions, strict=True):
        page.latest_revision = version
        page.live_revision = version if page.live else None
    with connection.cursor() as cursor:
        ids = {"pages": [page.pk for page in pages], "versions": [version.pk for version in versions]}
        cursor.execute(POINT_TO_VERSIONS, {**ids, "now": now})


def _log(
    pages: Sequence[Page], *, action: str, user: AbstractBaseUser | None, data: LogData = lambda _page: {}
) -> None:
    now = timezone.now()
    entries = [
        PageLogEntry(
            page=page,
            content_type_id=page.content_type_id,
            label=page.title,
            action=action,
            timestamp=now,
            user=user,
            revision=page.latest_revision,
            content_changed=True,
            data=data(page),
        )
        for page in pages
    ]
    give_keys(entries)
    copy_rows(entries)


def _index(pages: Sequence[Page]) -> None:
    for backend in get_search_backends(with_auto_update=True):
        for start in range(0, len(pages), BATCH):
            backend.add_bulk(type(pages[0]), pages[start : start + BATCH])
