"""What a program is told when it is refused: a problem of RFC 9457. Here, on the lowest floor that refuses one."""

from typing import Any, NamedTuple

from django.utils.functional import Promise

MEDIA_TYPE = "application/problem+json"


class Problem(NamedTuple):
    """A kind of problem: `slug` is its anchor on the readable page of the API, and so its `type`."""

    slug: str
    title: str | Promise
    detail: str | Promise


def problem_body(kind: Problem, status: int) -> dict[str, Any]:
    return {
        "type": f"/api/#problem-{kind.slug}",
        "title": str(kind.title),
        "status": status,
        "detail": str(kind.detail),
    }
