"""From a document to the row that keeps it."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from actors.enums import Noun
from catalog.registry import Document
from territories.rules.morton import cell_of

# Names that rendering gives itself; a floor that used one would be overwritten without a word.
RESERVED = frozenset({"id", "noun", "title", "url", "summary", "point", "dated_on", "updated_at"})
# A tsvector holds 1 MB; what comes after so many signs is not searched.
MAX_SEARCH_TEXT = 200_000
# Six decimals of a degree are about ten centimetres.
POINT_DECIMALS = 6


@dataclass(frozen=True)
class Source:
    """Which thing a document speaks of."""

    noun: Noun
    key: str
    page_id: int | None = None


def render(
    source: Source, document: Document, *, changed_at: datetime, content: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The columns of one entry, as `services.entries.write` takes them. `updated_at` is not part of the fingerprint."""
    taken = RESERVED & document.fields.keys()
    if taken:
        raise ValueError(f"A document may not name its fields {sorted(taken)}: the catalogue writes them.")
    properties = {
        "noun": source.noun,
        "title": document.title,
        "url": document.url,
        "summary": document.summary,
        **document.fields,
        "dated_on": document.dated_on,
    }
    point = _point(document)
    columns = {
        "noun": source.noun,
        "audience": document.audience,
        "key": source.key,
        "page_id": source.page_id,
        "title": document.title,
        "summary": document.summary,
        "url": document.url,
        "text": document.text[:MAX_SEARCH_TEXT],
        "territory_ids": sorted(set(document.territory_ids)),
        "tags": sorted(set(document.tags)),
        "people": document.people,
        "lon": point and point["lon"],
        "lat": point and point["lat"],
        "cell": point and cell_of(**point),
        "dated_on": document.dated_on,
    }
    # Without a content as before there were any: what has not changed keeps its number.
    fingerprint = _fingerprint([columns, properties, *([content] if content else [])])
    updated_at = {"updated_at": changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    properties |= updated_at
    geometry = {"type": "Point", "coordinates": [point["lon"], point["lat"]]} if point else None
    feature = {"type": "Feature", "id": source.key, "geometry": geometry, "properties": properties}
    return columns | {
        "document": orjson.dumps({"id": source.key, **properties, "point": point}).decode(),
        "content": orjson.dumps(content | updated_at).decode() if content else "",
        "feature": orjson.dumps(feature).decode(),
        "fingerprint": fingerprint,
    }


def _point(document: Document) -> dict[str, float] | None:
    if document.lon is None or document.lat is None:
        return None
    return {"lon": round(document.lon, POINT_DECIMALS), "lat": round(document.lat, POINT_DECIMALS)}


def _fingerprint(content: Any) -> uuid.UUID:
    digest = hashlib.blake2b(orjson.dumps(content, option=orjson.OPT_SORT_KEYS), digest_size=16)
    return uuid.UUID(bytes=digest.digest())
