"""Traces for a collector that speaks OTLP over HTTP, as OpenTelemetry's do.

A trace is everything that one request brought about: its id is made of the request's, so that the work
which is done for it later, by whichever process, belongs to it without anything being carried along.
"""

from collections.abc import Mapping
from hashlib import sha256
from time import time_ns

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import SpanKind, StatusCode

from p2p_core.shared.cause import CAUSE

_PATH = "/v1/traces"
_KINDS = {True: SpanKind.SERVER, False: SpanKind.CONSUMER}
_PATIENCE = 2.0
_NANO = 1_000_000_000


class OtlpTraces:
    """Sends spans in the background, many at once; a collector that is away costs spans and nothing else."""

    def __init__(self, url: str, version: str, patience: float = _PATIENCE) -> None:
        """Take the collector's address, without the path; what OTEL_TRACES_SAMPLER says is heeded."""
        about = Resource.create({SERVICE_NAME: "p2p-sandbox", SERVICE_VERSION: version})
        self._provider = TracerProvider(resource=about, id_generator=_CauseIds(), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(url.rstrip("/") + _PATH, timeout=patience)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("p2p", version)

    def done(
        self, name: str, seconds: float, about: Mapping[str, str | int], *, asked: bool, failed: bool
    ) -> None:
        """Something took so long until now."""
        end = time_ns()
        span = self._tracer.start_span(
            name,
            kind=_KINDS[asked],
            attributes={"p2p.request_id": CAUSE.get() or "", **about},
            start_time=end - int(seconds * _NANO),
        )
        if failed:
            span.set_status(StatusCode.ERROR)
        span.end(end)

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()


class _CauseIds(RandomIdGenerator):
    """Random ids, but for the trace of what was done for a request."""

    def generate_trace_id(self) -> int:
        cause = CAUSE.get()
        if cause is None:
            return super().generate_trace_id()
        return int.from_bytes(sha256(cause.encode()).digest()[:16])
