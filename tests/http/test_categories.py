"""Categories as operators look after them, and what any change over HTTP promises."""

from typing import Any

import httpx
import pytest

from entrypoints.http.examples import EXAMPLES
from p2p_core.identity.accounts.shapes import AccountOf
from tests.http.promises import the_document
from tests.http.site import API, Site
from tests.http.test_forum import NO_ID, codes
from tests.world import World

PATH = f"{API}/forums/categories"
NEW: dict[str, Any] = {"name": "Mould making", "name_ar": "صناعة القوالب"}


@pytest.fixture
def desk(site: Site) -> Site:
    site.operator()
    return site


def made(desk: Site, **changes: object) -> httpx.Response:
    answer = desk.post(PATH, {**NEW, **changes})
    assert answer.status_code == 201, answer.text
    return answer


def test_a_new_category_comes_back_whole_with_its_address_and_etag(desk: Site) -> None:
    answer = made(desk)

    read = desk.get(answer.headers["location"])
    assert read.json() == answer.json()
    assert read.headers["etag"] == answer.headers["etag"]
    assert answer.json()["slug"] == "mould-making"
    assert desk.get(f"{PATH}?limit=100").json()["items"][-1] == answer.json()


def test_the_examples_work(desk: Site) -> None:
    category = desk.post(PATH, EXAMPLES["createCategory"]).json()
    edited = desk.request("PATCH", f"{PATH}/{category['id']}", json=EXAMPLES["editCategory"]).json()

    assert edited == {**category, **EXAMPLES["editCategory"], "version": 2}


def test_all_mistakes_in_changes_are_told_at_once(desk: Site) -> None:
    path = made(desk).headers["location"]
    changes = {"name": None, "slug": "A B", "colour": 7, "position": 10**400, "topic_count": 5}

    assert codes(desk.request("PATCH", path, json=changes)) == {
        "name": "wrong_type",
        "slug": "not_a_slug",
        "colour": "wrong_type",
        "position": "too_large",
        "topic_count": "unknown_field",
    }


@pytest.mark.parametrize("number", [2**31, 2**63, -1, 1.5, "3", True, None])
def test_a_number_that_no_position_can_be_is_refused(desk: Site, number: object) -> None:
    path = made(desk).headers["location"]

    assert set(codes(desk.request("PATCH", path, json={"position": number}))) == {"position"}


def test_the_document_says_that_changes_may_be_left_out_and_not_what_keeps_them() -> None:
    schema = the_document()["components"]["schemas"]["CategoryChanges"]

    assert schema["required"] == []
    assert schema["properties"]["name"].items() >= {"type": "string", "minLength": 2, "maxLength": 80}.items()
    assert "default" not in str(schema)


def test_an_empty_change_is_no_edit(desk: Site) -> None:
    before = made(desk)

    after = desk.request("PATCH", before.headers["location"], json={})
    assert (after.status_code, after.json()) == (200, before.json())
    assert after.headers["etag"] == before.headers["etag"]


def test_a_taken_slug_and_a_category_with_topics_are_conflicts(desk: Site) -> None:
    path = made(desk).headers["location"]
    topic = desk.topic()

    for answer, code in (
        (desk.post(PATH, NEW), "slug_taken"),
        (desk.request("PATCH", path, json={"slug": "general"}), "slug_taken"),
        (desk.request("DELETE", f"{PATH}/{topic['category']['id']}"), "category_not_empty"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_a_deleted_category_is_gone(desk: Site) -> None:
    path = made(desk).headers["location"]

    gone = desk.request("DELETE", path)
    assert (gone.status_code, gone.content) == (204, b"")
    for method in ("GET", "DELETE"):
        assert desk.request(method, path).status_code == 404
    assert desk.request("PATCH", path, json={}).status_code == 404


def test_who_is_no_operator_is_told_so_before_anything_else_is_looked_at(site: Site) -> None:
    site.member()

    for method, path in (("POST", PATH), ("PATCH", f"{PATH}/{NO_ID}"), ("DELETE", f"{PATH}/{NO_ID}")):
        refused = site.request(method, f"{path}?colour=red", json={"name": 5}, headers={"if-match": "x"})
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


def test_where_a_request_came_from_is_asked_before_who_may(site: Site) -> None:
    site.member()
    refused = site.post(PATH, NEW, headers={"sec-fetch-site": "cross-site"})

    assert refused.json()["code"] == "cross_origin"


def test_rights_end_with_the_next_request(desk: Site) -> None:
    path = made(desk).headers["location"]
    desk.world.app.identity.accounts.demote_operator(AccountOf(email=World.OPERATOR))

    assert desk.request("DELETE", path).status_code == 403


MATCHING = ['"1"', '"1-x"', 'W/"1-x"', '"7-x", "1-x"', '"other" ,\t"1-"', "*", " * "]
NOT_MATCHING = ['"2-x"', '"x"', '""', '"1x"', '"x-1"', f'"{"1" * 400}-x"', '"-1"']
MALFORMED = ["", "1", "1-x", "'1-x'", '"1-x', '"1-x" "2-x"', '"1-x",', ",", '*, "1-x"', '"1 x"', "w/x"]


@pytest.mark.parametrize("tags", MATCHING)
def test_a_change_of_the_version_that_was_seen_is_made(desk: Site, tags: str) -> None:
    path = made(desk).headers["location"]

    assert (
        desk.request("PATCH", path, json={"position": 5}, headers={"if-match": tags}).json()["version"] == 2
    )


@pytest.mark.parametrize("tags", NOT_MATCHING)
def test_a_change_of_another_version_is_refused_with_the_present_one(desk: Site, tags: str) -> None:
    present = made(desk)
    path = present.headers["location"]

    for refused in (
        desk.request("PATCH", path, json={"position": 5}, headers={"if-match": tags}),
        desk.request("DELETE", path, headers={"if-match": tags}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (412, "version_conflict")
        assert refused.json()["version"] == 1
        assert refused.headers["etag"] == present.headers["etag"]
    assert desk.get(path).json() == present.json()


@pytest.mark.parametrize("tags", MALFORMED)
def test_what_is_no_tag_is_told_before_the_thing_is_looked_for(desk: Site, tags: str) -> None:
    for method in ("PATCH", "DELETE"):
        body: dict[str, object] = {"json": {}} if method == "PATCH" else {}
        refused = desk.request(method, f"{PATH}/{NO_ID}", headers={"if-match": tags}, **body)
        assert codes(refused) == {"If-Match": "not_an_etag"}


def test_what_others_saw_and_changed_is_not_overwritten(desk: Site) -> None:
    first = made(desk)
    path, seen = first.headers["location"], {"if-match": first.headers["etag"]}

    mine = desk.request("PATCH", path, json={"name": "Mine"}, headers=seen)
    theirs = desk.request("PATCH", path, json={"name": "Theirs"}, headers=seen)
    again = desk.request("PATCH", path, json={"name": "Theirs"}, headers={"if-match": theirs.headers["etag"]})

    assert [answer.status_code for answer in (mine, theirs, again)] == [200, 412, 200]
    assert again.json()["version"] == 3


def test_a_changed_thing_is_always_sent_whole(desk: Site) -> None:
    first = made(desk)
    tag = {"if-none-match": first.headers["etag"]}

    answer = desk.request("PATCH", first.headers["location"], json={}, headers=tag)
    assert answer.json() == first.json()


WITHOUT_VERSION = {
    "endUserSessions",
    "endSession",
    "endOtherSessions",
    "endAccessToken",
    "removeSecondFactor",
}
"""Sessions, tokens and second factors are ended, never edited: they have no version."""
TURNED_ON_AND_OFF = {"acceptAnswer", "withdrawAnswer"} | {
    f"{prefix}{word}"
    for prefix in ("", "un")
    for word in ("likeTopic", "likePost", "followTopic", "bookmarkTopic", "blockPerson")
}
"""Said of a thing or of somebody by one person, as often as they like: nothing of it is edited."""


ONES_OWN = {"putNotificationPreferences", "readNotification"}
"""What only one person says and sees: the last word is theirs."""


def test_everything_that_changes_one_thing_heeds_if_match() -> None:
    unheeding = [
        one["operationId"]
        for item in the_document()["paths"].values()
        for method, one in item.items()
        if method in {"patch", "put", "delete"} and "412" not in one["responses"]
    ]

    assert set(unheeding) == WITHOUT_VERSION | TURNED_ON_AND_OFF | ONES_OWN
