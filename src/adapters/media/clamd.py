"""ClamAV's daemon, asked over TCP: the bytes go there piece by piece, and nothing is kept on the way.

Its INSTREAM command (clamd(8)): each piece behind its length, an empty one at the end, then one line.
"""

import logging
import socket
from collections.abc import Iterator
from contextlib import suppress
from struct import pack

from p2p_core.files.ports import Verdict
from p2p_core.shared.errors import Unavailable

_CONNECTING, _ANSWERING = 5.0, 60.0
"""Seconds: to be let in, and for each piece and the answer."""
_LONGEST_ANSWER = 4096
_LARGEST_PIECE = 64 * 1024
_CLEAN, _FOUND = b"OK", b"FOUND"
_TOO_LONG = b"size limit exceeded"
_log = logging.getLogger("p2p.media")


class ClamdScanner:
    """A clamd; what it can't tell stays unknown, and the file waits."""

    def __init__(self, host: str, port: int, patience: float = _ANSWERING) -> None:
        self._address = (host, port)
        self._patience = patience

    def scan(self, chunks: Iterator[bytes]) -> Verdict:
        answer = self._asked(b"zINSTREAM\0", _framed(chunks))
        if answer.endswith(_CLEAN):
            return Verdict.CLEAN
        if answer.endswith(_FOUND):
            _log.warning("the scanner found something in a file: %s", _quoted(answer))
            return Verdict.INFECTED
        if _TOO_LONG in answer:
            _log.error("a file waits, since it is longer than clamd's StreamMaxLength; raise it to 500M")
        raise Unavailable("scanner") from RuntimeError(_quoted(answer) or "no answer")

    def ping(self) -> None:
        """Ask whether it is at work."""
        if self._asked(b"zPING\0", iter(())) != b"PONG":
            raise Unavailable("scanner")

    def _asked(self, command: bytes, pieces: Iterator[bytes]) -> bytes:
        try:
            with socket.create_connection(self._address, timeout=_CONNECTING) as connection:
                connection.settimeout(self._patience)
                # it may answer before it has everything, and listen no more
                with suppress(BrokenPipeError, ConnectionResetError):
                    connection.sendall(command)
                    for piece in pieces:
                        connection.sendall(piece)
                return _line(connection)
        except OSError as error:
            raise Unavailable("scanner") from error


def _framed(chunks: Iterator[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for at in range(0, len(chunk), _LARGEST_PIECE):
            piece = chunk[at : at + _LARGEST_PIECE]
            yield pack(">I", len(piece)) + piece
    yield pack(">I", 0)


def _line(connection: socket.socket) -> bytes:
    """What it says, up to the end of it."""
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_ANSWER:
        more = connection.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.partition(b"\0")[0].strip()


def _quoted(answer: bytes) -> str:
    """As it may stand in a log."""
    return "".join(c if c.isprintable() else "?" for c in answer.decode("ascii", "replace"))[:200]
