"""One request as every part of the web layer sees it, made once and carried in the ASGI scope."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from litestar import Request
from litestar.types import Receive, Scope

from entrypoints.counted_cache import CacheFigures
from entrypoints.http.budgets import Turnstile
from entrypoints.http.client.build import ClientBuild
from entrypoints.http.cookies import device_cookie
from entrypoints.http.counted_lately import CountedLately
from entrypoints.http.kept import KeptAnswers
from entrypoints.http.uses import SessionUses
from entrypoints.http.views import Views
from entrypoints.log import LogLines
from entrypoints.metrics import Metrics
from entrypoints.parts import Part
from entrypoints.runner import Lanes
from entrypoints.settings import Settings
from entrypoints.traces import Traces, Untraced
from entrypoints.uploads import Uploads
from p2p_core.app import App
from p2p_core.files.ports import FileStore
from p2p_core.identity.sessions.shapes import Recognized, SessionDetails
from p2p_core.notifications.ports import Mailbox
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.errors import Unauthenticated
from p2p_core.shared.language import Language

_KEY = "p2p_call"
HttpRequest = Request[Any, Any, Any]
"""Litestar's request; its type parameters are for a user and a state we don't keep there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """What lives as long as the server process."""

    app: App
    lanes: Lanes
    settings: Settings
    log: LogLines
    storage: FileStore
    """Where files' bytes are read that the core says may be handed out."""
    uploads: Uploads
    """Where files lie on this machine while they arrive."""
    mailbox: Mailbox
    """Where mails are kept for the development mailbox's page."""
    parts: Mapping[str, Part]
    """What health looks at, the database among it."""
    version: str
    uses: SessionUses
    """That sessions are in use, noted beside the requests."""
    views: Views
    """Who looked at what, counted beside the requests."""
    counted_lately: CountedLately
    """What strangers are told of the network as a whole."""
    kept: KeptAnswers
    budgets: Turnstile
    """How often anybody may ask, and how often they did."""
    client: ClientBuild = field(default_factory=lambda: ClientBuild(skip=True))
    """The web client, as far as this installation has it."""
    metrics: Metrics = field(default_factory=Metrics)
    traces: Traces = field(default_factory=Untraced)
    cache: Callable[[], CacheFigures] = CacheFigures
    """How the cache does."""


@dataclass(slots=True, kw_only=True)
class Call:
    """One request: who asks, from where, in which language, and what came with it."""

    web: Web
    id: str
    method: str
    path: str
    query: bytes
    headers: dict[bytes, bytes]
    language: Language
    peer: str
    """Who is at the other end of the connection: the client or a proxy."""
    network: str
    """The client, as far as proxies can be believed."""
    operation: str = ""
    """The id of what is asked for, once it is known."""
    body: bytes = b""
    receive: Receive | None = None
    """Where the body comes from, for operations that take it in pieces."""
    recognized: Recognized | None = None
    replayed: bool = False
    """Whether what is answered with was made by an earlier request with the same key."""
    also: list[tuple[bytes, bytes]] = field(default_factory=list)
    """Headers of the answer, whatever that will be."""
    policy: bytes | None = None
    """The Content-Security-Policy of the answer, where it isn't the API's."""

    @property
    def app(self) -> App:
        """The core."""
        return self.web.app

    @property
    def actor(self) -> Actor:
        """Who is signed in."""
        return self.signed_in.actor

    @property
    def signed_in(self) -> Recognized:
        """Who is signed in, and by which session."""
        if self.recognized is None:
            raise Unauthenticated
        return self.recognized

    @property
    def session(self) -> SessionDetails:
        """The session by which somebody is signed in."""
        if self.signed_in.session is None:
            raise Unauthenticated
        return self.signed_in.session

    @property
    def visit(self) -> Visit:
        """What is known of whoever asks, signed in or not."""
        return Visit(
            network=self.network,
            device=self.header(b"user-agent"),
            language=self.language,
            device_secret=device_cookie(self.web.settings).read(self.header(b"cookie")) or "",
        )

    def header(self, name: bytes) -> str:
        """A header's text; empty when it wasn't sent."""
        return self.headers.get(name, b"").decode("latin-1")


def put_call(scope: Scope, call: Call) -> None:
    """Let everything further in find the call."""
    scope[_KEY] = call  # type: ignore[literal-required]  # ASGI leaves room for keys of one's own


def call_of(scope: Scope) -> Call:
    """The call that this scope belongs to."""
    call: Call = scope[_KEY]  # type: ignore[literal-required]  # see above
    return call
