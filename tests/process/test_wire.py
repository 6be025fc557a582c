"""What reaches the real server byte by byte: no request can be read as two, and no head is endless."""

import socket

import pytest

from tests.process.installation import Installation

pytestmark = pytest.mark.process

HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST /api/v1/auth/login HTTP/1.1\r\n" + HOST
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
    "two hosts": (GET + b"Host: evil.example\r\nConnection: close\r\n\r\n", 421),
    "a host that is none": (b"GET /health HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 421),
    "a header of 200 kB": (GET + b"X: " + b"a" * 200_000 + b"\r\n\r\n", 431),
    "2,000 headers": (GET + b"".join(b"X%d: a\r\n" % n for n in range(2_000)) + b"\r\n", 431),
    "an address of 70 kB": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
    "bytes that are no text": (
        GET + b"Accept-Language: \xff\r\nCookie: \xff\r\nConnection: close\r\n\r\n",
        200,
    ),
}


def statuses(port: int, request: bytes, *, hang_up: bool = False) -> list[int]:
    """The statuses of all answers on one connection, until the server closes it."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        if hang_up:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        try:
            while part := connection.recv(65_536):
                answer += part
        except ConnectionResetError:  # it hung up on us while we were still talking
            pass
    return [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]]


def test_each_request_has_one_meaning_and_one_answer(installation: Installation) -> None:
    with installation.served():
        found = {name: statuses(installation.port, request) for name, (request, _) in REQUESTS.items()}

    assert found == {name: [status] for name, (_, status) in REQUESTS.items()}


@pytest.mark.parametrize(
    "framing", [b"Content-Length: 500\r\n\r\n%b", b"Transfer-Encoding: chunked\r\n\r\n%b"]
)
def test_a_request_that_breaks_off_does_nothing(installation: Installation, framing: bytes) -> None:
    body = b'{"email": "nobody@plastics.example"}'
    if b"chunked" in framing:
        body = b"%x\r\n%b\r\n" % (len(body), body)
    resend = b"POST /api/v1/auth/email/resend HTTP/1.1\r\nContent-Type: application/json\r\n" + HOST

    with installation.served():
        assert statuses(installation.port, resend + framing % body, hang_up=True) == [400]
