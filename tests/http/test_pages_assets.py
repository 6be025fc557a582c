"""The files that pages load: right types, kept for ever under an address that changes with the content."""

import gzip
import re

import pytest

from entrypoints.http.pages.assets import address, assets
from tests.http.site import Site

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@pytest.mark.parametrize("name", assets())
def test_a_file_is_served_whole_with_its_type_and_for_ever(site: Site, name: str) -> None:
    answer = site.get(address(name), headers={"accept-encoding": "identity"})

    assert answer.status_code == 200
    assert answer.content == assets()[name].content
    assert answer.headers["content-type"] == TYPES[re.sub(r".*(?=\.)", "", name)]
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("name", ["pages.css", "swagger-ui/swagger-ui-bundle.js"])
def test_text_travels_compressed_to_whoever_takes_it(site: Site, name: str) -> None:
    answer = site.get(address(name), headers={"accept-encoding": "br, gzip"})

    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert int(answer.headers["content-length"]) < len(assets()[name].content)
    assert answer.content == assets()[name].content == gzip.decompress(assets()[name].compressed or b"")


def test_a_file_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    etag = site.get(address("pages.css")).headers["etag"]
    again = site.get(address("pages.css"), headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_an_address_of_another_edition_is_answered_but_not_kept(site: Site) -> None:
    answer = site.get("/static/0123456789ab/pages.css")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/static/x/nothing.css",
        "/static/x/",
        "/static/x",
        "/static/",
        "/static/x/THIRD_PARTY.md",
        "/static/x/swagger-ui/LICENSE",
        "/static/x/../pages/html.py",
        "/static/x/..%2f..%2fsettings.py",
        "/static/x/%2e%2e/%2e%2e/settings.py",
        "/static/x//etc/passwd",
        "/static/x/pages.css%00.js",
    ],
)
def test_nothing_else_can_be_reached(site: Site, path: str) -> None:
    answer = site.get(path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_style_sheets_refer_to_is_there() -> None:
    for name, asset in assets().items():
        if name.endswith(".css"):
            folder = name.rpartition("/")[0]
            for target in re.findall(r'url\("?((?!data:)[^")]+)"?\)', asset.content.decode()):
                assert f"{folder}/{target}".lstrip("/") in assets()


def test_a_page_can_not_refer_to_a_file_that_is_missing() -> None:
    with pytest.raises(LookupError):
        address("nothing.css")
