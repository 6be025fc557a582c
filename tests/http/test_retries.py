"""A POST that is sent again with its key makes nothing twice, whatever happened to the first."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from entrypoints.http.examples import EXAMPLES
from tests.http.promises import the_document
from tests.http.site import API, SIGN_UP, Site
from tests.http.test_forum import codes
from tests.world import World

FORUMS = f"{API}/forums"
KEY = {"idempotency-key": "0190a0b0-first"}
Ready = Callable[[Site], tuple[str, dict[str, Any]]]
"""Prepares a site, and tells the path and the body of a POST that creates something."""


def _new_topic(site: Site) -> tuple[str, dict[str, Any]]:
    return f"{FORUMS}/topics", {**EXAMPLES["startTopic"], "category_id": site.category()}


def _new_post(site: Site) -> tuple[str, dict[str, Any]]:
    return f"{FORUMS}/topics/{site.topic()['id']}/posts", EXAMPLES["writePost"]


def _new_report(site: Site) -> tuple[str, dict[str, Any]]:
    return f"{API}/reports", {**EXAMPLES["createReport"], "target_id": site.topic()["id"]}


CREATING: dict[str, Ready] = {
    "createReport": _new_report,
    "startTopic": _new_topic,
    "writePost": _new_post,
    "sendInvitation": lambda _: (f"{API}/invitations/send", EXAMPLES["sendInvitation"]),
    "createCategory": lambda _: (f"{FORUMS}/categories", EXAMPLES["createCategory"]),
}


@pytest.fixture
def desk(site: Site) -> Site:
    site.operator()
    return site


def topics(site: Site) -> int:
    return int(site.get(f"{FORUMS}/topics?count=true").json()["total"])


def test_every_post_that_creates_something_heeds_keys_and_is_tried_here() -> None:
    creating = {
        one["operationId"]
        for path, item in the_document()["paths"].items()
        for method, one in item.items()
        if method == "post" and "201" in one["responses"] and not path.startswith(f"{API}/auth/")
        # a visitor's key is nobody's: what they create is created once by their link
        if one["security"]
    } - {"uploadFile", "announceUpload"}  # tried where they are: they come as a form and as headers
    heeding = {
        one["operationId"]
        for item in the_document()["paths"].values()
        for one in item.values()
        if {"$ref": "#/components/parameters/IdempotencyKey"} in one.get("parameters", [])
    } - {"uploadFile", "announceUpload", "sendInvitations"}  # and a list is told of line by line
    heeding -= {"requestExport", "eraseMe"}  # jobs: 202, tried where one's own data is

    assert creating == heeding == set(CREATING)


@pytest.mark.parametrize("operation", CREATING)
def test_a_repeat_is_answered_like_the_first_and_makes_nothing(desk: Site, operation: str) -> None:
    path, body = CREATING[operation](desk)

    first, again = (desk.post(path, body, headers=KEY) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201), first.text
    assert again.json() == first.json()
    assert [answer.headers.get("idempotent-replayed") for answer in (first, again)] == [None, "true"]
    for name in ("location", "etag", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize("operation", CREATING)
def test_something_else_under_the_same_key_is_a_conflict(desk: Site, operation: str) -> None:
    path, body = CREATING[operation](desk)
    desk.post(path, body, headers=KEY)
    name = next(name for name in ("name", "message", "body", "details") if name in body)

    other = desk.post(path, {**body, name: "Something else altogether"}, headers=KEY)

    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert "idempotent-replayed" not in other.headers


def test_without_a_key_a_post_creates_each_time(desk: Site) -> None:
    path, body = _new_topic(desk)

    assert desk.post(path, body).json()["id"] != desk.post(path, body).json()["id"]


def test_a_repeat_shows_the_thing_as_it_is_now(desk: Site) -> None:
    path, body = _new_topic(desk)
    first = desk.post(path, body, headers=KEY)
    desk.post(f"{path}/{first.json()['id']}/posts", EXAMPLES["writePost"])

    again = desk.post(path, body, headers=KEY)

    assert (again.status_code, again.json()["post_count"]) == (201, 1)
    assert again.headers["etag"] == desk.get(first.headers["location"]).headers["etag"]


def test_a_repeat_after_the_thing_has_gone_finds_nothing_and_makes_nothing(desk: Site) -> None:
    path, body = CREATING["createCategory"](desk)
    first = desk.post(path, body, headers=KEY)
    desk.request("DELETE", first.headers["location"])

    again = desk.post(path, body, headers=KEY)

    assert (again.status_code, again.json()["code"]) == (404, "not_found")


def test_what_was_refused_leaves_no_key(desk: Site) -> None:
    path, body = _new_topic(desk)

    for refused in ({**body, "title": "x"}, {**body, "category_id": "nothing"}):
        assert desk.post(path, refused, headers=KEY).status_code == 422
    assert desk.post(path, body, headers=KEY).status_code == 201


def test_a_failure_on_our_side_leaves_no_key(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    path, body = _new_topic(desk)
    with monkeypatch.context() as broken:
        broken.setattr("adapters.memory.forum.MemoryTopics.add", None)
        assert desk.post(path, body, headers=KEY).status_code == 500

    again = desk.post(path, body, headers=KEY)
    assert (again.status_code, "idempotent-replayed" in again.headers) == (201, False)


def test_a_key_is_its_callers_own_and_its_operations_own(desk: Site) -> None:
    path, body = _new_topic(desk)
    first = desk.post(path, body, headers=KEY).json()
    post = desk.post(f"{path}/{first['id']}/posts", EXAMPLES["writePost"], headers=KEY)
    desk.member("omar@steel.example")
    theirs = desk.post(path, body, headers=KEY)

    assert (post.status_code, theirs.status_code) == (201, 201)
    assert theirs.json()["id"] != first["id"]
    assert topics(desk) == 2


def test_a_key_outlives_the_session_it_was_sent_with(desk: Site) -> None:
    path, body = _new_topic(desk)
    first = desk.post(path, body, headers=KEY)
    desk.post(f"{API}/auth/logout")
    assert desk.post(path, body, headers=KEY).status_code == 401
    desk.log_in(World.OPERATOR)

    assert desk.post(path, body, headers=KEY).json() == first.json()


def test_a_reply_to_another_topic_is_another_reply(desk: Site) -> None:
    here, there = desk.topic()["id"], desk.topic()["id"]
    desk.post(f"{FORUMS}/topics/{here}/posts", EXAMPLES["writePost"], headers=KEY)

    other = desk.post(f"{FORUMS}/topics/{there}/posts", EXAMPLES["writePost"], headers=KEY)

    assert other.json()["code"] == "idempotency_key_reused"


@pytest.mark.parametrize("key", ["", "a b", "é", "x" * 65, "tab\tbed", "a\x7f"])
@pytest.mark.parametrize("operation", CREATING)
def test_what_is_no_key_is_refused_and_nothing_is_made(desk: Site, operation: str, key: str) -> None:
    path, body = CREATING[operation](desk)
    before = topics(desk)

    assert codes(desk.post(path, body, headers={"idempotency-key": key.encode("latin-1")})) == {
        "Idempotency-Key": "not_a_key"
    }
    assert topics(desk) == before


@pytest.mark.parametrize("key", ["!", "~" * 64, '"a"', "'; DROP TABLE topics; --".replace(" ", "_")])
def test_any_visible_characters_are_a_key(desk: Site, key: str) -> None:
    path, body = _new_topic(desk)

    first, again = (desk.post(path, body, headers={"idempotency-key": key}) for _ in range(2))
    assert first.json() == again.json()


def test_of_fifty_at_once_one_makes_it_and_all_are_answered_alike(desk: Site) -> None:
    path, body = _new_topic(desk)

    async def all_at_once() -> list[httpx.Response]:
        asked = (desk.browser.post(path, json=body, headers=KEY) for _ in range(50))
        return await asyncio.gather(*asked)

    answers = desk.run(all_at_once())

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 49
    assert topics(desk) == 1


def test_signing_up_needs_no_key_and_takes_none(site: Site) -> None:
    for _ in range(2):
        assert site.post(f"{API}/auth/signup", SIGN_UP, headers=KEY).status_code == 202
