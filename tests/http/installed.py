"""The application as the server builds it, on a real database, with a browser and its statements counted."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from dependency_injector import providers
from litestar.types import ASGIApp

from adapters.security.passwords import Argon2Passwords, Cost
from adapters.sql.block import Block
from adapters.sql.sqlite.connections import SqliteReads
from adapters.sql.statements import Row, Statement
from adapters.sql.store import SqlStore
from entrypoints import settings
from entrypoints.container import Container
from entrypoints.database import prepare
from entrypoints.http.api import build
from entrypoints.log import LogLines
from entrypoints.setting_values import LogFormat
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.notifications.ports import Mailbox
from p2p_core.shared.actor import Visit
from tests.canaries import CANARY, must_be_silent_about_secrets
from tests.world import PASSPHRASE, a_sign_up


class Installed:
    """One installation and one browser."""

    mailbox: Mailbox | None = None
    """Where mails go instead of where the settings say."""

    def __init__(self, folder: Path, password_cost: Cost | None = None, **environment: str) -> None:
        self.log = StringIO()
        self.lines = LogLines(self.log, LogFormat.JSON)
        chosen = settings.read({"P2P_DATA_DIR": str(folder), **environment})
        self.container = Container(settings=chosen, log=self.lines)
        prepare(self.container)
        self.container.passwords.override(providers.Object(Argon2Passwords(password_cost)))
        if self.mailbox:
            self.container.mailer.override(providers.Object(self.mailbox))
        self.app: ASGIApp = build(self.container.web())
        self.runner = asyncio.Runner()
        transport = httpx.ASGITransport(cast("Any", self.app), client=("127.0.0.1", 1))
        self.browser = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")

    @property
    def database(self) -> SqlStore:
        """All that is kept, where it is all in one database."""
        store = self.container.store()
        assert isinstance(store, SqlStore)
        return store

    def request(self, method: str, path: str, **rest: Any) -> httpx.Response:  # noqa: ANN401 - as httpx has it
        """Ask once."""
        return self.runner.run(self.browser.request(method, path, **rest))

    def member(self, email: str = "sara@plastics.example") -> None:
        """Somebody with an account, signed in with this browser."""
        self.container.app().identity.accounts.open(Visit(), a_sign_up(email))
        self.browser.cookies["p2p_session"] = self.session(email)

    def session(self, email: str = "sara@plastics.example") -> str:
        """The secret of a new session."""
        return (
            self.container.app()
            .identity.logins.log_in(Visit(), LogIn(email=email, password=PASSPHRASE))
            .token
        )

    def close(self) -> None:
        """End it, so that its log is complete."""
        self.runner.run(self.browser.aclose())
        self.runner.close()
        self.container.lanes().close()
        self.container.store().close()
        self.container.memory().close()
        self.lines.close()
        must_be_silent_about_secrets(
            self.log.getvalue(), *(cookie.value or CANARY for cookie in self.browser.cookies.jar)
        )


@contextmanager
def statements() -> Iterator[list[str]]:
    """The texts of all statements on SQLite while this lasts."""
    said: list[str] = []
    reading, doing = SqliteReads.rows, Block._execute  # noqa: SLF001 - the narrow place all changes go through

    def rows(reads: SqliteReads, statement: Statement, **values: object) -> list[Row]:
        said.append(statement.ready("sqlite").text)
        return reading(reads, statement, **values)

    def execute(block: Block, statement: Statement, values: dict[str, object]) -> Any:  # noqa: ANN401 - a cursor
        said.append(statement.ready("sqlite").text)
        return doing(block, statement, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteReads, "rows", rows)
        patch.setattr(Block, "_execute", execute)
        yield said
