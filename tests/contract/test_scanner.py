"""The virus scanner: clamd's protocol against a server that speaks it, and no scanner at all."""

import os
from collections.abc import Iterator
from socket import create_server

import pytest

from adapters.media.clamd import ClamdScanner
from adapters.memory.storage import NoScanner
from p2p_core.contracts.files import ScannerContract
from p2p_core.files.ports import Scanner, Verdict
from p2p_core.shared.errors import Unavailable
from tests.servers.clamd import EICAR, clamd


@pytest.fixture(params=["none", "clamd"])
def scanner(request: pytest.FixtureRequest) -> Iterator[Scanner]:
    if request.param == "none":
        yield NoScanner()
        return
    with clamd() as server:
        yield ClamdScanner(*server.address)


class TestScanner(ScannerContract):
    @pytest.fixture(autouse=True)
    def _over(self, scanner: Scanner) -> None:
        self.scanner = scanner


def test_every_byte_goes_to_the_scanner() -> None:
    pieces = [os.urandom(size) for size in (1, 70_000, 200_000, 3)]
    with clamd() as server:
        assert ClamdScanner(*server.address).scan(iter([b"", *pieces])) is Verdict.CLEAN
        assert server.seen == [b"".join(pieces)]


def test_what_stands_across_two_pieces_is_found() -> None:
    with clamd() as server:
        content = b"x" * 65_500 + EICAR
        assert ClamdScanner(*server.address).scan(iter([content])) is Verdict.INFECTED


def test_a_file_that_is_too_long_for_the_scanner_is_neither_clean_nor_infected() -> None:
    with clamd(most=100_000) as server, pytest.raises(Unavailable):
        ClamdScanner(*server.address).scan(b"x" * 65_536 for _ in range(200))


@pytest.mark.parametrize("says", [b"stream: \xff\x00", b"UNKNOWN COMMAND\0", b"OKAY?\0", b"x" * 10_000])
def test_an_answer_that_makes_no_sense_is_no_verdict(says: bytes) -> None:
    with clamd(says=says) as server:
        scanner = ClamdScanner(*server.address)
        with pytest.raises(Unavailable):
            scanner.scan(iter([b"x"]))
        with pytest.raises(Unavailable):
            scanner.ping()


def test_a_scanner_that_is_away_or_says_nothing_is_out_of_order() -> None:
    with create_server(("127.0.0.1", 0)) as silent:
        host, port = silent.getsockname()
        scanner = ClamdScanner(host, port, patience=0.1)
        with pytest.raises(Unavailable):
            scanner.scan(iter([b"x"]))
    with pytest.raises(Unavailable):
        scanner.ping()
