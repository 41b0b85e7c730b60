"""What Prometheus reads: requests as the processes of this machine saw them, what waits as the database tells it."""

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from upkeep.queries.waiting import what_waits

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

_own = CollectorRegistry()
_requests = Counter("resorption_requests", "Requests", ["route", "method", "status"], registry=_own)
_seconds = Histogram("resorption_request_seconds", "Time to answer", ["route"], buckets=BUCKETS, registry=_own)


def count_request(*, route: str, method: str, status: int, seconds: float) -> None:
    """Counts by route, which are as many as the code has; a method is any word that a client likes."""
    _requests.labels(route, method if method in METHODS else "other", str(status)).inc()
    _seconds.labels(route).observe(seconds)


def written_metrics() -> bytes:
    """Of all processes where PROMETHEUS_MULTIPROC_DIR is set, of this one otherwise."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        registry = _own
    return generate_latest(registry) + generate_latest(_Waiting())


class _Waiting(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, told, value in what_waits():
            yield GaugeMetricFamily(f"resorption_{name}", told, value=value)
