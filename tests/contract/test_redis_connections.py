"""How Redis is reached: over TLS with its certificate checked, and never waited for long."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from time import monotonic
from urllib.parse import urlsplit

import pytest

from adapters.queue.redis import RedisBroker
from p2p_core.shared.errors import Unavailable
from tests.servers.certificate import make_certificate
from tests.servers.fixtures import or_skipped


def pass_on(source: socket.socket, target: socket.socket) -> None:
    """Hand over what comes until it ends."""
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


@contextmanager
def listening() -> Iterator[socket.socket]:
    """A socket that takes connections, and whoever is to do something with them."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


class TlsBefore:
    """Stands before a server that knows no TLS; leaves no socket and no thread behind."""

    def __init__(self, listener: socket.socket, context: ssl.SSLContext, address: tuple[str, int]) -> None:
        self._listener = listener
        self._context = context
        self._address = address
        self._sockets: list[socket.socket] = []
        self._threads = [Thread(target=self._serve)]
        self._threads[0].start()

    def close(self) -> None:
        """End every connection, then whoever passed on what came over it."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join()
        for one in self._sockets:
            one.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                taken, _ = self._listener.accept()
                self._sockets.append(taken)
                with suppress(ssl.SSLError):  # whoever came doesn't trust us
                    self._connect(self._context.wrap_socket(taken, server_side=True))

    def _connect(self, inside: socket.socket) -> None:
        outside = socket.create_connection(self._address)
        self._sockets += [inside, outside]
        for source, target in ((inside, outside), (outside, inside)):
            self._threads.append(Thread(target=pass_on, args=(source, target)))
            self._threads[-1].start()


def test_tls_is_spoken_and_only_a_known_certificate_believed(redis_url: str, tmp_path: Path) -> None:
    plain = urlsplit(redis_url)
    with or_skipped("Redis over TLS"):
        certificate, context = make_certificate(tmp_path)
    with listening() as listener:
        address = (str(plain.hostname), int(plain.port or 0))
        server = TlsBefore(listener, context, address)
        port = listener.getsockname()[1]
        url = plain._replace(scheme="rediss", netloc=f":{plain.password}@localhost:{port}").geturl()
        trusting = RedisBroker(f"{url}?ssl_ca_certs={certificate}", "p2p")
        trusting.pulse("one")
        assert trusting.workers() == 1
        trusting.close()
        suspicious = RedisBroker(url, "p2p")
        with pytest.raises(Unavailable):
            suspicious.workers()
        suspicious.close()
        server.close()


def test_a_server_that_says_nothing_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.queue.redis._PATIENCE", 0.2)
    with listening() as listener:
        broker = RedisBroker(f"redis://127.0.0.1:{listener.getsockname()[1]}", "p2p")
        began = monotonic()
        with pytest.raises(Unavailable):
            broker.waiting("reactions")
        assert monotonic() - began < 2
        broker.close()
