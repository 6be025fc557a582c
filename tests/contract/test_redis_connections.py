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


def serve_in_tls(listener: socket.socket, context: ssl.SSLContext, address: tuple[str, int]) -> None:
    """Stand before a server that knows no TLS."""
    with suppress(OSError):
        while True:
            taken, _ = listener.accept()
            try:
                inside = context.wrap_socket(taken, server_side=True)
            except ssl.SSLError:  # whoever came doesn't trust us
                taken.close()
                continue
            outside = socket.create_connection(address)
            for source, target in ((inside, outside), (outside, inside)):
                Thread(target=pass_on, args=(source, target), daemon=True).start()


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # sockets of a server that ends with its test
def test_tls_is_spoken_and_only_a_known_certificate_believed(redis_url: str, tmp_path: Path) -> None:
    plain = urlsplit(redis_url)
    with or_skipped("Redis over TLS"):
        certificate, context = make_certificate(tmp_path)
    with listening() as listener:
        address = (str(plain.hostname), int(plain.port or 0))
        Thread(target=serve_in_tls, args=(listener, context, address), daemon=True).start()
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


def test_a_server_that_says_nothing_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.queue.redis._PATIENCE", 0.2)
    with listening() as listener:
        broker = RedisBroker(f"redis://127.0.0.1:{listener.getsockname()[1]}", "p2p")
        began = monotonic()
        with pytest.raises(Unavailable):
            broker.waiting("reactions")
        assert monotonic() - began < 2
        broker.close()
