"""A virus scanner that speaks clamd's protocol as its manual describes it, and finds the EICAR test file."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from struct import unpack
from threading import Thread
from typing import Any

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.ThreadingTCPServer):
    """Answers each connection once; `says` in place of the truth, if there is something."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, most: int, says: bytes | None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.most, self.says = most, says
        self.seen: list[bytes] = []

    @property
    def address(self) -> tuple[str, int]:
        host, port = self.socket.getsockname()[:2]
        return host, port


class _Conversation(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zPING\0":
            self.wfile.write(self.server.says or b"PONG\0")
            return
        assert command == b"zINSTREAM\0"
        content = b""
        while length := unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)
        found = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(self.server.says or found)


@contextmanager
def clamd(most: int = 10_000_000, says: bytes | None = None) -> Iterator[Clamd]:
    """A scanner on a port of its own."""
    with Clamd(most, says) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
