"""The outermost function of the server: requests get a name, answers their headers, no failure is bare."""

import logging
import re
from collections.abc import MutableSequence
from time import perf_counter
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from entrypoints.http.arrival import has_one_end
from entrypoints.http.call import Call, Web, put_call
from entrypoints.http.errors import PROBLEM_JSON, Told, problem
from entrypoints.http.headers import API_POLICY, fixed_headers
from entrypoints.http.language import preferred
from entrypoints.http.network import network_of
from entrypoints.http.origins import CrossOriginAccess, Headers
from entrypoints.http.refusals import MalformedRequest, WrongHost
from entrypoints.http.request_headers import have_one_meaning, joined
from entrypoints.http.request_ids import RequestIds
from entrypoints.log import access
from entrypoints.metrics import METHODS
from entrypoints.setting_values import USUAL_PORTS, LogLevel
from p2p_core.shared.cause import CAUSE, NETWORK

_HOST = re.compile(rb"[A-Za-z0-9._:\[\]-]{1,255}")
_SERVER_ERROR = 500
_ANY_HOST = "/health"  # load balancers ask by address
_log = logging.getLogger("p2p.http")


class Answer:
    """The way out of one request: adds what belongs on every answer and remembers its status."""

    def __init__(self, send: Send, call: Call, headers: Headers) -> None:
        self._send = send
        self._call = call
        self._headers = headers
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers: MutableSequence[tuple[bytes, bytes]] = list(message["headers"])
            headers += self._headers
            headers += self._call.also
            headers.append((b"x-request-id", self._call.id.encode()))
            headers.append((b"content-security-policy", self._call.policy or API_POLICY))
            message["headers"] = headers
        elif message["type"] == "http.response.body" and self._call.method == "HEAD":
            message["body"] = b""
        await self._send(message)


class Edge:
    """Wraps the routed application; what it adds is on every answer, whoever made it."""

    def __init__(self, app: ASGIApp, web: Web) -> None:
        self._app = app
        self._web = web
        self._headers = fixed_headers(web.settings)
        self._own_hosts = _own_hosts(web.settings.public_url) if web.settings.production else None
        self._tells_requests = web.settings.log_level in {LogLevel.DEBUG, LogLevel.INFO}
        self._access = CrossOriginAccess(web.settings)
        self._ids = RequestIds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            await self._serve(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _serve(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        began = perf_counter()
        call = self._call(scope)
        put_call(scope, call)
        CAUSE.set(call.id)
        NETWORK.set(call.network)
        answer = Answer(send, call, self._headers + self._access.headers(call))
        try:
            await self._handle(scope, receive, answer, call)
        except Exception:
            _log.exception("unexpected error")
            if answer.status:  # too late for words: a cut connection is what tells the client
                raise
            await _send_problem(answer, call, Told(500, "internal", {}))
        finally:
            self._tell(call, scope.get("path_template", "none"), answer.status, perf_counter() - began)

    def _tell(self, call: Call, route: str, status: int, took: float) -> None:
        """Let those who watch know: by its route where many read it, and by its path in the log."""
        self._web.metrics.request(route, call.method, status, took)
        method = call.method if call.method in METHODS else "_OTHER"  # one that is made up says anything
        about: dict[str, str | int] = {
            "http.request.method": method,
            "http.route": route,
            "http.response.status_code": status,
        }
        self._web.traces.done(f"{method} {route}", took, about, asked=True, failed=status >= _SERVER_ERROR)
        if self._tells_requests:
            self._web.log.add(access(call.method, call.path, status, took, call.network))

    async def _handle(self, scope: HTTPScope, receive: Receive, answer: Answer, call: Call) -> None:
        if not (_has_one_host(scope) and has_one_end(scope) and have_one_meaning(scope["headers"])):
            await _send_problem(answer, call, Told(MalformedRequest.status, MalformedRequest.code, {}))
            return
        if not self._is_meant(call):
            await _send_problem(answer, call, Told(WrongHost.status, WrongHost.code, {}))
            return
        preflight = self._access.preflight(call)
        if preflight is not None:
            await _send(answer, 204, preflight, b"")
            return
        if call.method == "HEAD":  # answered like GET, and Answer drops the body
            scope["method"] = "GET"
        await self._app(scope, receive, answer)

    def _is_meant(self, call: Call) -> bool:
        """Whether the host is ours, where that is known: outside development."""
        host = call.headers.get(b"host", b"")
        return self._own_hosts is None or host.lower() in self._own_hosts or call.path == _ANY_HOST

    def _call(self, scope: HTTPScope) -> Call:
        headers = joined(scope["headers"])
        peer = scope["client"][0] if scope["client"] else ""
        return Call(
            web=self._web,
            id=self._ids.of(headers.get(b"x-request-id")),
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"],
            headers=headers,
            language=preferred(headers.get(b"accept-language", b"").decode("latin-1")),
            peer=peer,
            network=network_of(peer, headers.get(b"x-forwarded-for"), self._web.settings.trusted_proxies),
        )


def _has_one_host(scope: HTTPScope) -> bool:
    """Whether one host is named (RFC 9112, 3.2); before HTTP/1.1 none had to be."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if hosts in ([], [b""]):  # granian makes an empty one of none
        return scope["http_version"] != "1.1"
    return len(hosts) == 1 and _HOST.fullmatch(hosts[0]) is not None


def _own_hosts(public_url: str) -> frozenset[bytes]:
    """How clients may name us; the usual port may be named too."""
    address = urlsplit(public_url)
    hosts = [address.netloc]
    if address.port is None:
        hosts.append(f"{address.netloc}:{USUAL_PORTS[address.scheme]}")
    return frozenset(host.encode() for host in hosts)


async def _send_problem(answer: Answer, call: Call, told: Told) -> None:
    body = problem(call, told)
    headers = [(b"content-type", PROBLEM_JSON.encode()), (b"cache-control", b"no-store")]
    await _send(answer, told.status, headers, body)


async def _send(answer: Answer, status: int, headers: Headers, body: bytes) -> None:
    length = [] if status == 204 else [(b"content-length", str(len(body)).encode())]  # noqa: PLR2004 - No Content
    await answer({"type": "http.response.start", "status": status, "headers": headers + length})
    await answer({"type": "http.response.body", "body": body, "more_body": False})
