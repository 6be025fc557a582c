"""What is counted while serving, for Prometheus: one small sum a request, everything else when it asks.

The figures are this process's own. An installation of several servers has several sets of them, which
Prometheus tells apart by the instance it asked.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from platform import python_version

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; the last bucket is everything beyond."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""What anybody can ask with; everything else counts as one."""
Gauges = Callable[[], Iterable[Metric]]
"""Asks at the moment of the question what is so at the moment."""


@dataclass(slots=True)
class Durations:
    """How long the requests of one route took."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0


class Metrics:
    """Counts requests on the event loop alone, so that nothing has to be locked."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, str, int], int] = {}
        self._durations: dict[str, Durations] = {}

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """One request was answered; `route` is a template, so that there are only so many."""
        key = route, method if method in METHODS else "other", status
        self._requests[key] = self._requests.get(key, 0) + 1
        durations = self._durations.get(route)
        if durations is None:
            durations = self._durations[route] = Durations()
        durations.buckets[bisect_left(BOUNDS, seconds)] += 1
        durations.seconds += seconds

    def exposed(self, version: str, gauges: Gauges) -> bytes:
        """Everything in the text form that Prometheus reads."""
        registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(namespace="p2p", registry=registry)
        registry.register(_Collector(lambda: [*self._counted(), _build(version), *gauges()]))
        return generate_latest(registry)

    def _counted(self) -> Iterable[Metric]:
        requests = CounterMetricFamily(
            "p2p_http_requests", "Requests that were answered.", labels=("route", "method", "status")
        )
        for (route, method, status), count in self._requests.items():
            requests.add_metric((route, method, str(status)), count)
        yield requests
        durations = HistogramMetricFamily(
            "p2p_http_request_seconds", "How long they took.", labels=("route",)
        )
        for route, took in self._durations.items():
            names = [*map(str, BOUNDS), "+Inf"]
            totals = accumulate(took.buckets)
            durations.add_metric((route,), list(zip(names, totals, strict=True)), took.seconds)
        yield durations


class _Collector:
    def __init__(self, collected: Gauges) -> None:
        self._collected = collected

    def collect(self) -> Iterable[Metric]:
        return self._collected()


def _build(version: str) -> Metric:
    build = GaugeMetricFamily("p2p_build_info", "Which version runs.", labels=("version", "python"))
    build.add_metric((version, python_version()), 1)
    return build


def gauge(name: str, words: str, value: float) -> Metric:
    """One figure of this moment."""
    return GaugeMetricFamily(f"p2p_{name}", words, value=value)


def gauges(name: str, words: str, label: str, values: Iterable[tuple[str, float]]) -> Metric:
    """Several figures of this moment, told apart by a label."""
    family = GaugeMetricFamily(f"p2p_{name}", words, labels=(label,))
    for which, value in values:
        family.add_metric((which,), value)
    return family


def counts(name: str, words: str, label: str, values: Iterable[tuple[str, float]]) -> Metric:
    """Several figures that only rise, told apart by a label."""
    family = CounterMetricFamily(f"p2p_{name}", words, labels=(label,))
    for which, value in values:
        family.add_metric((which,), value)
    return family


def counted(name: str, words: str, value: float) -> Metric:
    """A figure that only rises."""
    return CounterMetricFamily(f"p2p_{name}", words, value=value)
