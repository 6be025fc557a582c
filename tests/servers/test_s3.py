"""The S3 that tests use: it refuses what a real one refuses."""

from datetime import UTC, datetime
from threading import Event
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.servers.s3_buckets import S3, read

CONTENT = bytes(range(256)) * 1024


def fetched(url: str, **headers: str) -> tuple[int, bytes]:
    try:
        with urlopen(Request(url, headers=headers), timeout=30) as answer:  # noqa: S310 - an address of our own
            return answer.status, answer.read()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read()


@pytest.fixture
def path(s3_server: S3, s3_bucket: str) -> str:
    """Something that is kept."""
    s3_server.files().pipe_file(f"{s3_bucket}/a file", CONTENT)
    return f"{s3_bucket}/a file"


def test_what_is_put_is_got(s3_server: S3, path: str) -> None:
    assert s3_server.files().cat_file(path) == CONTENT


def test_ranges_are_answered_as_ranges(s3_server: S3, path: str) -> None:
    signed = s3_server.files().sign(path, expiration=60)
    assert fetched(signed, Range="bytes=10-19") == (206, CONTENT[10:20])
    assert fetched(signed, Range="bytes=-5") == (206, CONTENT[-5:])
    assert fetched(signed) == (200, CONTENT)


def test_a_forged_signature_is_refused(s3_server: S3, path: str) -> None:
    signed = s3_server.files().sign(path, expiration=60)
    forged = signed[:-4] + ("0000" if signed[-4:] != "0000" else "1111")
    status, said = fetched(forged)
    assert (status, b"SignatureDoesNotMatch" in said) == (403, True)
    status, said = fetched(signed.partition("?")[0])
    assert (status, CONTENT[:16] in said) == (403, False)


def test_an_expired_signature_is_refused(s3_server: S3, path: str) -> None:
    signed, began = s3_server.files().sign(path, expiration=1), datetime.now(UTC)
    while (datetime.now(UTC) - began).total_seconds() < 2:
        Event().wait(0.1)
    status, said = fetched(signed)
    assert (status, b"expired" in said) == (403, True)


def test_a_wrong_secret_is_refused(s3_server: S3, path: str) -> None:
    other = S3(s3_server.endpoint, s3_server.key, "wrong", s3_server.region)
    with pytest.raises(PermissionError):
        other.files().cat_file(path)


def test_an_address_tells_the_server_and_who_we_are() -> None:
    assert read("https://KEY:a%2Fb@s3.example.org:9000?region=eu-central-1") == S3(
        "https://s3.example.org:9000", "KEY", "a/b", "eu-central-1"
    )
