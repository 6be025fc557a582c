"""What reaches the real server byte by byte: no request can be read as two, and no head is endless."""

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass

import httpx
import pytest

from tests.process.accounts import opened
from tests.process.installation import Installation, Server
from tests.process.journey import FORUMS, done
from tests.process.ledger import Member

pytestmark = pytest.mark.process

HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST /api/v1/auth/login HTTP/1.1\r\n" + HOST
JSON = POST + b"Content-Type: application/json\r\nConnection: close\r\n"
CHUNKS = JSON + b"Transfer-Encoding: chunked\r\n"
GET = b"GET /health HTTP/1.1\r\n" + HOST
REQUESTS = {
    "a plain request": (GET + b"Connection: close\r\n\r\n", 200),
    "a length and chunks": (POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "two lengths": (POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", 400),
    "an encoding that we don't read": (
        POST + b"Connection: close\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    "a length with a sign": (POST + b"Content-Length: +5\r\n\r\nabcde", 400),
    "two hosts": (GET + b"Host: evil.example\r\nConnection: close\r\n\r\n", 400),
    "the same host twice": (GET + HOST + b"Connection: close\r\n\r\n", 400),
    "a host that is none": (b"GET /health HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400),
    "no host": (b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    "no host, as it was in 1.0": (b"GET /health HTTP/1.0\r\n\r\n", 200),
    "a header of 200 kB": (GET + b"X: " + b"a" * 200_000 + b"\r\n\r\n", 431),
    "2,000 headers": (GET + b"".join(b"X%d: a\r\n" % n for n in range(2_000)) + b"\r\n", 431),
    "an address of 70 kB": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
    "bytes that are no text": (
        GET + b"Accept-Language: \xff\r\nCookie: \xff\r\nConnection: close\r\n\r\n",
        200,
    ),
}
SECOND = GET + b"Connection: close\r\n\r\n"
"""A request hidden in another's body; whoever answers it was smuggled into."""


def with_body(body: bytes) -> bytes:
    """A request with that body and its length."""
    return JSON + b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


SMUGGLED = {
    "a body of 100,000 lists in each other": (with_body(b"[" * 100_000 + b"]" * 100_000), 400),
    "a key that stands twice": (with_body(b'{"email": "a@b.example", "email": "c@d.example"}'), 400),
    "a length that ends before the chunks": (
        JSON + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND,
        400,
    ),
    "chunks that end before the length": (
        JSON + b"Transfer-Encoding: chunked\r\nContent-Length: 200\r\n\r\n0\r\n\r\n" + SECOND,
        400,
    ),
    "chunks said twice": (CHUNKS + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND, 400),
    "chunks and more": (JSON + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SECOND, 400),
    "chunks of another name": (JSON + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SECOND, 400),
    "chunks behind a control character": (
        JSON + b"Transfer-Encoding: \x0bchunked\r\nContent-Length: 2\r\n\r\n{}" + SECOND,
        400,
    ),
    "chunks on a second line": (JSON + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SECOND, 400),
    "a header that goes on on a second line": (
        GET + b"X: a\r\n Content-Length: 5\r\nConnection: close\r\n\r\n" + SECOND,
        400,
    ),
    "a space before the colon": (
        JSON + b"Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n{}" + SECOND,
        400,
    ),
    "a line that ends without its feed": (GET + b"X: a\rContent-Length: 5\r\n\r\n" + SECOND, 400),
    "a NUL in a header": (GET + b"X: a\x00b\r\n\r\n" + SECOND, 400),
    "a list of lengths": (JSON + b"Content-Length: 2, 2\r\n\r\n{}" + SECOND, 400),
    "a length in another notation": (JSON + b"Content-Length: 0x2\r\n\r\n{}" + SECOND, 400),
    "a length beyond all numbers": (JSON + b"Content-Length: 99999999999999999999\r\n\r\n{}", 400),
    "a chunk of negative size": (CHUNKS + b"\r\n-1\r\n" + SECOND, 400),
    "a chunk's size in another notation": (CHUNKS + b"\r\n0x2\r\n{}\r\n0\r\n\r\n" + SECOND, 400),
    "a chunk beyond all numbers": (CHUNKS + b"\r\n10000000000000002\r\n{}\r\n0\r\n\r\n" + SECOND, 400),
    "a chunk that doesn't end": (CHUNKS + b"\r\n2\r\n{}XX0\r\n\r\n" + SECOND, 400),
    "chunks with bare line feeds": (CHUNKS + b"\r\n2\n{}\n0\n\n" + SECOND, 400),
    "a chunk's extension with a bare line feed": (CHUNKS + b"\r\n2;a\n{}\r\n0\r\n\r\n" + SECOND, 400),
    "chunks before there were any": (
        CHUNKS.replace(b"HTTP/1.1", b"HTTP/1.0") + b"\r\n0\r\n\r\n" + SECOND,
        400,
    ),
    "a head whose lines end with bare line feeds, which are lines": (
        b"GET /health HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n" + SECOND,
        200,
    ),
    "a handshake of TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100), 400),
}


@dataclass
class Wire:
    """A server, and people who are signed in."""

    server: Server
    port: int
    members: list[Member]


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    here = Installation(tmp_path_factory.mktemp("wire"))
    members = opened(here, each=4)
    with here.served("import entrypoints.http.arrival as a; a.LONGEST_READ = 600; ") as server:
        yield Wire(server, here.port, members)


def statuses(port: int, request: bytes, *, hang_up: bool = False) -> list[int]:
    """The statuses of all answers on one connection, until the server closes it."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        answer = b""
        with suppress(ConnectionResetError, BrokenPipeError):  # it hung up on us while we were still talking
            connection.sendall(request)
            if hang_up:
                connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            while part := connection.recv(65_536):
                answer += part
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3})", answer)]


def test_each_request_has_one_meaning_and_one_answer(wire: Wire) -> None:
    found = {name: statuses(wire.port, request) for name, (request, _) in REQUESTS.items()}

    assert found == {name: [status] for name, (_, status) in REQUESTS.items()}


def test_no_answer_names_the_program_that_serves(wire: Wire) -> None:
    assert wire.server.browser.get("/health").headers.get_list("server") == ["p2p"]


def test_no_request_hides_in_another(wire: Wire) -> None:
    """One answer each, and the connection ends; only a body with one end may have something behind it."""
    unread = b"GET /nowhere HTTP/1.1\r\n" + HOST + b"\r\n"
    early = b"POST /api/v1/forums/topics HTTP/1.1\r\nContent-Length: %d\r\n" % len(unread)
    found = {name: statuses(wire.port, request) for name, (request, _) in SMUGGLED.items()}
    behind = statuses(wire.port, early + HOST + b"\r\n" + unread + SECOND)

    assert found == {name: [status] for name, (_, status) in SMUGGLED.items()}
    assert behind == [415, 200], "the body is read, though nobody needed it"


STALLS = (
    b"GET /health HT",
    GET,
    GET + b"X: a",
    JSON + b"Content-Length: 50\r\n\r\n{",
    CHUNKS + b"\r\n20\r\n{",
)
"""Requests that stop: in the first line, in the head, in a header, in a body of either kind."""


def test_five_hundred_who_stall_keep_nobody_from_being_served_and_are_served_when_they_go_on(
    wire: Wire,
) -> None:
    """`docs/performance.md` has the figures; here it counts that all is answered, and answered right."""
    rest = b"}" + b" " * 48
    with ExitStack() as stack:
        stalled = [
            stack.enter_context(socket.create_connection(("127.0.0.1", wire.port), timeout=60))
            for _ in range(500)
        ]
        for number, connection in enumerate(stalled):
            connection.sendall(STALLS[number % len(STALLS)])
        with ThreadPoolExecutor(4) as honest:
            assert list(honest.map(lambda member: at_work(wire.server, member), wire.members)) == [20] * 4
        for connection in stalled[3 :: len(STALLS)]:
            connection.sendall(rest)
            assert connection.recv(65_536).startswith(b"HTTP/1.1 422 ")


def at_work(server: Server, member: Member) -> int:
    """What an honest user does; how many topics they have written and read."""
    cookies = {"p2p_session": member.secret}
    with httpx.Client(base_url=server.browser.base_url, timeout=60, cookies=cookies) as browser:
        category = done(browser.get(f"{FORUMS}/categories"))["items"][0]["id"]
        for number in range(20):
            title = f"Topic {number} of {member.email}"
            new = {"title": title, "body": "Vent the mould first.", "category_id": category}
            topic = done(browser.post(f"{FORUMS}/topics", json=new), 201)["id"]
            assert done(browser.get(f"{FORUMS}/topics/{topic}"))["title"] == title
        mine = done(browser.get(f"{FORUMS}/topics?limit=100"))["items"]
    return sum(topic["title"].endswith(member.email) for topic in mine)


@pytest.mark.parametrize(
    "framing", [b"Content-Length: 500\r\n\r\n%b", b"Transfer-Encoding: chunked\r\n\r\n%b"]
)
def test_a_request_that_breaks_off_does_nothing(wire: Wire, framing: bytes) -> None:
    body = b'{"email": "nobody@plastics.example"}'
    if b"chunked" in framing:
        body = b"%x\r\n%b\r\n" % (len(body), body)
    resend = b"POST /api/v1/auth/email/resend HTTP/1.1\r\nContent-Type: application/json\r\n" + HOST

    assert statuses(wire.port, resend + framing % body, hang_up=True) == [400]
