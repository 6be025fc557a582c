"""What the images would do, done without Docker: their steps are run in a clean environment, and they serve.

The images themselves were built nowhere yet (docs/containers.md); this is what stands in for that.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.containers.compose import read
from tests.containers.debugger import attached
from tests.containers.dockerfile import Stage, stages
from tests.containers.image import copied, run, started
from tests.servers.fixtures import or_skipped
from tests.servers.mail_server import MailServer, Taken
from tests.servers.postgres import empty_database
from tests.servers.server import free_port, until

pytestmark = [pytest.mark.process, pytest.mark.timeout(1300)]  # above that of its steps
AUTH = "/api/v1/auth"
SIGN_UP = {
    "email": "noura@plastics.example",
    "password": "seven green valves",
    "first_name": "نورة",
    "last_name": "Al-Harbi",
    "organization": {"name": "مصنع نجد للبلاستيك", "country": "SA"},
}
Settings = Callable[[str, Stage, int], dict[str, str]]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands for /usr/local/p2p; the second image finds the packages of the first there."""
    return tmp_path_factory.mktemp("program") / "opt"


@pytest.fixture
def settings(secrets: Path, redis_url: str, smtp_server: MailServer, tmp_path: Path) -> Iterator[Settings]:
    """What a service of compose.yaml is told, with the servers that are here in place of the containers."""
    with or_skipped("PostgreSQL"), empty_database("container") as database:
        for name, address in (
            ("database_url", database),
            ("broker_url", redis_url),
            ("mail_url", smtp_server.url),
        ):
            (secrets / name).write_text(address)

        def told(service: str, image: Stage, port: int) -> dict[str, str]:
            composed = read("compose.yaml", P2P_PUBLIC_URL=f"http://127.0.0.1:{port}")
            here = {"/run/secrets": str(secrets), "/var/lib/p2p": str(tmp_path / service)}
            variables: dict[str, str] = image.environment | composed["services"][service]["environment"]
            for there, place in here.items():
                variables = {name: value.replace(there, place) for name, value in variables.items()}
            return variables | {"P2P_PORT": str(port), "HOME": str(tmp_path)}

        yield told


def composed_command(service: str) -> list[str]:
    words: list[str] = read("compose.yaml")["services"][service]["command"]
    return words


def test_the_images_steps_make_a_server_that_serves_and_a_worker_that_works(
    settings: Settings, program: Path, smtp_server: MailServer, tmp_path: Path
) -> None:
    build, final = stages("Dockerfile")
    port = free_port()
    run(build, copied(build, tmp_path / "build"), program)
    copied_last = copied(final, tmp_path / "final")
    (healthy,) = copied_last.rglob("healthy.py")
    (entry,) = final.named("ENTRYPOINT")
    p2p = [str(program / "bin" / entry.words[0])]

    told = settings("server", final, port) | {"PATH": f"{program / 'bin'}{os.pathsep}{os.defpath}"}
    with started([*p2p, *composed_command("server")], tmp_path, told) as ready:
        assert next(ready) == f"http://127.0.0.1:{port}"
        check = [str(program / "bin" / "python"), str(healthy)]
        assert subprocess.run(check, env=told, check=False).returncode == 0
        page = httpx.get(f"http://127.0.0.1:{port}/", timeout=60).text
        assert '<div id="root">' in page, "the client is in the image"
        nobody_there = told | {"P2P_PORT": str(free_port())}
        assert subprocess.run(check, env=nobody_there, check=False, capture_output=True).returncode == 1
        worker = settings("worker", final, port) | {"PATH": told["PATH"]}
        with started([*p2p, *composed_command("worker")], tmp_path, worker):
            mail_arrives(f"http://127.0.0.1:{port}", smtp_server)
            must_be_healthy(worker)
    assert not (tmp_path / "server" / "p2p.sqlite3").exists()


def must_be_healthy(worker: dict[str, str]) -> None:
    """By the very words of compose.yaml, as a worker's container runs them; not when its database is gone."""
    kind, *check = read("compose.yaml")["services"]["worker"]["healthcheck"]["test"]
    assert kind == "CMD"
    asked = subprocess.run(check, env=worker, check=False, capture_output=True, text=True)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.startswith("outbox: ")
    gone = Path(worker["P2P_DATABASE_URL_FILE"]).with_name("gone")
    gone.write_text(f"postgresql://p2p@127.0.0.1:{free_port()}/p2p")
    nobody_there = worker | {"P2P_DATABASE_URL_FILE": str(gone)}
    assert subprocess.run(check, env=nobody_there, check=False, capture_output=True).returncode == 7


def mail_arrives(address: str, post: MailServer) -> None:
    """Sign up, and follow the link in the mail."""
    with httpx.Client(base_url=address, timeout=60) as browser:
        assert browser.post(f"{AUTH}/signup", json=SIGN_UP).status_code == 202
        assert until(lambda: bool(post.inbox))
        token = {"token": text_of(post.inbox[0]).split("#token=")[1].split()[0]}
        assert browser.post(f"{AUTH}/email/verify", json=token).status_code == 200


def text_of(mail: Taken) -> str:
    part = mail.message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_the_development_images_steps_make_a_server_that_reloads_and_takes_a_debugger(
    settings: Settings, program: Path, tmp_path: Path
) -> None:
    (image,) = stages("Dockerfile.dev")
    app, port, debugger = copied(image, tmp_path / "app"), free_port(), free_port()
    run(image, app, program)
    told = settings("server", image, port) | {
        "PATH": f"{program / 'bin'}{os.pathsep}{os.defpath}",
        "DEBUGGER_PORT": str(debugger),
    }
    (command,) = image.named("CMD")
    words = [str(program / "bin" / command.words[0]), *command.words[1:]]
    source = app / "src" / "entrypoints" / "http" / "health.py"
    line = 1 + next(n for n, text in enumerate(source.read_text().splitlines()) if "well = (await" in text)
    with started(words, app, told) as ready, httpx.Client(base_url=next(ready), timeout=60) as browser:
        with attached(debugger) as attending:
            attending.break_at(source, line)
            with ThreadPoolExecutor(1) as visitor:
                asked = visitor.submit(browser.get, "/health")
                stopped = attending.wait_for("stopped")
                assert not asked.done()
                attending.go_on(stopped)
                assert asked.result().status_code == 200
        assert browser.get("/health").json()["status"] == "ok"
        source.write_text(source.read_text().replace('"ok" if well else', '"fresh" if well else', 1))
        next(ready)
        assert browser.get("/health").json()["status"] == "fresh"
