"""How many statements each request takes: a list that asks once more for each row shows here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.http.installed import Installed, statements
from tests.http.site import API

FORUMS = f"{API}/forums"
READING = {
    f"{FORUMS}/categories": 1,
    f"{FORUMS}/categories?count=true": 1,
    f"{FORUMS}/topics": 1,
    f"{FORUMS}/topics?count=true": 2,
    f"{FORUMS}/topics?category=maintenance&sort=newest": 1,
    f"{FORUMS}/topics?sort=hot&answered=false": 1,
    f"{FORUMS}/topics?bookmarked=true&following=false": 1,
    f"{FORUMS}/topics/{{topic}}": 1,
    f"{FORUMS}/topics/{{topic}}/history": 2,
    f"{FORUMS}/topics/{{topic}}/posts": 1,
    f"{FORUMS}/topics/{{topic}}/posts?count=true": 2,
    f"{FORUMS}/posts/{{post}}": 1,
    f"{FORUMS}/topics?q=press&sort=newest": 1,
    f"{FORUMS}/search?q=press": 1,
    f"{FORUMS}/search?q=press&sort=newest": 1,
    f"{FORUMS}/search?q=press&count=true": 2,
    f"{FORUMS}/search?q=%22%22": 0,
    f"{FORUMS}/similar?title=shots+on+the+press": 1,
    f"{API}/notifications": 1,
    f"{API}/notifications?unread=true&type=reply&count=true": 2,
    f"{API}/notifications/unread-count": 1,
    f"{API}/notifications/preferences": 1,
    f"{API}/auth/session": 2,
    f"{API}/users/{{user}}": 1,
    f"{API}/public/figures": 1,
    "/health": 1,
    "/": 0,
}
# the category is found, the topic added and counted; the topic is held, its reply counted, the post added;
# what is new is counted from there for whoever wrote, what is earned is written down, the reply is
# told of; each is indexed, and read as it is shown
WRITING = {"topic": 8, "post": 9}
# its mails counted and the count kept, itself, the event, the line in the log
WRITTEN_FOR_EACH_INVITATION = 5


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    made = Installed(tmp_path)
    made.member()
    made.database.sessions.remembered.life = 3600  # however slowly this test runs
    yield made
    made.close()


def written(installed: Installed) -> tuple[dict[str, str], dict[str, int]]:
    """A topic with many replies, and how many statements writing took."""
    category = installed.request("GET", f"{FORUMS}/categories").json()["items"][0]["id"]
    new = {
        "title": "Short shots on press 4",
        "body": "temp < 40 and pressure > 3 bar",
        "category_id": category,
    }
    with statements() as topic:
        started = installed.request("POST", f"{FORUMS}/topics", json=new).json()["id"]
    replies = [{"body": "نعم، 85%"}] * 12
    posts = [
        installed.request("POST", f"{FORUMS}/topics/{started}/posts", json=one).json() for one in replies
    ]
    with statements() as post:
        installed.request("POST", f"{FORUMS}/topics/{started}/posts", json=replies[0])
    return {"topic": started, "post": posts[0]["id"]}, {"topic": len(topic), "post": len(post)}


def test_each_request_takes_so_many_statements_and_no_more(installed: Installed) -> None:
    known, writing = written(installed)
    known["user"] = installed.request("GET", f"{API}/users/me").json()["id"]
    assert writing == WRITING
    found = {}
    for path in READING:
        with statements() as said:
            answer = installed.request("GET", path.format(**known))
        assert answer.status_code == 200, answer.text
        found[path] = len(said)
    assert found == READING


INVITATIONS = f"{API}/invitations/bulk"


def inviting(installed: Installed, count: int, *, dry_run: bool, start: int = 0) -> list[str]:
    """What was said to invite so many, one of whom has an account and one no address."""
    lines = [{"email": f"a{number}@x.example"} for number in range(start, start + count - 2)]
    lines += [{"email": "sara@plastics.example"}, {"email": "no\u0000body"}]
    with statements() as said:
        answer = installed.request("POST", INVITATIONS, json={"invitations": lines, "dry_run": dry_run})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert [one["code"] for one in told["results"][-2:]] == ["already_member", "not_an_email"]
    assert told["refused"] == 2
    assert all(bool(one["invitation"]) != dry_run for one in told["results"][:-2])
    return said


def test_a_list_of_invitations_is_looked_up_in_as_many_statements_however_long_it_is(
    installed: Installed,
) -> None:
    installed.request("GET", f"{API}/auth/session")  # who asks is known from here on
    rehearsals = [len(inviting(installed, count, dry_run=True)) for count in (3, 200)]
    assert rehearsals == [6, 6], "organization, inviter, pending, mailed lately, accounts; what is shown"
    few, many = (inviting(installed, count, dry_run=False, start=count) for count in (12, 112))
    looked_up = [sum(text.startswith("SELECT") for text in said) for said in (few, many)]
    assert looked_up == [6, 6]
    assert (len(many) - len(few)) / 100 == WRITTEN_FOR_EACH_INVITATION


def test_a_burst_of_requests_looks_up_once_who_is_signed_in(installed: Installed) -> None:
    with statements() as said:
        for _ in range(5):
            assert installed.request("GET", f"{FORUMS}/topics").status_code == 200
    assert len([text for text in said if "token_hash = ?" in text]) == 1
    installed.request("POST", f"{API}/auth/logout")
    assert installed.request("GET", f"{FORUMS}/topics").status_code == 401
