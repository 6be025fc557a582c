"""A real browser on a real server; where there is no browser, these tests say so instead of running."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.browser.visitor import Chromium, Visitor
from tests.process.installation import Installation, Server

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Installation(tmp_path_factory.mktemp("browsed")).served() as server:
        yield server


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if find_spec("playwright") is None:
        pytest.skip("playwright is not installed")
    if found is None:
        pytest.skip("Chromium is not installed (on Debian: apt-get install chromium)")
    with Chromium(str(found)) as started:
        yield started


@pytest.fixture
def visit(chromium: Chromium, server: Server) -> Iterator[Visitor]:
    """Somebody with a browser of their own; in the end nothing may have been wrong with any page they saw."""
    with Visitor(chromium, str(server.browser.base_url)) as visitor:
        yield visitor
        assert visitor.complaints == []
