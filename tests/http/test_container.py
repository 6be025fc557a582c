"""The application as the server builds it: real adapters on each database, chosen by the settings."""

import asyncio
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from entrypoints import settings
from entrypoints.container import Container
from entrypoints.data_dir import CannotStart
from entrypoints.database import prepare
from entrypoints.http.api import build
from entrypoints.log import LogLines
from entrypoints.setting_values import LogFormat
from tests.http.site import API, SIGN_UP
from tests.world import PASSPHRASE


@pytest.fixture(params=["sqlite", "postgresql"])
def container(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Container]:
    chosen = {"P2P_DATA_DIR": str(tmp_path)}
    if request.param == "postgresql":
        chosen["P2P_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    lines = LogLines(StringIO(), LogFormat.JSON)
    container = Container(settings=settings.read(chosen), log=lines)
    prepare(container)
    yield container
    container.lanes().close()
    container.store().close()
    lines.close()


def test_nothing_is_missing(container: Container) -> None:
    container.check_dependencies()
    for name in container.providers:
        asked_with = ("head",) if name == "goes_back" else ()
        assert getattr(container, name)(*asked_with) is not None


def test_the_settings_reach_the_domain(tmp_path: Path) -> None:
    chosen = settings.read(
        {
            "P2P_DATA_DIR": str(tmp_path),
            "P2P_PUBLIC_URL": "https://p2p.example.org",
            "P2P_SESSION_IDLE": "PT30M",
        }
    )
    container = Container(settings=chosen)
    prepare(container)
    app = container.app()
    container.store().close()

    assert app.notifications.public_url == "https://p2p.example.org"
    assert app.identity.sessions.limits.idle == chosen.session_idle


def test_preparing_twice_changes_nothing(container: Container) -> None:
    prepare(container)
    prepare(container)

    assert container.app().forum.categories.install_first() == 0


async def journey(container: Container) -> dict[str, Any]:
    """From sign-up to a topic."""
    transport = httpx.ASGITransport(cast("Any", build(container.web())))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as browser:
        await browser.post(f"{API}/auth/signup", json=SIGN_UP)
        settle(container)
        (mail,) = (await browser.get("/dev/mailbox.json")).json()
        token = mail["text"].split("#token=")[1].split()[0]
        await browser.post(f"{API}/auth/email/verify", json={"token": token})
        await browser.post(f"{API}/auth/login", json={"email": SIGN_UP["email"], "password": PASSPHRASE})
        category = (await browser.get(f"{API}/forums/categories")).json()["items"][0]["id"]
        new = {"title": "A table", "body": "| a | b |\n|---|---|\n| 1 < 2 | ج |", "category_id": category}
        topic: dict[str, Any] = (await browser.post(f"{API}/forums/topics", json=new)).json()
        return topic


def settle(container: Container) -> None:
    """Do the worker's work, here and now."""
    outbox, now = container.store().outbox, container.clock().now()
    for event_id in outbox.claim(10, now, now):
        container.app().reactor.handle(event_id)


def test_the_journey_works_on_the_real_adapters(container: Container) -> None:
    topic = asyncio.run(journey(container))

    assert "<td>1 &lt; 2</td>" in topic["body_html"]


def test_a_missing_driver_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("entrypoints.container.databases.find_spec", lambda _: None)
    chosen = {"P2P_DATA_DIR": str(tmp_path), "P2P_DATABASE_URL": "postgresql://p2p@localhost/p2p"}

    with pytest.raises(CannotStart, match=r"p2p-sandbox\[server,postgres\]"):
        Container(settings=settings.read(chosen)).migrate()


def test_a_missing_client_of_a_broker_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("entrypoints.container.brokers.find_spec", lambda _: None)
    chosen = {"P2P_DATA_DIR": str(tmp_path), "P2P_BROKER_URL": "redis://localhost"}
    tmp_path.chmod(0o700)

    with pytest.raises(CannotStart, match=r"p2p-sandbox\[server,redis\]"):
        Container(settings=settings.read(chosen)).carrier()


def test_each_installation_has_names_of_its_own_in_a_broker(tmp_path: Path) -> None:
    names = []
    for keys in ("a" * 40 + "b", "a" * 40 + "c", "a" * 40 + "b," + "d" * 40):
        chosen = {
            "P2P_DATA_DIR": str(tmp_path),
            "P2P_BROKER_URL": "redis://localhost",
            "P2P_SECRET_KEYS": keys,
        }
        names.append(Container(settings=settings.read(chosen)).carrier().namespace)
    assert names[0] == names[2] != names[1]
    assert "a" * 8 not in names[0]
