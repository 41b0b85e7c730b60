"""What may be written of an event, in a log or for a service that gathers errors.

An address that somebody asked for may hold a token, a place or words that they looked for, and what an error says may
hold what they typed. So routes are written instead of addresses, and the lines that an error went through
instead of its message (docs/decisions/0123).
"""

import logging
from traceback import extract_tb
from typing import Any

import structlog
from structlog.types import EventDict, Processor

NO_ROUTE = "(no address of ours)"
# What Sentry is told of the place and the process; everything else that it gathers by itself is about somebody.
KEPT_OF_EVENTS = {
    "event_id", "timestamp", "platform", "level", "logger", "release", "environment", "transaction",
    "transaction_info", "exception", "sdk", "modules", "contexts", "tags", "type",
}  # fmt: skip
KEPT_OF_CONTEXTS = {"runtime", "trace"}


def formatter(how: str) -> logging.Formatter:
    """`how`: "json", a line an event for what gathers logs; "text", for people."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(allow={"route", "method", "status", "ms", "cpu_ms", "account"}),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_addresses,
        without_messages,
    ]
    written: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if how == "text":
        written = structlog.dev.ConsoleRenderer(colors=False, pad_level=False)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, written],
    )


def route_of(request: Any) -> str:
    """`invitation/<token>/`, whatever the token."""
    found = getattr(request, "resolver_match", None)
    return found.route if found else NO_ROUTE


def without_addresses(logger: Any, name: str, event: EventDict) -> EventDict:
    """Django writes the address of what went wrong, known by the request that it joins."""
    record = event.get("_record")
    request = getattr(record, "request", None)
    if request is not None:
        event["event"] = f"{getattr(record, 'status_code', 500)} {route_of(request)}"
    return event


def without_messages(logger: Any, name: str, event: EventDict) -> EventDict:
    error = event.pop("exc_info", None)
    if error:
        event["error"] = trail_of(error[1])
    return event


def trail_of(error: BaseException) -> list[str]:
    """The kinds of an error and of its causes, the first one last, and the lines that they went through."""
    told: list[str] = []
    found: BaseException | None = error
    while found:
        told.append(f"{type(found).__module__}.{type(found).__qualname__}")
        told += [f"  {one.filename}:{one.lineno} {one.name}" for one in extract_tb(found.__traceback__)]
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return told


def bare_event(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """For Sentry's `before_send`."""
    bare = {name: value for name, value in event.items() if name in KEPT_OF_EVENTS}
    for one in bare.get("exception", {}).get("values", []):
        one["value"] = ""
    if "contexts" in bare:
        bare["contexts"] = {name: told for name, told in bare["contexts"].items() if name in KEPT_OF_CONTEXTS}
    return bare


SENTRY_OPTIONS: dict[str, Any] = {
    "include_local_variables": False,
    "include_source_context": False,
    "max_request_body_size": "never",
    "max_breadcrumbs": 0,
    "before_send": bare_event,
}
