"""The shapes of the answers of OGC API Features, as OpenAPI 3.0 says them."""

from typing import Any

Shape = dict[str, Any]

STRING: Shape = {"type": "string"}
COUNT: Shape = {"type": "integer", "minimum": 0}
URI: Shape = {"type": "string", "format": "uri"}


def ref(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


def several(items: Shape) -> Shape:
    return {"type": "array", "items": items}


def whole(properties: Shape, *, required: str = "") -> Shape:
    needed = required.split()
    return {"type": "object", "properties": properties} | ({"required": needed} if needed else {})


LINKS = several(ref("link"))
NUMBERS_4: Shape = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}
INTERVAL: Shape = {"type": "array", "items": {"type": "string", "format": "date-time"}, "minItems": 2, "maxItems": 2}
POINT: Shape = {
    "nullable": True,
    **whole(
        {
            "type": {"type": "string", "enum": ["Point"]},
            "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        },
        required="type coordinates",
    ),
}
SCHEMAS: Shape = {
    "link": whole(
        {"href": URI, "rel": STRING, "type": STRING, "title": STRING},
        required="href rel type",
    ),
    "landingPage": whole({"title": STRING, "description": STRING, "links": LINKS}, required="links"),
    "confClasses": whole({"conformsTo": several(URI)}, required="conformsTo"),
    "extent": whole(
        {
            "spatial": whole({"bbox": several(NUMBERS_4), "crs": URI}),
            "temporal": whole({"interval": several(INTERVAL)}),
        }
    ),
    "collection": whole(
        {
            "id": STRING,
            "title": STRING,
            "description": STRING,
            "itemType": STRING,
            "crs": several(URI),
            "storageCrs": URI,
            "extent": ref("extent"),
            "links": LINKS,
        },
        required="id links",
    ),
    "collections": whole(
        {"links": LINKS, "crs": several(URI), "collections": several(ref("collection"))}, required="links collections"
    ),
    "featureGeoJSON": whole(
        {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": STRING,
            "geometry": POINT,
            "properties": {"type": "object"},
            "links": LINKS,
        },
        required="type id geometry properties",
    ),
    "featureCollectionGeoJSON": whole(
        {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "numberMatched": COUNT,
            "numberReturned": COUNT,
            "links": LINKS,
            "features": several(ref("featureGeoJSON")),
        },
        required="type links features",
    ),
    "problem": whole(
        {
            "type": STRING,
            "title": STRING,
            "status": {"type": "integer"},
            "detail": STRING,
            "errors": several(
                whole({"parameter": STRING, "code": STRING, "detail": STRING}, required="parameter code detail")
            ),
        },
        required="type title status detail",
    ),
}
