"""The real web application on a world in memory; every answer is held against what all of them promise."""

import asyncio
import json
import re
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar, cast

import httpx
from litestar import Litestar

from adapters.memory.counters import MemoryCounters
from entrypoints import settings
from entrypoints.http.api import routed, surrounded
from entrypoints.http.budgets import Turnstile
from entrypoints.http.call import Web
from entrypoints.http.catalogue import STATUS_OF
from entrypoints.http.client.build import ClientBuild
from entrypoints.http.counted_lately import CountedLately
from entrypoints.http.headers import (
    API_POLICY,
    DOCS_POLICY,
    FILE_POLICY,
    PAGE_POLICY,
    client_policy,
    fixed_headers,
)
from entrypoints.http.kept import KeptAnswers
from entrypoints.http.pages.mailbox import POLICY as MAILBOX_POLICY
from entrypoints.http.uses import SessionUses
from entrypoints.http.views import Views
from entrypoints.log import LogLines
from entrypoints.runner import Inline, Lane, Lanes
from entrypoints.setting_values import LogFormat
from entrypoints.settings import Settings
from entrypoints.uploads import Uploads
from p2p_core.identity.accounts.shapes import AccountOf
from p2p_core.shared.budgets import RequestBudgets
from p2p_core.shared.errors import Unavailable
from tests.canaries import CANARY, must_be_silent_about_secrets
from tests.contract.sql_stores import fast_directory
from tests.http.promises import hold_against_document
from tests.world import PASSPHRASE, World

T = TypeVar("T")

API = "/api/v1"
JSON_TYPE = (b"content-type", b"application/json")
S3 = "https://s3.example.org"
POLICIES = {
    API_POLICY,
    PAGE_POLICY,
    DOCS_POLICY,
    FILE_POLICY,
    MAILBOX_POLICY,
    client_policy(),
    client_policy(S3),
}
SIGN_UP: dict[str, Any] = {
    "email": "sara@plastics.example",
    "password": PASSPHRASE,
    "first_name": "Sara",
    "last_name": "الحربي",
    "organization": {"name": "مصنع الخليج", "country": "SA"},
}


def development(**changes: Any) -> Settings:  # noqa: ANN401 - whatever fields a test is about
    """The settings of a developer who set nothing, but for what a test changes."""
    return replace(settings.read({}), **changes)


def budgets_of(chosen: Settings) -> RequestBudgets:
    """How often anybody may ask, by the settings."""
    return RequestBudgets(
        requests=chosen.budget_requests,
        posts=chosen.budget_posts,
        searches=chosen.budget_searches,
        uploads=chosen.budget_uploads,
        client_errors=chosen.budget_client_errors,
    )


@lru_cache(maxsize=4)
def _routed(chosen: Settings) -> Litestar:
    """One for all tests with these settings: making it takes longer than a test, and it remembers nothing."""
    return routed(chosen)


def _patient_lanes() -> Lanes:
    """Lanes in which nobody is refused because the machine that runs the tests is busy."""
    return Lanes(
        read=Inline(),
        write=Lane("writing", 4, most_waiting=512, patience=60),
        hash=Lane("signing in", 2, most_waiting=128, patience=60),
        search=Lane("searching", 2, most_waiting=512, patience=60),
        look=Lane("looking", 2, most_waiting=512, patience=60),
        files=Lane("moving files", 4, most_waiting=512, patience=60),
    )


@dataclass
class Site:
    """One installation and one browser; `log` holds what the server wrote."""

    settings: Settings = field(default_factory=development)
    world: World = field(default_factory=World)
    log: StringIO = field(default_factory=StringIO)
    peer: str = "127.0.0.1"
    uploads: Path = field(default_factory=Path)
    """Where files arrive; a place of its own if none is named."""
    client: ClientBuild = field(default_factory=lambda: ClientBuild(skip=True))

    def __post_init__(self) -> None:
        self.broken, self._closed = False, False
        self.folder = fast_directory()
        if self.uploads == Path():
            self.uploads = Path(self.folder.name, "uploads")
        self.lanes = _patient_lanes()
        counters = MemoryCounters(lambda: self.world.clock.now().timestamp())
        self._lines = LogLines(self.log, LogFormat.JSON)
        self.web = web = Web(
            app=self.world.app,
            lanes=self.lanes,
            settings=self.settings,
            log=self._lines,
            storage=self.world.memory.files,
            uploads=Uploads(self.uploads),
            mailbox=self.world.memory.mailbox,
            parts={"database": self._ping},
            version="1.2.3",
            uses=SessionUses(self.world.app, self.lanes),
            views=Views(self.world.app, self.lanes),
            counted_lately=CountedLately(
                self.world.app, self.lanes, lambda: self.world.clock.now().timestamp()
            ),
            kept=KeptAnswers(lambda: None),
            client=self.client,
            budgets=Turnstile(budgets_of(self.settings), counters.spend, Inline(), counters.spend),
        )
        self._runner = asyncio.Runner()
        self._app = cast(
            "Any", surrounded(_routed(self.settings), web)
        )  # httpx and Litestar name the types of ASGI differently
        transport = httpx.ASGITransport(self._app, raise_app_exceptions=False, client=(self.peer, 1))
        plainly = {"accept-encoding": "identity"}
        self.browser = httpx.AsyncClient(
            transport=transport, base_url=self.settings.public_url, headers=plainly
        )

    def close(self) -> None:
        """End it, so that its log is complete; ending it twice is ending it."""
        if self._closed:
            return
        self._closed = True
        self._runner.run(self.browser.aclose())
        self._runner.close()
        self.lanes.close()
        self._lines.close()
        self.folder.cleanup()
        must_be_silent_about_secrets(
            self.log.getvalue(), *(cookie.value or CANARY for cookie in self.browser.cookies.jar)
        )

    def request(self, method: str, path: str, **rest: Any) -> httpx.Response:  # noqa: ANN401 - as httpx has it
        answer = self._runner.run(self.browser.request(method, path, **rest))
        hold_what_all_promise(method, answer)
        hold_against_document(method, answer)
        return answer

    def get(self, path: str, **rest: Any) -> httpx.Response:  # noqa: ANN401 - as httpx has it
        return self.request("GET", path, **rest)

    def post(self, path: str, body: object = None, **rest: Any) -> httpx.Response:  # noqa: ANN401 - as httpx has it
        return self.request("POST", path, **({"json": body} if body is not None else {}), **rest)

    def told(
        self,
        path: str,
        framing: list[tuple[bytes, bytes]],
        messages: Iterable[Mapping[str, object]],
        method: str = "POST",
    ) -> tuple[int, Any]:
        """Status and body of the answer to a request that arrives in just these messages."""
        arriving, sent = iter(messages), list[Any]()

        async def receive() -> Mapping[str, object]:
            return next(arriving)

        async def send(message: Mapping[str, object]) -> None:
            sent.append(message)

        typed = [] if any(name == b"content-type" for name, _ in framing) else [JSON_TYPE]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"127.0.0.1"), *framing, *typed],
            "client": (self.peer, 1),
            "server": ("127.0.0.1", 80),
        }
        self._runner.run(self._app(scope, receive, send))
        return sent[0]["status"], json.loads(sent[1]["body"])

    def kept(self) -> dict[str, dict[str, Any]]:
        """Everything that the installation keeps."""
        tables = self.world.memory.store._tables  # noqa: SLF001 - nothing else shows all of it
        names = tables.__dataclass_fields__.keys() - {"journal", "next_numbers"}
        return {name: dict(getattr(tables, name)._rows) for name in names}  # noqa: SLF001 - the same

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What somebody does with the browser, on its own event loop."""
        return self._runner.run(work)

    def settle(self) -> None:
        """Come back when nothing goes on beside the requests any more."""

        async def settled() -> None:
            await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

        self._runner.run(settled())

    def sign_up(self, email: str = "sara@plastics.example") -> str:
        """Sign up over HTTP, and the token of the mail that came."""
        assert self.post(f"{API}/auth/signup", SIGN_UP | {"email": email}).status_code == 202
        return self.world.newest_token()

    def log_in(self, email: str = "sara@plastics.example", **more: object) -> httpx.Response:
        return self.post(f"{API}/auth/login", {"email": email, "password": PASSPHRASE, **more})

    def member(self, email: str = "sara@plastics.example") -> dict[str, Any]:
        """Somebody with an account, signed in with this browser."""
        self.post(f"{API}/auth/email/verify", {"token": self.sign_up(email)})
        overview: dict[str, Any] = self.log_in(email).json()
        return overview

    def operator(self) -> dict[str, Any]:
        """Somebody who looks after the whole platform, signed in with this browser."""
        overview = self.member(World.OPERATOR)
        self.world.app.identity.accounts.promote_operator(AccountOf(email=World.OPERATOR))
        return overview

    def category(self) -> str:
        return str(self.get(f"{API}/forums/categories").json()["items"][0]["id"])

    def topic(self, **changes: object) -> dict[str, Any]:
        new = {"title": "Short shots on press 4", "body": "temp < 40 and pressure > 3 bar"}
        answer = self.post(f"{API}/forums/topics", {**new, "category_id": self.category(), **changes})
        assert answer.status_code == 201, answer.text
        topic: dict[str, Any] = answer.json()
        return topic

    def _ping(self) -> str:
        if self.broken:
            raise Unavailable("storage")
        return "answers"


def hold_what_all_promise(method: str, answer: httpx.Response) -> None:
    """What is true of every answer, whatever was asked."""
    headers = answer.headers
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", headers["x-request-id"])
    for name, value in fixed_headers(development()):
        assert headers.get_list(name.decode()) == [value.decode()], name
    assert headers.get_list("content-security-policy")[0].encode() in POLICIES
    assert len(headers.get_list("content-security-policy")) == 1
    if answer.status_code != 204:
        assert "cache-control" in headers
    if answer.status_code >= 400 and method != "HEAD" and not answer.url.path.startswith("/health"):
        hold_problem(answer)


def hold_problem(answer: httpx.Response) -> None:
    """Problem details as the contract has them."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code == STATUS_OF[problem["code"]]
    assert problem["type"] == f"/docs/problems#{problem['code']}"
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert problem["title"] != problem["code"]
    assert problem["detail"]
    assert ("errors" in problem) == (answer.status_code == 422)
    for error in problem.get("errors", []):
        assert set(error) == {"field", "code", "message"}
        assert error["message"] != error["code"], f"{error['code']} has no words"
