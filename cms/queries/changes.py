"""What a version changes, field by field, in words. Read from what versions hold: the pages are not rebuilt."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Revision

from actors.enums import Verb
from actors.rules import can
from cms.rules import wording
from cms.rules.wording import Change, say_value

# The words of a field are cut after this; the whole is in the comparison of versions.
MAX_WORDS = 600
Content = dict[str, Any]
Linked = dict[type[models.Model], dict[int, models.Model]]


def changes(proposed: Sequence[tuple[Any, Revision]], *, reader: Any) -> list[list[Change]]:
    """For each (page as it now shows, version proposed): what differs. For a page never published, all that is known.

    What pages are linked to is read all at once: as many queries as kinds of things linked.
    """
    pairs = [(page, _before(page), revision.content) for page, revision in proposed]
    linked = _read_linked(pairs)
    return [_changes(page, before, after, linked, reader=reader) for page, before, after in pairs]


def words(page: Any, names: Iterable[str], content: Content) -> dict[str, str]:
    """What `content` says of each field, as it would be read on screen."""
    linked = _read_linked([(page, {}, content)])
    return {name: _said(page, _field(page, name), content, linked) for name in names}


def said_of(page: Any, names: Iterable[str], contents: Sequence[Content]) -> list[dict[str, str]]:
    """The same of many contents of one page, with their whole words: one query for each kind of things linked."""
    linked = _read_linked([(page, {}, content) for content in contents])
    fields = {name: _field(page, name) for name in names}
    return [
        {name: _said(page, field, content, linked, limit=None) for name, field in fields.items()}
        for content in contents
    ]


def label_of(page: Any, name: str) -> str:
    return wording.label_of(_field(page, name))


def _before(page: Any) -> Content:
    if not page.live:
        return {}
    content: Content = page.live_revision.content if page.live_revision_id else content_of(page)
    return content


def content_of(page: Any) -> Content:
    """What a version of a page that has none would hold of its own fields, without all that hangs on it."""
    said: Content = {field.name: _raw(page, field) for field in page._meta.concrete_fields}
    links = [_field(page, name) for name in page.compared if _field(page, name).many_to_many]
    return said | {field.name: [thing.pk for thing in getattr(page, field.name).all()] for field in links}


def _raw(page: Any, field: Any) -> Any:
    value = field.value_from_object(page)
    return value if value is None or field.is_relation else field.value_to_string(page)


def _changes(page: Any, before: Content, after: Content, linked: Linked, *, reader: Any) -> list[Change]:
    hidden = frozenset() if not page.restricted or can(reader, Verb.READ_RESTRICTED, page) else page.restricted
    found = []
    for name in page.compared:
        if name in hidden:
            continue
        field = _field(page, name)
        was, now = (_said(page, field, content, linked) for content in (before, after))
        if was != now:
            found.append(Change(label_of(page, name), was or _("unknown"), now or _("unknown")))
    return found


def _field(page: Any, name: str) -> Any:
    try:
        return page._meta.get_field(name)
    except FieldDoesNotExist:
        raise TypeError(f"{page._meta.label} has no {name} to compare.") from None


def _read_linked(pairs: Iterable[tuple[Any, Content, Content]]) -> Linked:
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for page, before, after in pairs:
        for name in page.compared:
            field = _field(page, name)
            if field.is_relation:
                for content in (before, after):
                    wanted[field.related_model] |= set(_keys(content.get(name)))
    return {model: model._default_manager.in_bulk(sorted(keys)) for model, keys in wanted.items() if keys}


def _keys(value: Any) -> list[int]:
    if value is None:
        return []
    return [int(key) for key in value] if isinstance(value, list) else [int(value)]


def _said(page: Any, field: Any, content: Content, linked: Linked, *, limit: int | None = MAX_WORDS) -> str:
    said: str | None = page.say(field.name, content)
    return _words(field, content.get(field.name), linked, limit=limit) if said is None else said


def _words(field: Any, value: Any, linked: Linked, *, limit: int | None) -> str:
    if isinstance(field, ArrayField) and isinstance(value, str):
        value = json.loads(value)  # as versions write arrays
    if value in (None, "", []):
        return ""
    if field.is_relation:
        things = linked.get(field.related_model, {})
        return ", ".join(sorted(str(things[key]) for key in _keys(value) if key in things))
    is_prose = isinstance(value, str) and not field.choices and not isinstance(field, models.DateField)
    return _text(value, limit=limit) if is_prose else say_value(field, value)


def _text(value: Any, *, limit: int | None) -> str:
    """Prose as one reads it: without markup, blocks one after the other."""
    if isinstance(value, str) and value.startswith("[{"):
        value = " ".join(_leaves(json.loads(value)))
    plain = re.sub(r"\s+", " ", unescape(strip_tags(str(value).replace("</p>", "</p> ")))).strip()
    return plain if limit is None or len(plain) <= limit else plain[:limit].rsplit(" ", 1)[0] + " …"


def _leaves(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in {"id", "type"}:
                yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif value not in (None, ""):
        yield str(value)
