"""What is written, changed, taken away and had back, as a client does it."""

from typing import Any

import pytest

from tests.http.site import API, Site
from tests.http.test_forum import FORUMS, NO_ID, codes
from tests.world import PASSPHRASE


@pytest.fixture
def forum(site: Site) -> Site:
    site.member()
    return site


def become(site: Site, email: str) -> None:
    """Somebody with an account comes back to this browser."""
    site.post(f"{API}/auth/login", {"email": email, "password": PASSPHRASE})


def reply(site: Site, topic: dict[str, Any], **more: object) -> dict[str, Any]:
    answer = site.post(f"{FORUMS}/topics/{topic['id']}/posts", {"body": "Vent the mould first", **more})
    assert answer.status_code == 201, answer.text
    post: dict[str, Any] = answer.json()
    return post


def test_a_topic_is_changed_by_who_has_seen_what_is_there(forum: Site) -> None:
    topic = forum.topic()
    path = f"{FORUMS}/topics/{topic['id']}"
    etag = forum.get(path).headers["etag"]
    answer = forum.request(
        "PATCH", path, json={"title": "عيوب في القالب 4", "tags": ["5S"]}, headers={"if-match": etag}
    )
    assert (answer.status_code, answer.json()["title"], answer.json()["version"]) == (
        200,
        "عيوب في القالب 4",
        2,
    )
    assert answer.json()["body"] == topic["body"]
    late = forum.request("PATCH", path, json={"tags": []}, headers={"if-match": etag})
    assert (late.status_code, late.json()["code"], late.json()["version"]) == (412, "version_conflict", 2)
    gone = forum.request("DELETE", path, headers={"if-match": etag})
    assert (gone.status_code, gone.json()["version"]) == (412, 2)
    assert codes(forum.request("PATCH", path, json={"title": "x", "author": 1})) == {
        "title": "too_short",
        "author": "unknown_field",
    }


def test_the_history_tells_what_became_of_the_words(forum: Site) -> None:
    topic = forum.topic(title="Short shots on press 4")
    post = reply(forum, topic)
    forum.request("PATCH", f"{FORUMS}/topics/{topic['id']}", json={"title": "Short shots on press 5"})
    edited = forum.request("PATCH", f"{FORUMS}/posts/{post['id']}", json={"body": "Vent the mould last"})
    assert edited.json()["edited_at"] is not None
    (edit,) = forum.get(f"{FORUMS}/topics/{topic['id']}/history?count=true").json()["items"]
    assert edit["differences"] == [
        {
            "field": "title",
            "before": "Short shots on press 4",
            "after": "Short shots on press 5",
            "pieces": [
                {"kind": "kept", "text": "Short shots on press "},
                {"kind": "removed", "text": "4"},
                {"kind": "added", "text": "5"},
            ],
        }
    ]
    (edit,) = forum.get(f"{FORUMS}/posts/{post['id']}/history").json()["items"]
    assert (edit["version"], edit["differences"][0]["after"]) == (2, "Vent the mould last")


def test_what_is_deleted_is_gone_until_it_is_restored(forum: Site) -> None:
    topic = forum.topic()
    path = f"{FORUMS}/topics/{topic['id']}"
    assert forum.request("DELETE", path).status_code == 204
    for method, where in (
        ("GET", path),
        ("GET", f"{path}/posts"),
        ("GET", f"{path}/history"),
        ("DELETE", path),
        ("PUT", f"{path}/like"),
    ):
        assert forum.request(method, where).status_code == 404
    assert forum.get(f"{FORUMS}/topics").json()["items"] == []
    back = forum.post(f"{path}/restore")
    assert (back.status_code, back.json()["id"]) == (200, topic["id"])
    assert forum.get(path).json() == back.json()


def test_a_deleted_reply_stays_as_a_tombstone_where_others_answered(forum: Site) -> None:
    topic = forum.topic()
    above = reply(forum, topic)
    below = reply(forum, topic, parent_id=above["id"])
    assert forum.request("DELETE", f"{FORUMS}/posts/{above['id']}").status_code == 204
    (shown,) = forum.get(f"{FORUMS}/topics/{topic['id']}/posts").json()["items"]
    assert (shown["deleted"], shown["body"], shown["body_html"]) == (True, None, None)
    assert shown["replies"]["items"][0]["id"] == below["id"]
    assert forum.get(f"{FORUMS}/topics/{topic['id']}").json()["post_count"] == 1
    assert forum.request("DELETE", f"{FORUMS}/posts/{below['id']}").status_code == 204
    assert forum.get(f"{FORUMS}/topics/{topic['id']}/posts").json()["items"] == []
    assert forum.get(f"{FORUMS}/posts/{above['id']}").status_code == 404
    assert forum.post(f"{FORUMS}/posts/{above['id']}/restore").json()["body"] == above["body"]


def test_others_are_told_that_it_is_not_theirs(forum: Site) -> None:
    topic = forum.topic()
    post = reply(forum, topic)
    forum.member("omar@steel.example")
    for path, body in (
        (f"topics/{topic['id']}", {"title": "Mine now"}),
        (f"posts/{post['id']}", {"body": "x"}),
    ):
        for method, rest in (("PATCH", {"json": body}), ("DELETE", {})):
            answer = forum.request(method, f"{FORUMS}/{path}", **rest)
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert forum.request("PATCH", f"{FORUMS}/topics/{NO_ID}", json={}).status_code == 404


def test_pinning_and_locking_is_for_operators(forum: Site) -> None:
    topic = forum.topic()
    path = f"{FORUMS}/topics/{topic['id']}"
    for field in ("pinned", "locked"):
        assert forum.request("PATCH", path, json={field: True}).status_code == 403
    forum.operator()
    locked = forum.request("PATCH", path, json={"pinned": True, "locked": True}).json()
    assert (locked["pinned"], locked["locked"]) == (True, True)
    assert [one["id"] for one in forum.get(f"{FORUMS}/topics?pinned=true").json()["items"]] == [topic["id"]]
    become(forum, "sara@plastics.example")
    for method, where, rest in (
        ("POST", f"{path}/posts", {"json": {"body": "x"}}),
        ("PATCH", path, {"json": {"title": "Another title"}}),
        ("DELETE", path, {}),
    ):
        answer = forum.request(method, where, **rest)
        assert (answer.status_code, answer.json()["code"]) == (409, "topic_locked")


def test_what_can_not_be_restored_any_more_is_said(forum: Site) -> None:
    topic = forum.topic()
    path = f"{FORUMS}/topics/{topic['id']}"
    forum.request("DELETE", path)
    with forum.world.memory.store.begin() as tx:
        kept = tx.topics.get(topic["id"])
        kept.deleted_at = kept.created_at.replace(year=2020)
        tx.topics.keep_standing(kept)
    answer = forum.post(f"{path}/restore")
    assert (answer.status_code, answer.json()["code"]) == (409, "restore_expired")
