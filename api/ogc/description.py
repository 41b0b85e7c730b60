"""The service described in OpenAPI 3.0, from the resources and the filters themselves."""

from typing import Any

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from actors.rules.problems import MEDIA_TYPE
from api.ogc.filters import MAX_SIZE, OF_THE_STANDARD, USUAL_SIZE
from api.ogc.schemas import SCHEMAS, Shape, ref
from api.ogc.views.service import GEOJSON, OPENAPI
from api.policies import SessionAuthentication
from api.rules.crs import uris
from api.rules.problems import PROBLEMS
from api.views.endpoint import JSON
from api.views.entries import EntryEndpoint
from api.views.parameters import entry_parameters

KINDS = {OpenApiTypes.INT: "integer", OpenApiTypes.STR: "string"}
SECURITY = {
    "key": {"type": "http", "scheme": "bearer", "bearerFormat": "rsb_<prefix>_<secret>"},
    "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
}
# Everywhere: parameters, keys, methods, formats, bodies, rates, failures; 403 and 404 where there is something to read.
ALWAYS, OF_THINGS = (400, 401, 405, 406, 413, 429, 500), (403, 404)


def describe(resources: tuple[type[EntryEndpoint], ...], *, server: str, title: str, description: str) -> Shape:
    """`server`: where the landing page stands."""
    paths: dict[str, Shape] = {
        "/": _get("landing", "landingPage"),
        "/conformance": _get("conformance", "confClasses"),
        "/api": _get("api", "", kind=OPENAPI),
        "/collections": _get("collections", "collections"),
    }
    for resource in resources:
        paths |= _paths_of(resource)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": title,
            "description": description,
            "version": settings.SPECTACULAR_SETTINGS["VERSION"],
            "license": settings.SPECTACULAR_SETTINGS["LICENSE"],
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": SCHEMAS, "securitySchemes": SECURITY, "parameters": _parameters()},
    }


def _paths_of(resource: type[EntryEndpoint]) -> dict[str, Shape]:
    name = resource.resource
    standard = [{"$ref": f"#/components/parameters/{one}"} for one in OF_THE_STANDARD]
    refused = ("bbox", *resource.refused_parameters)
    own = [_parameter(one) for one in entry_parameters(resource.noun, own=(), refused=refused)]
    identifier = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    crs = {"$ref": "#/components/parameters/crs"}
    more: dict[str, Any] = {"of": resource, "told": str(resource.description)}
    items, item = "featureCollectionGeoJSON", "featureGeoJSON"
    return {
        f"/collections/{name}": _get(f"{name}.collection", "collection", **more),
        f"/collections/{name}/items": _get(f"{name}.items", items, kind=GEOJSON, parameters=[*standard, *own], **more),
        f"/collections/{name}/items/{{featureId}}": _get(
            f"{name}.item", item, kind=GEOJSON, parameters=[identifier, crs], **more
        ),
    }


def _get(
    name: str,
    schema: str,
    *,
    kind: str = JSON,
    parameters: list[Shape] | None = None,
    of: type[EntryEndpoint] | None = None,
    told: str = "",
) -> Shape:
    is_public = of is None or of.right.is_public
    hears_sessions = of is None or SessionAuthentication in of.authentication_classes
    content: Shape = {kind: {"schema": ref(schema) if schema else {"type": "object"}}}
    answer: Shape = {"description": told or name, "content": content}
    if kind == GEOJSON:
        answer["headers"] = {"Content-Crs": {"schema": {"type": "string"}}}
    statuses = (*ALWAYS, *(OF_THINGS if of else ()))
    operation: Shape = {
        "operationId": name,
        "tags": [of.resource if of else "service"],
        "summary": name,
        "responses": {"200": answer, "304": {"description": "Not modified."}}
        | {str(one): _problem(one) for one in statuses},
        "security": [*([{}] if is_public else []), {"key": []}, *([{"session": []}] if hears_sessions else [])],
    }
    return {"get": operation | ({"parameters": parameters} if parameters else {})}


def _problem(status: int) -> Shape:
    return {"description": str(PROBLEMS[status].title), "content": {MEDIA_TYPE: {"schema": ref("problem")}}}


def _parameter(one: OpenApiParameter) -> Shape:
    schema: Shape = {"type": KINDS[one.type]}  # type: ignore[index] # (ours are of two kinds)
    if one.enum:
        schema["enum"] = list(one.enum)
    if one.many:
        schema = {"type": "array", "items": schema}
    told = {"name": one.name, "in": "query", "required": False, "description": one.description, "schema": schema}
    return told | ({"style": "form", "explode": True} if one.many else {})


def _parameters() -> dict[str, Shape]:
    """Those of the standard, as it writes them."""
    system = {"type": "string", "format": "uri", "enum": uris(settings.OGC_PROJECTIONS)}
    several = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    schemas: dict[str, Shape] = {
        "bbox": several | {"oneOf": [{"minItems": size, "maxItems": size} for size in (4, 6)]},
        "bbox-crs": {"type": "string", "format": "uri"},
        "crs": system,
        "datetime": {"type": "string"},
        "limit": {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": USUAL_SIZE},
    }
    form = {"in": "query", "required": False, "style": "form", "explode": False}
    return {name: {"name": name, **form, "schema": schema} for name, schema in schemas.items()}
