"""The real server takes files in, through kills and restarts, and loses none that it acknowledged."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from secrets import token_hex
from sqlite3 import connect
from typing import Any

import pytest

from tests.media.made import picture
from tests.process.installation import Installation, Server
from tests.process.journey import AUTH, done, log_in, sign_up, token_of
from tests.process.test_serving import kill, lock_writers_out
from tests.process.tus import TusClient
from tests.process.waiting import until
from tests.servers.fault_proxy import fault_proxy
from tests.servers.fixtures import s3_bucket, s3_server
from tests.servers.s3_buckets import S3

__all__ = ["s3_bucket", "s3_server"]

pytestmark = pytest.mark.process
FILES = "/api/v1/files"
EMAIL = "noura@plastics.example"
MEGABYTE = 1024**2
LENGTH, PERCENT = 4 * MEGABYTE, (10, 50, 99)
GATHERED = 256 * 1024
"""How much of a form may be on its way from the connection to the disk."""
SWEEPING = """
import json, os, sys
from dataclasses import replace
from datetime import timedelta
from entrypoints import settings
from entrypoints.cli.main import main
from entrypoints.container import Container
from p2p_core.files.model import key_of

class TwoDaysLater:
    def now(self):
        return care.clock.now() + timedelta(days=2)

container = Container(settings=settings.read(os.environ))
care = container.app().care
before = [stored.key for stored in care.storage.listing()]
told = {"before": before, "gone": care.sweep()}
replace(care, inspection=replace(care.inspection, clock=TwoDaysLater())).sweep_strays()
files = care.files.after("", 100)
told["files"] = sorted(file.id for file in files)
told["wanted"] = sorted(key_of(file.id, part) for file in files for part in file.parts)
told["objects"] = sorted(stored.key for stored in care.storage.listing())
told["sizes"] = sum(file.charge for file in files)
told["used"] = care.files.use(files[0].organization_id).used
print(json.dumps(told), flush=True)
container.store().close()
sys.argv[1:] = ["doctor"]
main()
"""
"""Sweeps, tells what was there and what is left, and has the doctor look, all in one process."""


def account(server: Server) -> None:
    sign_up(server, EMAIL)
    until(lambda: len(server.mails()) == 1)
    done(server.browser.post(f"{AUTH}/email/verify", json={"token": token_of(server.mails()[0])}))
    log_in(server, EMAIL)


def uploaded(server: Server, content: bytes, name: str = "photo.jpg") -> dict[str, Any]:
    answer = server.browser.post(FILES, files={"file": (name, content)}, data={"purpose": "attachment"})
    file: dict[str, Any] = done(answer, 201)
    return file


def looked_into(server: Server, file: dict[str, Any]) -> dict[str, Any]:
    """The file once it is ready or rejected."""
    place = f"{FILES}/{file['id']}"
    until(lambda: server.browser.get(place).json()["status"] not in {"uploading", "processing"})
    found: dict[str, Any] = server.browser.get(place).json()
    return found


def arriving(installation: Installation) -> list[Path]:
    folder = installation.folder / "uploads"
    return list(folder.iterdir()) if folder.exists() else []


def test_files_are_looked_into_and_handed_out_and_cost_the_server_no_memory(
    installation: Installation,
) -> None:
    with installation.served() as server:
        account(server)
        file = looked_into(server, uploaded(server, picture("JPEG", (2400, 1600))))
        assert (file["status"], file["width"]) == ("ready", 2400), file
        whole = server.browser.get(file["url"])
        assert whole.headers["etag"] == f'"{file["sha256"][:32]}"'
        for variant in file["variants"]:
            shown = server.browser.get(variant["url"])
            assert (shown.status_code, shown.headers["content-type"]) == (200, variant["media_type"])
        part = server.browser.get(file["url"], headers={"range": "bytes=100-199"})
        assert (part.status_code, part.content) == (206, whole.content[100:200])
        rejected = looked_into(server, uploaded(server, picture("JPEG")[:2000]))
        assert rejected["rejection"]["code"] == "damaged"
        health = server.browser.get("/health/detailed").json()
        assert health["components"]["storage"]["status"] == "ok"
        with no_more_memory(server, 16):
            long = looked_into(server, uploaded(server, b"x" * (24 * MEGABYTE), "a.txt"))
            assert len(server.browser.get(long["url"]).content) == 24 * MEGABYTE
        server.process.send_signal(signal.SIGTERM)
        assert server.ended() == 0


@contextmanager
def no_more_memory(server: Server, megabytes: int) -> Iterator[None]:
    """The server takes no more than so much at any moment, beyond what it has."""
    (child,) = server.children()

    def peak() -> int:
        status = Path(f"/proc/{child}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) // 1024

    Path(f"/proc/{child}/clear_refs").write_text("5")  # forget the highest so far: proc(5)
    before = peak()
    yield
    assert peak() - before < megabytes


def test_a_server_killed_in_the_middle_of_uploads_keeps_what_it_acknowledged_and_nothing_else(
    installation: Installation,
) -> None:
    content = os.urandom(LENGTH)
    with installation.served() as server, ExitStack() as connections:
        account(server)
        session = dict(server.browser.cookies)
        for percent in PERCENT:
            connections.enter_context(half_sent(installation, session, content, percent))
        until(lambda: have_arrived(installation, [LENGTH * percent // 100 for percent in PERCENT]))
        kept = [uploaded(server, picture("JPEG", (2000, 1500))) for _ in range(3)]  # to be looked into
        stored = connections.enter_context(unacknowledged(installation, server))
        until((installation.folder / "files" / stored).exists)
        kill(server)
    leave_half_an_object(installation)
    for path in arriving(installation):
        os.utime(path, (0, 0))  # days later

    with installation.served() as server:
        server.browser.cookies.update(session)
        kept.append(uploaded(server, b"hello", "a.txt"))
        assert {looked_into(server, file)["status"] for file in kept} == {"ready"}
    assert arriving(installation) == []
    must_be_exact_after_the_sweep(installation, kept, uploads=1, stray=stored)


def test_a_server_killed_on_the_way_to_s3_leaves_nothing_that_is_not_swept(
    installation: Installation, s3_server: S3, s3_bucket: str
) -> None:
    content = os.urandom(LENGTH)
    with fault_proxy(s3_server.endpoint) as (endpoint, faults):
        installation.environment |= {
            "P2P_STORAGE_URL": f"s3://{s3_bucket}/files",
            "P2P_S3_ENDPOINT": endpoint,
            "P2P_S3_KEY": s3_server.key,
            "P2P_S3_SECRET": s3_server.secret,
        }
        with installation.served() as server, ThreadPoolExecutor() as threads, ExitStack() as sent:
            account(server)
            kept = looked_into(server, uploaded(server, b"hello", "a.txt"))
            faults.become(each_stalls_after=[LENGTH * percent // 100 for percent in PERCENT])
            for number in range(len(PERCENT)):
                threads.submit(uploaded, server, content, "a.txt")
                until(lambda: len(faults.stuck) > number)  # noqa: B023 - asked before the number changes
            faults.each_stalls_after = None
            stored = sent.enter_context(unacknowledged(installation, server))
            until(lambda: s3_server.files().exists(f"{s3_bucket}/files/{stored}"))
            kill(server)
        faults.become()
        must_be_exact_after_the_sweep(installation, [kept], uploads=len(PERCENT) + 1, stray=stored)
    assert keys_in(s3_server, s3_bucket) == [f"{kept['id'][-2:]}/{kept['id']}/upload"]


def have_arrived(installation: Installation, lengths: list[int]) -> bool:
    """Whether forms lie there about as far as they were sent: what is gathered isn't written yet."""
    sizes = sorted(path.stat().st_size for path in arriving(installation))
    pairs = zip(sizes, sorted(lengths), strict=False)
    return len(sizes) == len(lengths) and all(length - size <= GATHERED for size, length in pairs)


def leave_half_an_object(installation: Installation) -> None:
    """As a kill does that comes before an object has its name; whether this one did is luck."""
    (installation.folder / "files" / "incoming" / token_hex(16)).write_bytes(b"half")


@contextmanager
def unacknowledged(installation: Installation, server: Server) -> Iterator[str]:
    """An upload that reaches storage, and whose row can't say so, since somebody holds the database."""
    content = os.urandom(MEGABYTE // 2).hex().encode() * 17  # in parts, where storage is S3
    client = TusClient(server.browser, f"{FILES}/uploads", content)
    client.create(filename="a.txt", filetype="text/plain", purpose="attachment")
    client.upload(until=len(content) - 1)
    with closing(lock_writers_out(installation)), ThreadPoolExecutor(1) as thread:
        thread.submit(client.upload)
        file_id = client.place.rpartition("/")[2]
        yield f"{file_id[-2:]}/{file_id}/upload"


def must_be_exact_after_the_sweep(
    installation: Installation, kept: list[dict[str, Any]], uploads: int, stray: str
) -> None:
    """When their time is over and was swept: no row without its objects, and no object without its row."""
    with closing(connect(installation.database)) as database, database:
        changed = database.execute("UPDATE files SET expires_at = 0 WHERE status = 'uploading'").rowcount
        assert changed == uploads
    swept = subprocess.run(
        [sys.executable, "-c", SWEEPING],
        env=installation.environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert swept.returncode == 0, swept.stdout + swept.stderr
    told = json.loads(swept.stdout.splitlines()[0])
    assert stray in told["before"], "there was something to sweep"
    assert told["gone"] == uploads
    assert told["files"] == sorted(file["id"] for file in kept)
    assert told["objects"] == told["wanted"]
    assert told["used"] == told["sizes"]


def half_sent(
    installation: Installation, session: dict[str, str], content: bytes, percent: int
) -> socket.socket:
    """A connection on which so much of a form was sent."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    cookie = "; ".join(f"{name}={value}" for name, value in session.items())
    request = (
        f"POST {FILES} HTTP/1.1\r\nHost: 127.0.0.1:{installation.port}\r\nCookie: {cookie}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(content) + 1000}\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", installation.port), timeout=30)
    connection.sendall(request.encode() + head + content[: len(content) * percent // 100])
    return connection


def keys_in(server: S3, bucket: str) -> list[str]:
    """What is left in the bucket, below the prefix."""
    return [path.partition("/files/")[2] for path in server.files().find(bucket)]
