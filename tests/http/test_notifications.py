"""What people are told, over HTTP: listed, counted and read; preferences that act, mails that end."""

import json
from datetime import timedelta
from typing import Any

import pytest

from p2p_core.notifications.model import Mail
from tests.http.conftest import MakeSite
from tests.http.site import API, Site
from tests.http.test_forum import NO_ID, codes

HERE = f"{API}/notifications"
FORUMS = f"{API}/forums"
FORM = {"content-type": "application/x-www-form-urlencoded"}
ONE_CLICK: dict[str, Any] = {"content": b"List-Unsubscribe=One-Click", "headers": FORM}


@pytest.fixture
def answered(site: Site) -> dict[str, Any]:
    """A topic that somebody replied to and liked; who asked is signed in."""
    site.member()
    topic = site.topic()
    site.member("omar@steel.example")
    site.post(f"{FORUMS}/topics/{topic['id']}/posts", {"body": "نعم"})
    site.request("PUT", f"{FORUMS}/topics/{topic['id']}/like")
    site.world.memory.settle()
    site.log_in()
    return topic


@pytest.fixture
def letters(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[Mail]:
    """The mails as they are handed over, with what only mail programs see."""
    sent: list[Mail] = []
    send = site.world.memory.mailbox.send

    def keep(mail: Mail) -> None:
        sent.append(mail)
        send(mail)

    monkeypatch.setattr(site.world.memory.mailbox, "send", keep)
    return sent


def test_notifications_are_listed_counted_and_read(site: Site, answered: dict[str, Any]) -> None:
    page = site.get(f"{HERE}?count=true").json()
    assert page["total"] == 2
    like, reply = page["items"]
    assert set(reply) == {
        *("id", "type", "actor", "count", "topic", "post_id", "outcome", "reason", "read", "happened_at")
    }
    assert (like["type"], like["count"], like["post_id"]) == ("like", 1, None)
    assert (reply["type"], reply["read"]) == ("reply", False)
    assert reply["topic"] == {"id": answered["id"], "title": answered["title"]}
    assert reply["actor"]["organization"]["name"] == "مصنع الخليج"
    assert site.get(f"{HERE}/unread-count").json() == {"notifications": 2, "messages": 0}
    for _ in range(2):
        read = site.request("PATCH", f"{HERE}/{reply['id']}/read")
        assert (read.status_code, read.json()) == (200, reply | {"read": True})
    assert site.get(f"{HERE}/unread-count").json()["notifications"] == 1
    assert [one["id"] for one in site.get(f"{HERE}?unread=true").json()["items"]] == [like["id"]]
    assert [one["id"] for one in site.get(f"{HERE}?type=reply").json()["items"]] == [reply["id"]]
    assert site.post(f"{HERE}/read-all").json() == {"count": 1}
    assert site.post(f"{HERE}/read-all").json() == {"count": 0}
    assert site.get(f"{HERE}/unread-count").json()["notifications"] == 0


@pytest.mark.usefixtures("answered")
def test_what_happened_since_a_moment_is_told_to_who_looks_again_and_again(site: Site) -> None:
    moment = site.get(HERE).json()["items"][0]["happened_at"]
    assert len(site.get(f"{HERE}?since={moment}").json()["items"]) == 2
    site.world.clock.move(timedelta(milliseconds=1))
    later = site.world.clock.now().isoformat().replace("+00:00", "Z")
    answer = site.get(f"{HERE}?since={later}")
    assert answer.json()["items"] == []
    again = site.get(f"{HERE}?since={later}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert codes(site.get(f"{HERE}?since=yesterday&type=gossip")) == {
        "since": "not_a_moment",
        "type": "not_a_choice",
    }


@pytest.mark.parametrize(
    ("path", "slides"),
    [
        (f"{HERE}/unread-count", False),
        (f"{HERE}?since=2026-01-01T00:00:00Z", False),
        (HERE, True),
        (f"{HERE}/preferences", True),
    ],
)
def test_looking_for_news_keeps_no_session_alive(site: Site, path: str, *, slides: bool) -> None:
    ends = site.member()["session"]["idle_expires_at"]
    site.world.clock.move(timedelta(hours=7))
    assert site.get(path).status_code == 200
    site.settle()
    kept = site.get(f"{API}/auth/sessions").json()["items"][0]["idle_expires_at"]
    assert (kept > ends) == slides


def test_who_only_looks_for_news_is_signed_out_in_the_end(site: Site) -> None:
    site.member()
    for _ in range(8):
        site.world.clock.move(timedelta(minutes=59))
        assert site.get(f"{HERE}/unread-count").status_code == 200
        site.settle()
    site.world.clock.move(timedelta(minutes=9))
    assert site.get(f"{HERE}/unread-count").status_code == 401


def test_what_somebody_else_was_told_does_not_exist(site: Site, answered: dict[str, Any]) -> None:
    del answered
    theirs = site.get(HERE).json()["items"][0]["id"]
    site.log_in("omar@steel.example")
    unknown, foreign = (site.request("PATCH", f"{HERE}/{one}/read") for one in (NO_ID, theirs))
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    assert foreign.json()["detail"] == unknown.json()["detail"]
    assert foreign.status_code == 404
    assert site.get(HERE).json()["items"] == []


def test_preferences_are_said_kind_by_kind_and_only_what_acts_is_taken(site: Site) -> None:
    site.member()
    said = site.get(f"{HERE}/preferences").json()
    assert said == {
        "reply": {"in_app": True, "email": "instant"},
        "followed_topic": {"in_app": True, "email": "off"},
        "mention": {"in_app": True, "email": "instant"},
        "best_answer": {"in_app": True, "email": "instant"},
        "like": {"in_app": True, "email": "off"},
        "moderation": {"in_app": True, "email": "instant"},
        "report": {"in_app": True, "email": "off"},
    }
    path = f"{HERE}/preferences"
    changed = site.request("PUT", path, json={"reply": {"in_app": False, "email": "off"}})
    assert changed.json() == said | {"reply": {"in_app": False, "email": "off"}}
    assert site.get(path).json() == changed.json()
    wrong = {
        "like": {"in_app": True, "email": "weekly"},
        "reply": {"in_app": 1},
        "gossip": {"in_app": True, "email": "off"},
        "best_answer": None,
    }
    assert codes(site.request("PUT", path, json=wrong)) == {
        "like.email": "not_a_choice",
        "reply.in_app": "wrong_type",
        "reply.email": "required",
        "gossip": "unknown_field",
        "best_answer": "wrong_type",
    }
    assert site.request("PUT", path, json={}).json() == changed.json()


def test_a_mail_can_be_ended_in_one_click_by_its_reader_or_their_mail_program(
    site: Site, letters: list[Mail], answered: dict[str, Any]
) -> None:
    (mail,) = [one for one in letters if one.unsubscribe_url]
    assert mail.to == "sara@plastics.example"
    base = site.settings.public_url
    assert mail.unsubscribe_url.startswith(f"{base}/unsubscribe/")
    path = mail.unsubscribe_url.removeprefix(base)
    site.browser.cookies.clear()
    for _ in range(2):
        assert site.request("POST", path, **ONE_CLICK).status_code == 204
    site.log_in()
    assert site.get(f"{HERE}/preferences").json()["reply"] == {"in_app": True, "email": "off"}
    site.log_in("omar@steel.example")
    site.post(f"{FORUMS}/topics/{answered['id']}/posts", {"body": "more"})
    site.world.memory.settle()
    assert [one for one in letters if one.unsubscribe_url] == [mail]


def test_nothing_ends_by_get_and_the_address_for_programs_leads_people_to_the_page(
    site: Site, letters: list[Mail], answered: dict[str, Any]
) -> None:
    del answered
    path = letters[-1].unsubscribe_url.removeprefix(site.settings.public_url)
    led = site.get(path)
    assert (led.status_code, led.headers["cache-control"]) == (303, "no-store")
    assert led.headers["location"] == path.replace("/unsubscribe/", "/unsubscribe#token=")
    assert site.get(f"{HERE}/preferences").json()["reply"]["email"] == "instant"
    token = path.rpartition("/")[2]
    site.browser.cookies.clear()
    ended = site.post(f"{HERE}/unsubscribe", {"token": token})
    assert (ended.status_code, ended.json()) == (200, {"type": "reply", "email": "off"})
    assert ended.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_link_that_is_not_ours_ends_nothing(site: Site, content_type: str) -> None:
    headers = {"content-type": content_type}
    refused = site.request("POST", "/unsubscribe/nonsense", content=b"x", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (422, "token_invalid")
    assert site.post(f"{HERE}/unsubscribe", {"token": "nonsense"}).json()["code"] == "token_invalid"


def test_other_bodies_and_other_sites_pages_are_refused_as_everywhere(site: Site) -> None:
    plain = {"content-type": "text/plain"}
    assert site.request("POST", "/unsubscribe/x", content=b"x", headers=plain).status_code == 415
    assert site.request("POST", f"{HERE}/read-all", **ONE_CLICK).status_code == 415
    elsewhere = {**FORM, "sec-fetch-site": "cross-site"}
    answer = site.request("POST", "/unsubscribe/x", content=b"x", headers=elsewhere)
    assert answer.json()["code"] == "cross_origin"


def test_the_log_tells_no_token(make_site: MakeSite) -> None:
    site = make_site()
    site.request("POST", "/unsubscribe/very-secret", **ONE_CLICK)
    site.get("/unsubscribe/very-secret")
    site.close()
    paths = [json.loads(line).get("path") for line in site.log.getvalue().splitlines()]
    assert paths == ["/unsubscribe/…"] * 2
