"""A document as a feature of RFC 7946."""

from typing import Any

from api.enums import APART


def feature_of(document: dict[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in document.items() if name not in APART}
    point = document["point"]
    geometry = point and {"type": "Point", "coordinates": [point["lon"], point["lat"]]}
    return {"type": "Feature", "id": document["id"], "geometry": geometry, "properties": properties}
