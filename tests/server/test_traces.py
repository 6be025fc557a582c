"""Traces as a collector gets them over HTTP: one for each request, with the work that followed from it."""

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import socket
from threading import Event, Thread

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from adapters.security.passwords import CHEAP
from adapters.traces import otlp
from adapters.traces.otlp import OtlpTraces
from entrypoints.container import tracing
from entrypoints.data_dir import CannotStart
from entrypoints.http.examples import EXAMPLES
from entrypoints.traces import Untraced, background
from tests.http.installed import Installed
from tests.http.site import API


class Collector(HTTPServer):
    """Takes spans on a port of its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.spans: list[Span] = []
        self.raw = b""
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class _Taking(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        assert self.path == "/v1/traces"
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.raw += body
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            self.server.spans += [span for scope in resource.scope_spans for span in scope.spans]
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def about(span: Span) -> dict[str, object]:
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


def trace_of(request_id: str) -> bytes:
    return sha256(request_id.encode()).digest()[:16]


def until(condition: Callable[[], bool]) -> None:
    pause = Event()
    for _ in range(3000):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come")


def test_a_request_and_the_mail_it_brought_about_are_one_trace(collector: Collector, tmp_path: Path) -> None:
    installed = Installed(tmp_path, CHEAP, P2P_TRACES_URL=collector.url)
    crew = installed.container.crew()
    crew.start()
    named = {"x-request-id": "asked-1"}
    answer = installed.request("POST", f"{API}/auth/signup", json=EXAMPLES["signUp"], headers=named)
    assert answer.status_code == 202, answer.text
    until(lambda: bool(installed.database.mailbox.sent()))
    installed.request("GET", f"{API}/forums/topics/of-nobody")
    installed.request("HUNTER2", f"{API}/forums/topics/of-nobody")
    crew.stop()
    installed.container.traces().close()
    installed.close()

    asked, work = sorted(
        (span for span in collector.spans if span.trace_id == trace_of("asked-1")), key=lambda span: span.kind
    )
    assert (asked.name, asked.kind) == ("POST /api/v1/auth/signup", Span.SPAN_KIND_SERVER)
    assert about(asked) == {
        "http.request.method": "POST",
        "http.response.status_code": 202,
        "http.route": "/api/v1/auth/signup",
        "p2p.request_id": "asked-1",
    }
    assert (work.name, work.kind) == ("event", Span.SPAN_KIND_CONSUMER)
    assert work.start_time_unix_nano < work.end_time_unix_nano
    (other,) = [span for span in collector.spans if span.name.startswith("GET")]
    assert other.name == "GET /api/v1/forums/topics/{topic_id}"
    assert other.trace_id != asked.trace_id
    for secret in (EXAMPLES["signUp"]["email"], EXAMPLES["signUp"]["password"], "of-nobody", "HUNTER2"):
        assert str(secret).encode() not in collector.raw


def test_work_that_fails_is_told_as_such(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(otlp, "CAUSE", ContextVar[str | None]("cause", default=None))  # nobody asked for it
    traces = OtlpTraces(collector.url, "1.2.3")
    with pytest.raises(LookupError), background(traces, "event", {}):
        raise LookupError
    with background(traces, "event", {}):
        pass
    traces.close()
    failed, done = collector.spans
    assert failed.status.code == Status.STATUS_CODE_ERROR
    assert done.status.code == Status.STATUS_CODE_UNSET
    assert failed.trace_id != done.trace_id


def test_a_collector_that_is_away_is_nobodys_trouble(tmp_path: Path) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and listens to nobody
        installed = Installed(tmp_path, CHEAP, P2P_TRACES_URL=f"http://127.0.0.1:{taken.getsockname()[1]}")
        assert installed.request("GET", "/health").status_code == 200
        installed.container.traces().close()
        installed.close()


def test_who_collects_nothing_loads_nothing_for_it(tmp_path: Path) -> None:
    installed = Installed(tmp_path, CHEAP)
    assert isinstance(installed.container.traces(), Untraced)
    installed.container.traces().close()
    installed.close()


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "find_spec", lambda _: None)
    with pytest.raises(CannotStart, match="telemetry"):
        tracing.traces("http://127.0.0.1:4318", "1")
