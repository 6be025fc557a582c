"""Search as a client asks for it."""

from typing import Any

import pytest

from entrypoints.http.operations import API as ROUTES
from entrypoints.http.routes import declared
from p2p_core.shared.budgets import SPENDS, Spent
from tests.http.site import API, Site

FORUMS = f"{API}/forums"


def codes(answer: Any) -> dict[str, str]:  # noqa: ANN401 - an answer
    """Field -> code of a 422."""
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


@pytest.fixture
def forum(site: Site) -> Site:
    site.member()
    return site


def started(forum: Site, title: str, **given: object) -> dict[str, Any]:
    category = forum.get(f"{FORUMS}/categories").json()["items"][0]["id"]
    new = {"title": title, "body": "temp < 40 and pressure > 3 bar", "category_id": category, **given}
    topic: dict[str, Any] = forum.request("POST", f"{FORUMS}/topics", json=new).json()
    return topic


@pytest.mark.parametrize("path", ["search?q=x", "similar?title=x"])
def test_nobody_searches_without_a_session(site: Site, path: str) -> None:
    assert site.get(f"{FORUMS}/{path}").status_code == 401


def test_a_hit_is_a_topic_as_in_lists_with_what_was_found_marked(forum: Site) -> None:
    topic = started(forum, "Short shots <on> press 4", tags=["PLC"])
    forum.request("POST", f"{FORUMS}/topics/{topic['id']}/posts", json={"body": "الصِّيانةُ **أولا**"})

    answer = forum.get(f"{FORUMS}/search?q=shots+press")
    page = answer.json()

    assert answer.headers["cache-control"] == "private, no-cache"
    assert set(page) == {"items", "next_cursor"}
    (hit,) = page["items"]
    assert set(hit) == {"topic", "post_id", "highlight"}
    assert hit["topic"] == forum.get(f"{FORUMS}/topics").json()["items"][0]
    assert hit["post_id"] is None
    assert hit["highlight"] == {
        "title": "Short <mark>shots</mark> &lt;on&gt; <mark>press</mark> 4",
        "body": "temp &lt; 40 and pressure &gt; 3 bar",
    }
    (reply,) = forum.get(f"{FORUMS}/search?q=الصيانة").json()["items"]
    assert reply["post_id"]
    assert reply["highlight"]["body"] == "<mark>الصِّيانةُ</mark> أولا"


def test_pages_counts_filters_and_sorts_are_those_of_every_list(forum: Site) -> None:
    topics = [started(forum, f"Press number {name}")["id"] for name in ("one", "two", "three")]

    first = forum.get(f"{FORUMS}/search?q=press&limit=2&count=true&sort=newest").json()
    second = forum.get(f"{FORUMS}/search?q=press&limit=2&sort=newest&cursor={first['next_cursor']}").json()

    assert first["total"] == 3
    assert [hit["topic"]["id"] for hit in first["items"] + second["items"]] == topics[::-1]
    assert second["next_cursor"] is None
    assert forum.get(f"{FORUMS}/search?q=press&tag=none").json()["items"] == []
    assert forum.get(f"{FORUMS}/search?q=press&to=2020-01-01T00:00:00Z").json()["items"] == []
    assert len(forum.get(f"{FORUMS}/search?q=press&from=2020-01-01T00:00:00Z").json()["items"]) == 3
    assert (
        forum.get(f"{FORUMS}/search?q=press&cursor={first['next_cursor']}").json()["code"] == "invalid_cursor"
    )


def test_what_is_wrong_with_a_question_is_told(forum: Site) -> None:
    assert codes(forum.get(f"{FORUMS}/search")) == {"q": "required"}
    assert codes(forum.get(f"{FORUMS}/similar")) == {"title": "required"}
    wrong = forum.get(f"{FORUMS}/search?q=%00&sort=best&from=yesterday&answered=maybe")
    assert codes(wrong) == {
        "q": "control_character",
        "sort": "not_a_choice",
        "from": "not_a_moment",
        "answered": "not_a_switch",
    }
    assert codes(forum.get(f"{FORUMS}/search?q={'x' * 201}")) == {"q": "too_long"}


@pytest.mark.parametrize(
    "question", ['"', "%22%22", "*", "-", "NEAR(", "title:x", "';--", "%F0%9F%92%A5", "a" * 200]
)
def test_whatever_is_asked_is_answered(forum: Site, question: str) -> None:
    for path in ("search?q=", "topics?q=", "similar?title="):
        answer = forum.get(f"{FORUMS}/{path}{question}")
        assert (answer.status_code, answer.json()["items"]) == (200, [])


def test_lists_of_topics_can_be_narrowed_by_words(forum: Site) -> None:
    topic = started(forum, "Short shots on press 4")
    started(forum, "Something else")
    page = forum.get(f"{FORUMS}/topics?q=shots&sort=hot&count=true").json()
    assert ([one["id"] for one in page["items"]], page["total"]) == ([topic["id"]], 1)


def test_similar_topics_are_a_page_of_at_most_five(forum: Site) -> None:
    for number in range(7):
        started(forum, f"Short shots on press {number}")
    page = forum.get(f"{FORUMS}/similar?title=shots+on+the+press").json()
    assert len(page["items"]) == 5
    assert page["next_cursor"] is None
    assert "body" not in page["items"][0]


def test_all_that_looks_for_words_in_the_forum_is_within_the_budget_of_searches() -> None:
    looking = {"searchForum", "listSimilarTopics", "listTopics"}
    assert looking <= {operation.id for *_, operation in declared(ROUTES)}
    assert {SPENDS.get(one) for one in looking} == {Spent.SEARCHES}
