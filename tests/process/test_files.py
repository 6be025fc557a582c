"""The real server takes files in, through kills and restarts, and loses none that it acknowledged."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from threading import Thread
from typing import Any

import httpx
import pytest

from tests.media.made import picture
from tests.process.installation import Installation, Server
from tests.process.journey import AUTH, done, log_in, sign_up, token_of
from tests.process.test_serving import kill
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
SWEEPING = """
import os
from entrypoints import settings
from entrypoints.container import Container
container = Container(settings=settings.read(os.environ))
print(container.app().care.sweep())
container.store().close()
"""


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


def must_be_well(installation: Installation) -> None:
    found = installation.run("doctor")
    assert found.returncode == 0, found.stdout + found.stderr


def arriving(installation: Installation) -> list[Path]:
    folder = installation.folder / "uploads"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_picture_is_looked_into_and_handed_out_in_its_sizes(installation: Installation) -> None:
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
    must_be_well(installation)


@pytest.mark.parametrize("percent", [10, 50, 99])
def test_a_server_killed_during_an_upload_leaves_nothing_that_counts(
    installation: Installation, percent: int
) -> None:
    content = os.urandom(20 * MEGABYTE)
    with installation.served() as server:
        account(server)
        session = dict(server.browser.cookies)
        with half_sent(installation, session, content, percent):
            until(lambda: any(path.stat().st_size > MEGABYTE for path in arriving(installation)))
            kill(server)

    with installation.served() as server:
        server.browser.cookies.update(session)
        stats = server.browser.get("/api/v1/organizations/stats").json()
        assert stats["storage"]["used"] == 0
        assert uploaded(server, b"hello", "a.txt")["size"] == 5
    must_be_well(installation)


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


def test_a_tus_client_uploads_100_megabytes_through_cuts_and_a_kill(installation: Installation) -> None:
    content = picture("JPEG", (3000, 2000)) + os.urandom(1024) * (99 * 1024)
    with installation.served() as server:
        account(server)
        session = dict(server.browser.cookies)
        client = TusClient(server.browser, f"{FILES}/uploads", content)
        client.create(filename="a.jpg", filetype="image/jpeg", purpose="attachment")
        client.upload(until=30 * MEGABYTE)
        client.break_off(after=5 * MEGABYTE)
        until(lambda: client.offset() == 35 * MEGABYTE)
        client.upload(until=60 * MEGABYTE)
        kill(server)

    with installation.served() as server:
        server.browser.cookies.update(session)
        client.browser = server.browser
        assert client.offset() == 60 * MEGABYTE
        client.upload()
        file = looked_into(server, {"id": client.place.rpartition("/")[2]})
        assert (file["status"], file["width"]) == ("ready", 3000), file
    assert arriving(installation) == []
    must_be_well(installation)


def test_a_server_killed_on_the_way_to_s3_leaves_nothing_that_is_not_swept(
    installation: Installation, s3_server: S3, s3_bucket: str
) -> None:
    content = os.urandom(1024) * (20 * 1024)
    with fault_proxy(s3_server.endpoint) as (endpoint, faults):
        installation.environment |= {
            "P2P_STORAGE_URL": f"s3://{s3_bucket}/files",
            "P2P_S3_ENDPOINT": endpoint,
            "P2P_S3_KEY": s3_server.key,
            "P2P_S3_SECRET": s3_server.secret,
        }
        with installation.served() as server:
            account(server)
            session = dict(server.browser.cookies)
            kept = looked_into(server, uploaded(server, b"hello", "a.txt"))
        for percent in (10, 50, 99):
            faults.become()
            with installation.served() as server:
                server.browser.cookies.update(session)
                faults.become(stall_after=len(content) * percent // 100)
                sending = Thread(target=tried, args=(server, content))
                sending.start()
                assert faults.stalled.wait(60)
                kill(server)
                sending.join()
        faults.become()
        later(installation, uploads=3)
        assert keys_in(s3_server, s3_bucket) == [f"{kept['id'][-2:]}/{kept['id']}/upload"]
        must_be_well(installation)


def tried(server: Server, content: bytes) -> None:
    """An upload that comes to nothing."""
    with pytest.raises(httpx.HTTPError):
        uploaded(server, content, "a.txt")


def later(installation: Installation, uploads: int) -> None:
    """Have it that the time of so many uploads is over, and sweep."""
    with closing(connect(installation.database)) as database, database:
        changed = database.execute("UPDATE files SET expires_at = 0 WHERE status = 'uploading'").rowcount
        assert changed == uploads
    swept = subprocess.run(
        [sys.executable, "-c", SWEEPING],
        env=installation.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert swept.stdout == f"{uploads}\n"


def keys_in(server: S3, bucket: str) -> list[str]:
    """What is left in the bucket, below the prefix."""
    return [path.partition("/files/")[2] for path in server.files().find(bucket)]


def test_a_server_killed_while_files_are_looked_into_looks_into_them_afterwards(
    installation: Installation,
) -> None:
    with installation.served() as server:
        account(server)
        session = dict(server.browser.cookies)
        files = [uploaded(server, picture("JPEG", (3000, 2000))) for _ in range(3)]
        kill(server)

    with installation.served() as server:
        server.browser.cookies.update(session)
        assert {looked_into(server, file)["status"] for file in files} == {"ready"}
    must_be_well(installation)


def test_an_upload_costs_the_server_no_memory(installation: Installation) -> None:
    def resident() -> int:
        (child,) = server.children()
        status = Path(f"/proc/{child}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) // 1024

    with installation.served() as server:
        account(server)
        uploaded(server, b"warm", "a.txt")
        before = resident()
        for _ in range(4):
            uploaded(server, b"x" * (24 * MEGABYTE), "a.txt")
        assert resident() - before < 24, "a file of 24 MB was never in memory as a whole"
        server.process.send_signal(signal.SIGTERM)
        assert server.ended() == 0
