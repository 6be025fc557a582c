"""The built web client in place of the built-in pages: pages, files, and what stays the API's."""

import gzip
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest

from entrypoints.http.client.build import ClientBuild
from entrypoints.http.headers import client_policy
from entrypoints.storage_url import BucketUrl
from tests.http.conftest import MakeSite
from tests.http.site import S3, Site, development

SHELL = b'<!doctype html><html lang="en"><title>client</title><div id="root"></div>'
OWN = client_policy().decode()


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A client as a build leaves it."""
    folder = tmp_path / "built"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_bytes(SHELL)
    (folder / "boot.js").write_text("boot()")
    (folder / "assets" / "main-abc.js").write_text("main()")
    (folder / "assets" / "main-abc.js.br").write_bytes(brotli.compress(b"main()"))
    (folder / "assets" / "main-abc.js.gz").write_bytes(gzip.compress(b"main()"))
    (folder / "assets" / "source.map").write_text("{}")
    (folder / "build.json").write_text('{"sources": "abc"}')
    return folder


@pytest.fixture
def with_client(make_site: MakeSite, built: Path) -> Callable[..., Site]:
    def make(**settings: object) -> Site:
        client = ClientBuild(skip=False, built=built, sources=built / "none")
        return make_site(settings=development(**settings), client=client)

    return make


@pytest.mark.parametrize("path", ["/", "/forum", "/forum/some-id", "/verify-email", "/admin/users"])
def test_every_page_is_the_clients(with_client: Callable[..., Site], path: str) -> None:
    answer = with_client().get(path)

    assert (answer.status_code, answer.content) == (200, SHELL)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-security-policy"] == OWN
    assert "unsafe" not in OWN


def test_a_page_that_a_browser_has_is_not_sent_again(with_client: Callable[..., Site]) -> None:
    site = with_client()
    tag = site.get("/forum").headers["etag"]

    assert site.get("/", headers={"if-none-match": tag}).status_code == 304


def test_what_is_named_after_its_content_is_kept_for_ever_and_other_files_are_asked_for_again(
    with_client: Callable[..., Site],
) -> None:
    site = with_client()

    assert "immutable" in site.get("/assets/main-abc.js").headers["cache-control"]
    assert site.get("/boot.js").headers["cache-control"] == "no-cache"
    assert site.get("/boot.js").headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("accepted", "way"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("zstd", None),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", None),
    ],
)
def test_a_file_comes_as_its_reader_takes_it(
    with_client: Callable[..., Site], accepted: str, way: str | None
) -> None:
    answer = with_client().get("/assets/main-abc.js", headers={"accept-encoding": accepted})

    assert answer.headers.get("content-encoding") == way
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.content == b"main()"


def test_head_tells_the_same_without_the_page(with_client: Callable[..., Site]) -> None:
    answer = with_client().request("HEAD", "/forum")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(SHELL))


@pytest.mark.parametrize("path", ["/assets/gone-abc.js", "/assets/source.map", "/build.json", "/a/../b.txt"])
def test_a_file_that_is_none_of_the_clients_is_not_found(with_client: Callable[..., Site], path: str) -> None:
    assert with_client().get(path).status_code == 404


def test_the_api_and_the_servers_own_pages_stay_theirs(with_client: Callable[..., Site]) -> None:
    site = with_client()

    assert site.get("/api/v1/nothing").json()["code"] == "not_found"
    assert site.get("/health").json()["status"]
    assert b"swagger" in site.get("/docs").content
    assert site.get("/dev/mailbox.json").json() == []
    assert site.request("POST", "/forum", json={}).status_code in {404, 405}


def test_pictures_may_come_from_the_s3_server_where_there_is_one(with_client: Callable[..., Site]) -> None:
    away = with_client(storage_url=BucketUrl("files", ""), s3_public_endpoint=S3)

    assert f"img-src 'self' data: blob: {S3};" in away.get("/").headers["content-security-policy"]


def test_without_a_client_the_built_in_pages_say_why(make_site: MakeSite, tmp_path: Path) -> None:
    absent = ClientBuild(skip=False, built=tmp_path / "none", sources=tmp_path)

    assert "came without it" in make_site(client=absent).get("/").text
    assert "P2P_SKIP_WEB" in make_site().get("/").text
