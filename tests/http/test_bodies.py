"""Request bodies: whatever can be read in two ways, or not at all, is refused with the right words."""

import asyncio
import json
from typing import Any

import pytest

from tests.http.site import API, SIGN_UP, Site

SIGNUP = f"{API}/auth/signup"
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"email": "\xff"}',
        b'{"email": "a", "email": "b"}',
        b'{"organization": {"name": "a", "name": "b"}}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e400}',
        b'{"a": [-1e400]}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": 1} {"b": 2}',
        "{}".encode("utf-16"),
    ],
    ids=lambda body: repr(body[:24]),
)
def test_a_body_that_is_not_one_json_text_is_malformed(site: Site, body: bytes) -> None:
    answer = site.post(SIGNUP, content=body, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_json")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"5", b"null", b"true"])
def test_a_body_that_is_no_object_is_told_so(site: Site, body: bytes) -> None:
    answer = site.post(SIGNUP, content=body, headers=JSON)

    assert answer.json()["errors"][0]["field"] == "body"


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; profile=x",
        "application/json, text/plain",
        "application/jsonp",
        "",
    ],
)
def test_only_json_is_taken(site: Site, content_type: str) -> None:
    answer = site.post(SIGNUP, content=json.dumps(SIGN_UP).encode(), headers={"content-type": content_type})

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_json_may_say_that_it_is_utf_8(site: Site) -> None:
    headers = {"content-type": 'Application/JSON; charset="UTF-8"'}

    assert site.post(SIGNUP, content=json.dumps(SIGN_UP).encode(), headers=headers).status_code == 202


def test_a_compressed_body_is_not_unpacked(site: Site) -> None:
    for encoding in ("gzip", "br", "zstd", "identity, gzip"):
        answer = site.post(SIGNUP, content=b"{}", headers={**JSON, "content-encoding": encoding})
        assert answer.status_code == 415


def test_a_megabyte_is_too_much(site: Site) -> None:
    answer = site.post(SIGNUP, content=b'{"a": "' + b"x" * 1_000_000 + b'"}', headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")


def test_a_megabyte_without_a_length_is_too_much(site: Site) -> None:
    async def endless() -> Any:  # noqa: ANN401 - an asynchronous generator of bytes
        for _ in range(1_000):
            yield b" " * 1_000

    assert site.post(SIGNUP, content=endless(), headers=JSON).status_code == 413


def test_a_body_that_drips_is_not_waited_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("entrypoints.http.arrival.LONGEST_READ", 0.05)

    async def dripping() -> Any:  # noqa: ANN401 - an asynchronous generator of bytes
        yield b"{"
        await asyncio.Event().wait()

    answer = site.post(SIGNUP, content=dripping(), headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (408, "request_timeout")


@pytest.mark.parametrize("announced", [[], [(b"content-length", b"500")]])
def test_a_body_whose_sender_went_away_asks_for_nothing(
    site: Site, announced: list[tuple[bytes, bytes]]
) -> None:
    body = json.dumps(SIGN_UP).encode()
    gone: list[dict[str, object]] = [
        {"type": "http.request", "body": body, "more_body": True},
        {"type": "http.disconnect"},
    ]

    status, problem = site.told(SIGNUP, announced, gone)

    assert (status, problem["code"]) == (400, "malformed_request")
    assert site.world.mails() == []


@pytest.mark.parametrize(
    "framing",
    [
        [(b"content-length", b"500")],
        [(b"content-length", b"2"), (b"content-length", b"3")],
        [(b"content-length", b"2"), (b"transfer-encoding", b"chunked")],
        [(b"content-length", b"+66")],
        [(b"content-length", b"0x42")],
        [(b"content-length", b"66, 66")],
        [(b"transfer-encoding", b"gzip, chunked")],
        [(b"transfer-encoding", b"chunked"), (b"transfer-encoding", b"chunked")],
    ],
)
def test_a_request_ends_where_everybody_sees_its_end(site: Site, framing: list[tuple[bytes, bytes]]) -> None:
    whole = [{"type": "http.request", "body": json.dumps(SIGN_UP).encode(), "more_body": False}]

    status, problem = site.told(SIGNUP, framing, whole)

    assert (status, problem["code"]) == (400, "malformed_request")
    assert site.world.mails() == []


def test_chunks_are_as_good_as_a_length(site: Site) -> None:
    whole = [{"type": "http.request", "body": json.dumps(SIGN_UP).encode(), "more_body": False}]

    assert site.told(SIGNUP, [(b"transfer-encoding", b"Chunked")], whole)[0] == 202


def test_size_and_type_are_refused_before_anybody_is_asked_who_they_are(site: Site) -> None:
    path = f"{API}/forums/topics"

    assert site.post(path, content=b"x" * 600_000, headers=JSON).status_code == 413
    assert site.post(path, content=b"x", headers={"content-type": "text/plain"}).status_code == 415
    assert site.post(path, content=b"x", headers=JSON).status_code == 401


def test_all_failing_fields_are_told_at_once(site: Site) -> None:
    answer = site.post(
        SIGNUP,
        {
            "email": "nobody",
            "password": "short",
            "first_name": 5,
            "organization": {"name": "A", "size": "huge", "country": "XX", "typo": 1},
            "role": "admin",
        },
    )

    told = {error["field"]: error["code"] for error in answer.json()["errors"]}
    assert told == {
        "email": "not_an_email",
        "password": "too_short",
        "first_name": "wrong_type",
        "last_name": "required",
        "organization.name": "too_short",
        "organization.size": "not_a_choice",
        "organization.country": "unknown_country",
        "organization.typo": "unknown_field",
        "role": "unknown_field",
    }


@pytest.mark.parametrize(
    "changes",
    [
        {f"k{n}": 0 for n in range(40_000)},
        {"organization": {f"k{n}": 0 for n in range(40_000)}},
        {"tags": [0] * 200_000},
    ],
    ids=["unknown", "unknown within", "items"],
)
def test_so_many_errors_are_told_and_no_more(site: Site, changes: dict[str, object]) -> None:
    site.member()

    answer = site.post(f"{API}/forums/topics" if "tags" in changes else SIGNUP, {"email": "x", **changes})

    assert answer.status_code == 422
    assert len(answer.json()["errors"]) <= 100
    assert "required" in answer.text, "what is missing is told before what is too much"


def test_a_query_of_many_strangers_is_told_a_hundred(site: Site) -> None:
    site.member()

    answer = site.get(f"{API}/forums/topics?" + "&".join(f"k{n}=" for n in range(5_000)))

    assert len(answer.json()["errors"]) == 100


@pytest.mark.parametrize("value", [5, 1.5, True, [], {}, None, ["a"]])
@pytest.mark.parametrize("field", ["email", "password", "first_name", "organization"])
def test_a_field_of_another_type_is_refused(site: Site, field: str, value: object) -> None:
    answer = site.post(SIGNUP, SIGN_UP | {field: value})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith(field)


def test_an_unknown_name_made_of_half_a_character_is_told_without_it(site: Site) -> None:
    answer = site.post(SIGNUP, content=b'{"\\ud800": 1}', headers=JSON)

    assert answer.status_code == 422


def test_messages_come_in_the_language_that_was_asked_for(site: Site) -> None:
    def told(language: str) -> tuple[str, str, str]:
        answer = site.post(SIGNUP, SIGN_UP | {"password": "short"}, headers={"accept-language": language})
        problem = answer.json()
        return problem["title"], problem["detail"], problem["errors"][0]["message"]

    english, arabic = told("en-GB,en;q=0.9"), told("ar-SA,ar;q=0.9,en;q=0.5")

    assert "12" in english[2]
    assert "12" in arabic[2]
    assert all(text.isascii() for text in english)
    assert not any(text.isascii() for text in arabic)
    assert told("fr, *;q=0.1") == english


def test_what_takes_no_body_takes_an_empty_object_and_nothing_else(site: Site) -> None:
    site.member()
    refresh = f"{API}/auth/session/refresh"

    assert site.post(refresh).status_code == 200
    assert site.post(refresh, {}).status_code == 200
    assert site.post(refresh, {"user_id": "x"}).status_code == 422
