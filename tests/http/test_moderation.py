"""Reports over HTTP: made by everybody, decided by few."""

import pytest

from tests.http.site import API, Site
from tests.http.test_forum import FORUMS, NO_ID, codes
from tests.http.test_forum_changes import become, reply

REPORTS, QUEUE = f"{API}/reports", f"{API}/moderation/reports"


@pytest.fixture
def forum(site: Site) -> Site:
    site.member()
    return site


def test_a_report_is_made_seen_by_its_maker_and_decided(forum: Site) -> None:
    post = reply(forum, forum.topic())
    forum.member("omar@steel.example")
    new = {"target_type": "post", "target_id": post["id"], "reason": "confidential", "details": "رسم عميل"}
    made = forum.post(REPORTS, new)
    assert made.status_code == 201
    assert forum.get(made.headers["location"]).json() == made.json()
    assert {**made.json(), "id": "", "created_at": ""} == {
        **new,
        "id": "",
        "status": "open",
        "outcome": None,
        "created_at": "",
        "resolved_at": None,
        "version": 1,
    }
    again = forum.post(REPORTS, new)
    assert (again.status_code, again.json()["code"]) == (409, "already_reported")
    assert forum.get(QUEUE).json()["items"] == [], "an admin sees what is said of the own people"
    forum.operator()
    (listed,) = forum.get(f"{QUEUE}?status=open&count=true").json()["items"]
    assert (listed["excerpt"], listed["reporter"]["display_name"]) == (post["body"], "Sara الحربي")
    decision = {"outcome": "removed", "reason": "It is a customer's drawing"}
    decided = forum.post(f"{QUEUE}/{listed['id']}/resolve", decision)
    assert (decided.status_code, decided.json()["outcome"], decided.json()["deleted"]) == (
        200,
        "removed",
        True,
    )
    assert forum.get(f"{FORUMS}/posts/{post['id']}").status_code == 404
    assert forum.post(f"{QUEUE}/{listed['id']}/resolve", decision).json()["code"] == "report_resolved"
    become(forum, "omar@steel.example")
    seen = forum.get(f"{REPORTS}/{listed['id']}").json()
    assert (seen["status"], seen["outcome"]) == ("resolved", "removed")


def test_what_is_wrong_with_a_report_is_told_by_field(forum: Site) -> None:
    wrong = {"target_type": "user", "target_id": "", "reason": "ugly", "details": "x" * 2001}
    assert codes(forum.post(REPORTS, wrong)) == {
        "target_type": "not_a_choice",
        "target_id": "empty",
        "reason": "not_a_choice",
        "details": "too_long",
    }
    unknown = {"target_type": "topic", "target_id": NO_ID, "reason": "spam"}
    assert codes(forum.post(REPORTS, unknown)) == {"target_id": "not_found"}
    no_reason = forum.post(f"{QUEUE}/{NO_ID}/resolve", {"outcome": "removed"})
    assert codes(no_reason) == {"reason": "required"}


def test_a_deletion_may_say_why(forum: Site) -> None:
    topic = forum.topic()
    post = reply(forum, topic)
    path = f"{FORUMS}/posts/{post['id']}"
    assert codes(forum.request("DELETE", path, json={"reason": "x" * 1001})) == {"reason": "too_long"}
    assert forum.request("DELETE", path, json={"reason": "off topic"}).status_code == 204
    assert forum.request("DELETE", f"{FORUMS}/topics/{topic['id']}").status_code == 204


def test_whoever_changes_anothers_words_has_to_say_why_and_the_author_reads_it(forum: Site) -> None:
    topic = forum.topic()
    post = reply(forum, topic)
    of_topic, of_post = f"{FORUMS}/topics/{topic['id']}", f"{FORUMS}/posts/{post['id']}"
    forum.operator()
    for method, path, body in (
        ("PATCH", of_topic, {"title": "Another title"}),
        ("PATCH", of_post, {"body": "shorter"}),
        ("DELETE", of_topic, None),
        ("DELETE", of_post, {}),
        ("DELETE", of_post, {"reason": None}),
    ):
        assert codes(forum.request(method, path, json=body)) == {"reason": "required"}, (method, path)
    assert codes(forum.request("PATCH", of_post, json={"body": "x", "reason": None})) == {
        "reason": "wrong_type"
    }
    assert forum.request("PATCH", of_topic, json={"locked": True}).status_code == 200, "needs no word"
    why = "أسعار عميل < 85%"
    assert forum.request("PATCH", of_post, json={"body": "shorter", "reason": why}).status_code == 200
    assert forum.request("DELETE", of_post, json={"reason": why}).status_code == 204
    (entry, *_) = forum.get(f"{API}/admin/audit").json()["items"]
    assert (entry["action"], entry["details"]["reason"]) == ("post_removed", why)
    forum.world.memory.settle()
    become(forum, "sara@plastics.example")
    told = forum.get(f"{API}/notifications?type=moderation").json()["items"]
    assert [(one["outcome"], one["post_id"], one["reason"], one["actor"]) for one in told] == [
        ("removed", post["id"], why, None),
        ("edited", post["id"], why, None),
        ("locked", None, None, None),
    ]
