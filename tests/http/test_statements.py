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
    f"{API}/auth/session": 2,
    "/health": 1,
    "/": 0,
}
# the category is found, the topic added and counted; the topic is held, its reply counted, the post added;
# what is new is counted from there for whoever wrote; each is indexed, and read as it is shown
WRITING = {"topic": 6, "post": 6}


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    made = Installed(tmp_path)
    made.member()
    made.container.store().sessions.remembered.life = 3600  # however slowly this test runs
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
    assert writing == WRITING
    found = {}
    for path in READING:
        with statements() as said:
            answer = installed.request("GET", path.format(**known))
        assert answer.status_code == 200, answer.text
        found[path] = len(said)
    assert found == READING


def test_a_burst_of_requests_looks_up_once_who_is_signed_in(installed: Installed) -> None:
    with statements() as said:
        for _ in range(5):
            assert installed.request("GET", f"{FORUMS}/topics").status_code == 200
    assert len([text for text in said if "token_hash = ?" in text]) == 1
    installed.request("POST", f"{API}/auth/logout")
    assert installed.request("GET", f"{FORUMS}/topics").status_code == 401
