"""Files beside topics and replies over HTTP."""

from typing import Any

import pytest

from p2p_core.contracts.files import a_png
from tests.http.site import API, Site
from tests.http.test_forum import FORUMS, NO_ID, codes
from tests.http.test_forum_changes import become


@pytest.fixture
def forum(site: Site) -> Site:
    site.member()
    return site


def file(site: Site, name: str = "mould.png") -> str:
    sent = {"data": {"purpose": "attachment"}, "files": {"file": (name, a_png())}}
    made: dict[str, Any] = site.request("POST", f"{API}/files", **sent).json()
    site.world.memory.settle()
    return str(made["id"])


def test_files_are_shown_beside_the_words_and_fetched_by_their_readers(forum: Site) -> None:
    one, two, three = file(forum), file(forum), file(forum)
    new = {
        "title": "Short shots on press 4",
        "body": "temp < 40 and pressure > 3 bar",
        "category_id": forum.category(),
        "attachment_ids": [two, one],
    }
    made = forum.post(f"{FORUMS}/topics", new)
    assert made.status_code == 201
    topic = f"{FORUMS}/topics/{made.json()['id']}"
    assert [shown["id"] for shown in made.json()["attachments"]] == [two, one]
    post = forum.post(f"{topic}/posts", {"body": "نعم", "attachment_ids": [three]}).json()
    forum.member("omar@steel.example")
    (listed,) = forum.get(f"{topic}/posts").json()["items"]
    assert listed["attachments"] == post["attachments"]
    (shown,) = listed["attachments"]
    assert (shown["name"], shown["media_type"], shown["status"]) == ("mould.png", "image/png", "ready")
    assert forum.get(shown["url"]).status_code == 200
    become(forum, "sara@plastics.example")
    changed = forum.request("PATCH", topic, json={"attachment_ids": [one]}).json()
    assert [kept["id"] for kept in changed["attachments"]] == [one]
    assert (changed["version"], changed["title"]) == (2, new["title"])
    assert (
        forum.request("PATCH", f"{FORUMS}/posts/{post['id']}", json={"attachment_ids": []}).json()[
            "attachments"
        ]
        == []
    )


def test_what_is_to_be_seen_is_told_beside_the_words_said_before_or_after(forum: Site) -> None:
    one = file(forum)
    path, seal = f"{API}/files/{one}", "ختم متآكل [يسارًا]"
    said = forum.request("PATCH", path, json={"description": seal})
    assert (said.status_code, said.json()["description"]) == (200, seal)
    topic = f"{FORUMS}/topics/{forum.topic(attachment_ids=[one])['id']}"
    assert forum.get(topic).json()["attachments"][0]["description"] == seal
    old = {"if-match": '"1-x"'}
    assert forum.request("PATCH", path, json={"description": "late"}, headers=old).status_code == 412
    assert forum.request("PATCH", path, json={"description": ""}).status_code == 200
    assert forum.get(topic).json()["attachments"][0]["description"] == ""
    assert codes(forum.request("PATCH", path, json={"description": "a" * 501})) == {"description": "too_long"}
    forum.member("omar@steel.example")
    assert forum.request("PATCH", path, json={"description": "mine"}).status_code == 403


def test_what_can_not_be_attached_is_told_by_place(forum: Site) -> None:
    foreign = file(forum)
    forum.member("omar@steel.example")
    topic = f"{FORUMS}/topics/{forum.topic()['id']}"
    refused = forum.post(f"{topic}/posts", {"body": "x", "attachment_ids": [file(forum), foreign, NO_ID]})
    assert codes(refused) == {"attachment_ids.1": "not_found", "attachment_ids.2": "not_found"}
    assert codes(forum.request("PATCH", topic, json={"attachment_ids": [foreign]})) == {
        "attachment_ids.0": "not_found"
    }
    many = {"body": "x", "attachment_ids": [str(number) for number in range(11)]}
    assert codes(forum.post(f"{topic}/posts", many)) == {"attachment_ids": "too_many"}
