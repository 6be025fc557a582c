"""A proxy between a client and a server that does what networks and busy servers do: fail, stall, cut."""

import socket
import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import urlsplit

SLOW_DOWN = (
    b"HTTP/1.1 503 Slow Down\r\nConnection: close\r\nContent-Length: 36\r\n\r\n"
    b"<Error><Code>SlowDown</Code></Error>"
)
BROKEN = b"HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_PIECE = 16 * 1024
_MUCH = 64 * 1024
_AT_ONCE = struct.pack("ii", 1, 0)
"""Linger for no time, so that closing resets: a socket that was shut down tells of no window any more, and
with nothing unread either, it leaves who waits for room to go on sending without a word for minutes."""


@dataclass
class Faults:
    """What goes wrong; nothing does at first."""

    answers: bytes | None = None
    """Said in the server's place."""
    times: int | None = None
    """How many connections that holds for; all of them without it."""
    silent: bool = False
    """Nothing is passed on, and nothing is said."""
    cut_after: int | None = None
    """After how many bytes of an answer the connection ends."""
    stall_after: int | None = None
    """After how many bytes of what is sent, on all connections, nothing is passed on any more."""
    stalled: Event = field(default_factory=Event)
    each_stalls_after: list[int] | None = None
    """The same for connections that carry much: the first stalls there, the next there, others at once."""
    stuck: set[socket.socket] = field(default_factory=set)
    """Connections that have stalled by themselves."""
    held: set[bytes] = field(default_factory=set)
    """The first lines of requests that did: sent again, on whatever connection, they come no further."""
    connections: int = 0
    sent: int = 0
    open: set[socket.socket] = field(default_factory=set)
    counting: Lock = field(default_factory=Lock)

    def become(self, **faults: Any) -> None:  # noqa: ANN401 - any of the fields above
        """Have these faults and no others; connections that are kept open end, so that they count for all."""
        with self.counting:
            for name in ("answers", "times", "cut_after", "stall_after", "each_stalls_after"):
                setattr(self, name, faults.get(name))
            self.silent = faults.get("silent", False)
            self.connections = self.sent = 0
            self.stuck.clear()
            self.held.clear()
            self.stalled.clear()
            ended = tuple(self.open)
            self.open.clear()
        for connection in ended:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def begins(self, client: socket.socket) -> None:
        """Count a connection, which ends when the faults change."""
        with self.counting:
            self.connections += 1
            self.open.add(client)

    def goes_on(self, server: socket.socket, client: socket.socket) -> bool:
        """Whether a client's connection still is one; what leads on from here ends with it then."""
        with self.counting:
            if client not in self.open:
                return False
            self.open.add(server)
            return True

    def ends(self, connection: socket.socket) -> bool:
        """Forget a connection that is over; whether it was not ended before."""
        with self.counting:
            was_open = connection in self.open
            self.open.discard(connection)
            return was_open

    def passes(self, piece: bytes, client: socket.socket) -> bool:
        """Count what a client sent, and whether it is passed on; never on a connection that was ended."""
        with self.counting:
            if client not in self.open:
                return False
            self.sent += len(piece)
            if self.stall_after is not None and self.sent > self.stall_after:
                self.stalled.set()
                return False
            return True


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, server: tuple[str, int], faults: Faults) -> None:
        super().__init__(("127.0.0.1", 0), _Passage)
        self.there, self.faults = server, faults


class _Passage(socketserver.BaseRequestHandler):
    server: Any

    def handle(self) -> None:
        faults: Faults = self.server.faults
        client: socket.socket = self.request
        client.settimeout(60)
        faults.begins(client)
        try:
            self._pass(client, faults)
        finally:
            if not faults.ends(client):
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)

    def _pass(self, client: socket.socket, faults: Faults) -> None:
        if faults.answers is not None and (faults.times is None or faults.connections <= faults.times):
            self._answer(client, faults.answers)
            return
        if faults.silent:
            with suppress(OSError):
                while client.recv(_PIECE):
                    pass
            return
        with suppress(OSError), socket.create_connection(self.server.there, timeout=60) as server:
            if not faults.goes_on(server, client):
                return
            back = Thread(target=self._back, args=(server, client, faults.cut_after), daemon=True)
            back.start()
            self._forth(client, server, faults)
            with suppress(OSError):
                server.shutdown(socket.SHUT_WR)
            back.join(60)
            faults.ends(server)

    def _answer(self, client: socket.socket, answer: bytes) -> None:
        with suppress(OSError):
            client.recv(_PIECE)
            client.sendall(answer)
            client.shutdown(socket.SHUT_WR)
            while client.recv(_PIECE):
                pass

    def _forth(self, client: socket.socket, server: socket.socket, faults: Faults) -> None:
        carried, end, asked = 0, None, b""
        with suppress(OSError):
            while piece := client.recv(_PIECE):
                carried += len(piece)
                if piece.startswith(b"PUT "):
                    asked = piece.partition(b"\r\n")[0]
                if asked in faults.held:
                    continue
                if end is None and carried > _MUCH and faults.each_stalls_after is not None:
                    end = faults.each_stalls_after.pop(0) if faults.each_stalls_after else _MUCH
                if end is not None and carried > end:
                    faults.stuck.add(client)
                    faults.held.add(asked)
                    continue
                if faults.passes(piece, client):
                    server.sendall(piece)

    def _back(self, server: socket.socket, client: socket.socket, most: int | None) -> None:
        passed = 0
        with suppress(OSError):
            while piece := server.recv(_PIECE):
                if most is not None and passed + len(piece) > most:
                    client.sendall(piece[: most - passed])
                    client.shutdown(socket.SHUT_RDWR)
                    return
                client.sendall(piece)
                passed += len(piece)
        with suppress(OSError):  # also where the server died: nobody waits for its answer
            client.shutdown(socket.SHUT_WR)


@contextmanager
def fault_proxy(endpoint: str) -> Iterator[tuple[str, Faults]]:
    """The address of a proxy before that server, and what goes wrong on the way."""
    parts, faults = urlsplit(endpoint), Faults()
    with _Proxy((parts.hostname or "", parts.port or 80), faults) as proxy:
        thread = Thread(target=proxy.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{proxy.server_address[1]}", faults
        finally:
            proxy.shutdown()
            thread.join()
