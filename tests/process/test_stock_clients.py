"""Stock clients of the tus protocol upload through cuts and kills, as those who write one would expect."""

import json
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tusclient.client import TusClient as StockClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from tusclient.uploader.uploader import Uploader

from entrypoints.http.client import node
from tests.browser.client import built_client
from tests.media.made import picture
from tests.process.installation import Installation
from tests.process.test_files import FILES, MEGABYTE, account, looked_into
from tests.process.test_serving import kill
from tests.servers.fault_proxy import fault_proxy

pytestmark = [pytest.mark.process, pytest.mark.timeout(600)]  # the client may have to be built first
TUS_JS = Path(__file__).with_name("tus_js.mjs")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture of 100 MB."""
    path = tmp_path / "photo.jpg"
    path.write_bytes((picture("JPEG", (600, 400)) + os.urandom(MEGABYTE) * 100)[: 100 * MEGABYTE])
    return path


def test_tuspy_uploads_100_megabytes_through_a_cut_and_a_kill(
    installation: Installation, photo: Path
) -> None:
    with fault_proxy(f"http://127.0.0.1:{installation.port}") as (address, faults):
        with installation.served() as server:
            account(server)
            session = dict(server.browser.cookies)
            with stock_client(address, session, photo) as client, ThreadPoolExecutor(1) as thread:
                faults.become(stall_after=20 * MEGABYTE)
                sent = thread.submit(client.upload)
                assert faults.stalled.wait(60)
                faults.become(stall_after=60 * MEGABYTE)  # cuts: the client goes on by itself
                assert faults.stalled.wait(60)
                client.retries = 0  # nobody will come back to it
                kill(server)
                assert isinstance(sent.exception(60), TusUploadFailed | TusCommunicationError)
        faults.become()
        (arrived,) = (installation.folder / "uploads").glob("*.upload")
        assert arrived.stat().st_size > 20 * MEGABYTE  # more than went through before the cut
        with installation.served() as server:
            server.browser.cookies.update(session)
            with stock_client(address, session, photo, client.url) as again:
                assert again.offset == arrived.stat().st_size
                again.upload()
                file = looked_into(server, {"id": str(client.url).rpartition("/")[2]})
            assert (file["status"], file["name"], file["width"]) == ("ready", "photo.jpg", 600), file
            with stock_client(address, session, photo, client.url) as once_more:
                assert once_more.offset == 100 * MEGABYTE


@contextmanager
def stock_client(
    address: str, session: dict[str, str], path: Path, place: str | None = None
) -> Iterator[Uploader]:
    """An upload of that file by tuspy, begun or gone on with."""
    cookie = "; ".join(f"{name}={value}" for name, value in session.items())
    with path.open("rb") as content:  # what it opens itself, it never closes
        yield StockClient(f"{address}{FILES}/uploads", headers={"cookie": cookie}).uploader(
            file_stream=content,
            url=place,
            chunk_size=16 * MEGABYTE,
            metadata={"filename": path.name, "filetype": "image/jpeg", "purpose": "attachment"},
            retries=50,
            retry_delay=1,  # the server takes a moment to see that a connection was cut
        )


def test_tus_js_client_uploads_100_megabytes_through_a_cut_and_a_restart(tmp_path: Path, photo: Path) -> None:
    installation = built_client(tmp_path)  # with what its build installed
    with fault_proxy(f"http://127.0.0.1:{installation.port}") as (address, faults), ExitStack() as stack:
        with installation.served() as server:
            account(server)
            session = dict(server.browser.cookies)
            faults.become(stall_after=20 * MEGABYTE)
            client = stack.enter_context(tus_js(address, session, photo))
            assert faults.stalled.wait(60)
            faults.become(stall_after=40 * MEGABYTE)  # cuts
            assert faults.stalled.wait(60)
            kill(server)
        with installation.served() as server:
            server.browser.cookies.update(session)
            faults.become()
            told = [json.loads(line) for line in client.communicate(timeout=120)[0].splitlines()]
            file = looked_into(server, {"id": told[-1]["done"].rpartition("/")[2]})
    assert len([line for line in told if "again" in line]) >= 2, told
    assert (file["status"], file["name"], file["width"]) == ("ready", "photo.jpg", 600), file


@contextmanager
def tus_js(address: str, session: dict[str, str], path: Path) -> Iterator[subprocess.Popen[str]]:
    """An upload of that file by tus-js-client, under way; it ends with its test."""
    found = node.find()
    assert found is not None
    cookie = "; ".join(f"{name}={value}" for name, value in session.items())
    arguments = [f"{found.folder}/node", str(TUS_JS), f"{address}{FILES}/uploads", cookie, str(path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()
