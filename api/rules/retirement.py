"""What of the API is on its way out: told in each of its answers, in OpenAPI and on the readable pages."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils.http import http_date

# Where it is told what to use instead.
NOTICE = "/api/historique/"


@dataclass(frozen=True)
class Retirement:
    """`since`: deprecated from that day on; `sunset`: not answered any more from that one."""

    since: date
    sunset: date | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Deprecation by RFC 9745, Sunset by RFC 8594."""
        told = {"Deprecation": f"@{_instant(self.since)}", "Link": f'<{NOTICE}>; rel="deprecation"; type="text/html"'}
        if self.sunset:
            told["Sunset"] = http_date(_instant(self.sunset))
            told["Link"] += f', <{NOTICE}>; rel="sunset"; type="text/html"'
        return told


# By the beginning of addresses: a version ("/api/v1/") or a resource ("/api/v1/suggestions"). Nothing is, today.
RETIREMENTS: dict[str, Retirement] = {}


def retirement_of(path: str) -> Retirement | None:
    """That of the longest beginning."""
    found = [start for start in RETIREMENTS if path.startswith(start)]
    return RETIREMENTS[max(found, key=len)] if found else None


def _instant(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
