"""What people do with what they read, as a client does it."""

import pytest

from entrypoints.http import views
from tests.http.site import Site
from tests.http.test_forum import FORUMS, NO_ID, codes
from tests.http.test_forum_changes import become, reply


@pytest.fixture
def forum(site: Site) -> Site:
    site.member()
    return site


def test_likes_follows_and_bookmarks_are_toggles(forum: Site) -> None:
    topic = forum.topic()
    path = f"{FORUMS}/topics/{topic['id']}"
    for what, said in (("like", "liked"), ("follow", "following"), ("bookmark", "bookmarked")):
        for method, on in (("PUT", True), ("PUT", True), ("DELETE", False), ("DELETE", False), ("PUT", True)):
            answer = forum.request(method, f"{path}/{what}")
            assert (answer.status_code, answer.json()) == (200, {said: on, "count": int(on)})
    (listed,) = forum.get(f"{FORUMS}/topics").json()["items"]
    viewer = forum.get(path).json()["viewer"]
    assert listed["viewer"] == viewer
    assert (viewer["liked"], viewer["following"], viewer["bookmarked"]) == (True, True, True)
    assert (viewer["can_edit"], viewer["can_delete"], viewer["can_mark_best"]) == (True, True, True)
    assert (listed["like_count"], listed["follower_count"], listed["version"]) == (1, 1, 1)
    assert codes(forum.request("PUT", f"{path}/like", json={"liked": True})) == {"liked": "unknown_field"}


def test_a_reply_is_liked_as_well(forum: Site) -> None:
    topic = forum.topic()
    post = reply(forum, topic)
    path = f"{FORUMS}/posts/{post['id']}/like"
    assert forum.request("PUT", path).json() == {"liked": True, "count": 1}
    (shown,) = forum.get(f"{FORUMS}/topics/{topic['id']}/posts").json()["items"]
    assert (shown["like_count"], shown["viewer"]["liked"]) == (1, True)
    assert forum.request("DELETE", path).json() == {"liked": False, "count": 0}
    assert forum.request("PUT", f"{FORUMS}/posts/{NO_ID}/like").status_code == 404


def test_the_best_answer_is_shown_in_lists_and_can_be_asked_for(forum: Site) -> None:
    topic, other = forum.topic(), forum.topic()
    forum.member("omar@steel.example")
    post = reply(forum, topic)
    path = f"{FORUMS}/topics/{topic['id']}/best-answer"
    assert forum.request("PUT", path, json={"post_id": post["id"]}).status_code == 403
    become(forum, "sara@plastics.example")
    answer = forum.request("PUT", path, json={"post_id": post["id"]})
    assert (answer.status_code, answer.json()["best_answer_id"]) == (200, post["id"])
    for query, found in (("answered=true", topic), ("answered=false", other), ("sort=unanswered", other)):
        listed = forum.get(f"{FORUMS}/topics?{query}&limit=1").json()["items"]
        assert [one["id"] for one in listed] == [found["id"]], query
    assert forum.get(f"{FORUMS}/posts/{post['id']}").json()["best_answer"]
    assert codes(forum.request("PUT", path, json={"post_id": NO_ID})) == {"post_id": "not_found"}
    assert forum.request("DELETE", path).json()["answered"] is False


def test_what_is_new_is_counted_and_read(forum: Site) -> None:
    topic = forum.topic()
    forum.member("omar@steel.example")
    for _ in range(3):
        reply(forum, topic)
    become(forum, "sara@plastics.example")
    path = f"{FORUMS}/topics/{topic['id']}"
    assert forum.get(path).json()["viewer"]["unread_count"] == 3
    assert forum.post(f"{path}/read", {"seq": 2}).json()["viewer"]["unread_count"] == 1
    assert codes(forum.post(f"{path}/read", {"seq": -1})) == {"seq": "too_small"}
    assert forum.post(f"{FORUMS}/read-all", {"category": "training"}).json() == {"count": 0}
    assert forum.post(f"{FORUMS}/read-all").json() == {"count": 1}
    assert forum.get(f"{FORUMS}/topics").json()["items"][0]["viewer"]["unread_count"] == 0


@pytest.mark.parametrize("sort", ["top", "hot", "unanswered"])
def test_every_sort_is_walked_without_gaps_or_repetitions(forum: Site, sort: str) -> None:
    made = [forum.topic(title=f"Topic number {number}")["id"] for number in range(5)]
    for topic_id in made[:2]:
        forum.request("PUT", f"{FORUMS}/topics/{topic_id}/like")
    page = forum.get(f"{FORUMS}/topics?sort={sort}&limit=2").json()
    seen = [topic["id"] for topic in page["items"]]
    while cursor := page["next_cursor"]:
        page = forum.get(f"{FORUMS}/topics?sort={sort}&limit=2&cursor={cursor}").json()
        seen += [topic["id"] for topic in page["items"]]
    liked_first = [*made[:2][::-1], *made[2:][::-1]]
    assert seen == (made[::-1] if sort == "unanswered" else liked_first)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Views are counted as soon as nothing else is to be done."""
    gathering = views.Views.__init__
    monkeypatch.setattr(views.Views, "__init__", lambda one, app, lanes: gathering(one, app, lanes, 0))


@pytest.mark.usefixtures("at_once")
def test_a_view_counts_once_for_each_person_and_hour_and_only_what_was_shown(site: Site) -> None:
    site.member()
    path = f"{FORUMS}/topics/{site.topic()['id']}"

    def views_after(method: str = "GET", **headers: str) -> int:
        site.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        site.settle()
        return int(site.get(f"{FORUMS}/topics").json()["items"][0]["view_count"])

    assert views_after("HEAD") == 0
    assert views_after(sec_purpose="prefetch;prerender") == 0
    assert views_after(if_none_match="*") == 0
    assert views_after() == 1
    assert views_after() == 1
    site.member("omar@steel.example")
    assert views_after() == 2
