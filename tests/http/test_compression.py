"""Answers in fewer bytes: for whom, which, and never where their length could give something away."""

import asyncio
import gzip
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest
import zstandard

from entrypoints.http.compression import LONGEST_AT_ONCE, SHORTEST, chosen, squeezed, squeezed_at_once
from tests.http.site import API, SIGN_UP, Site

CATEGORIES = f"{API}/forums/categories"
BACK: dict[str, Callable[[bytes], bytes]] = {
    "zstd": zstandard.decompress,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("accepted", "way"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.9, zstd;q=0.1", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("GZIP", "gzip"),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "br"),
        ("gzip;q=0", None),
        ("gzip;q=nonsense", None),
        ("deflate, compress", None),
        (" , ,;q=1", None),
    ],
)
def test_a_client_gets_what_it_likes_best(accepted: str, way: str | None) -> None:
    assert chosen(accepted) == way


@pytest.mark.parametrize("way", ["zstd", "br", "gzip"])
def test_a_long_answer_comes_back_whole(site: Site, way: str) -> None:
    site.member()
    plain = site.get(CATEGORIES)
    small = site.get(CATEGORIES, headers={"accept-encoding": way})
    assert (small.status_code, small.headers["content-encoding"]) == (200, way)
    assert int(small.headers["content-length"]) == small.num_bytes_downloaded < len(plain.content) / 2
    assert small.content == plain.content
    assert small.headers["vary"] == plain.headers["vary"]
    assert small.headers["vary"].endswith("Accept-Encoding")
    assert "content-encoding" not in plain.headers


def test_a_short_answer_stays_as_it_is(site: Site) -> None:
    answer = site.get("/health", headers={"accept-encoding": "gzip"})
    assert len(answer.content) < SHORTEST
    assert "content-encoding" not in answer.headers


def test_a_compressed_answers_tag_is_weak_and_still_good_for_everything(site: Site) -> None:
    site.member()
    path = f"{API}/forums/topics/{site.topic(body='temp < 40 and pressure > 3 bar. ' * 60)['id']}"
    strong = site.get(path).headers["etag"]
    weak = site.get(path, headers={"accept-encoding": "br"}).headers["etag"]
    assert weak == f"W/{strong}"
    for tag in (weak, strong):
        for accepted in ("br", "identity"):
            again = site.get(path, headers={"if-none-match": tag, "accept-encoding": accepted})
            assert (again.status_code, again.content) == (304, b"")


def test_what_no_cache_may_keep_is_never_compressed(site: Site) -> None:
    everything = {"accept-encoding": "gzip, br, zstd"}
    long = {**SIGN_UP, "organization": {**SIGN_UP["organization"], "city": "x" * 100}}
    answers = [
        site.post(f"{API}/auth/signup", {**long, "unknown": "y" * 3000}, headers=everything),
        site.get("/dev/mailbox.json", headers=everything),
        site.get("/metrics", headers=everything),
    ]
    site.member("omar@metals.example")
    answers += [
        site.log_in("omar@metals.example"),
        site.get(f"{API}/auth/session", headers=everything),
        site.get("/dev/mailbox.json", headers=everything),
    ]
    assert [answer.headers.get("content-encoding") for answer in answers] == [None] * len(answers)
    assert max(len(answer.content) for answer in answers) > SHORTEST


def test_the_description_and_the_pages_are_compressed_and_pictures_are_not(site: Site) -> None:
    gzipped = {"accept-encoding": "gzip"}
    assert site.get("/schema/openapi.json", headers=gzipped).headers["content-encoding"] == "gzip"
    assert site.get("/", headers=gzipped).headers["content-encoding"] == "gzip"
    head = site.request("HEAD", "/schema/openapi.json", headers=gzipped)
    assert head.headers["content-encoding"] == "gzip"
    assert head.content == b""


@pytest.mark.parametrize("way", BACK)
def test_long_answers_are_compressed_while_others_are_served_and_never_remembered(way: str) -> None:
    async def served_meanwhile(body: bytes) -> int:
        others, small = 0, asyncio.create_task(squeezed(way, body))
        await asyncio.sleep(0)
        while not small.done():
            others += 1
            await asyncio.sleep(0)
        assert BACK[way](await small) == body
        return others

    squeezed_at_once.cache_clear()
    assert asyncio.run(served_meanwhile(b"x" * LONGEST_AT_ONCE)) == 0
    assert squeezed_at_once.cache_info().currsize == 1
    assert asyncio.run(served_meanwhile(bytes(range(256)) * (LONGEST_AT_ONCE // 64))) > 0
    assert squeezed_at_once.cache_info().currsize == 1
