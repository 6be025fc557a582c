"""The real server takes files in, through kills and restarts, and loses none that it acknowledged."""

import base64
import os
import signal
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.media.made import picture
from tests.process.installation import Installation, Server
from tests.process.journey import AUTH, done, log_in, sign_up, token_of
from tests.process.test_serving import kill, until

pytestmark = pytest.mark.process
FILES = "/api/v1/files"
EMAIL = "noura@plastics.example"
MEGABYTE = 1024**2


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


def test_an_upload_in_pieces_goes_on_after_a_kill(installation: Installation) -> None:
    content = picture("JPEG", (3000, 2000)) + os.urandom(3 * MEGABYTE)
    told = (
        f"filename {base64.b64encode(b'a.jpg').decode()},purpose {base64.b64encode(b'attachment').decode()}"
    )
    with installation.served() as server:
        account(server)
        session = dict(server.browser.cookies)
        announced = server.browser.post(
            f"{FILES}/uploads", headers={"upload-length": str(len(content)), "upload-metadata": told}
        )
        place = announced.headers["location"]
        assert sent(server, place, 0, content[:MEGABYTE]) == 204
        kill(server)

    with installation.served() as server:
        server.browser.cookies.update(session)
        offset = int(server.browser.head(place).headers["upload-offset"])
        assert offset == MEGABYTE
        assert sent(server, place, offset, content[offset:]) == 204
        file = looked_into(server, {"id": place.rpartition("/")[2]})
        assert (file["status"], file["width"]) == ("ready", 3000), file
    assert arriving(installation) == []
    must_be_well(installation)


def sent(server: Server, place: str, offset: int, content: bytes) -> int:
    headers = {"content-type": "application/offset+octet-stream", "upload-offset": str(offset)}
    return server.browser.patch(place, content=content, headers=headers).status_code


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
