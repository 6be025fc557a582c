"""Where traces go; what sends them takes two seconds to import, and is only where somebody collects them."""

from importlib.util import find_spec

from entrypoints.data_dir import CannotStart
from entrypoints.traces import Traces, Untraced


def traces(url: str, version: str) -> Traces:
    """What takes them."""
    if not url:
        return Untraced()
    if find_spec("opentelemetry") is None:
        raise CannotStart(
            "P2P_TRACES_URL names a collector, and OpenTelemetry is not installed: install the package with "
            "its extra, as in p2p-sandbox[server,telemetry]."
        )
    from adapters.traces.otlp import OtlpTraces

    return OtlpTraces(url, version)
