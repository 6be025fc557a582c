"""Categories, topics and replies as a client reads and writes them."""

from typing import Any

import pytest

from tests.http.site import API, Site
from tests.world import PASSPHRASE

FORUMS = f"{API}/forums"
NO_ID = "0190a0b0-0000-7000-8000-000000000000"


def codes(answer: Any) -> dict[str, str]:  # noqa: ANN401 - an answer
    """Field -> code of a 422."""
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


@pytest.fixture
def forum(site: Site) -> Site:
    site.member()
    return site


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "categories"),
        ("GET", "topics"),
        ("POST", "topics"),
        ("GET", f"topics/{NO_ID}"),
        ("GET", f"topics/{NO_ID}/posts"),
        ("POST", f"topics/{NO_ID}/posts"),
        ("GET", f"posts/{NO_ID}"),
    ],
)
def test_nobody_reads_or_writes_without_a_session(site: Site, method: str, path: str) -> None:
    assert site.request(method, f"{FORUMS}/{path}").status_code == 401


def test_the_categories_are_a_page_in_both_languages(forum: Site) -> None:
    page = forum.get(f"{FORUMS}/categories").json()

    assert set(page) == {"items", "next_cursor"}
    assert len(page["items"]) == 11
    assert page["items"][0]["name_ar"] == "الأتمتة"


def test_the_categories_are_paged_like_every_list(forum: Site) -> None:
    first = forum.get(f"{FORUMS}/categories?limit=8&count=true").json()
    second = forum.get(f"{FORUMS}/categories?limit=8&cursor={first['next_cursor']}").json()

    assert first["total"] == 11
    assert len({category["slug"] for category in first["items"] + second["items"]}) == 11
    assert second["next_cursor"] is None
    assert codes(forum.get(f"{FORUMS}/categories?limit=0&sort=x")) == {
        "limit": "too_small",
        "sort": "unknown_parameter",
    }
    assert forum.get(f"{FORUMS}/categories?cursor=damaged").json()["code"] == "invalid_cursor"


def test_a_new_topic_comes_back_whole_with_its_address_and_etag(forum: Site) -> None:
    category = forum.category()
    body = "temp < 40 and pressure > 3 bar, 85%, C++\r\n\r\n| a | b |"

    answer = forum.post(
        f"{FORUMS}/topics",
        {"title": "عيوب في القالب 4", "body": body, "category_id": category, "tags": ["5S"]},
    )

    topic = answer.json()
    assert answer.status_code == 201
    assert topic["body"] == body.replace("\r\n", "\n")
    assert (topic["post_count"], topic["last_post"], topic["best_answer_id"]) == (0, None, None)
    read = forum.get(answer.headers["location"])
    assert read.json() == topic
    assert read.headers["etag"] == answer.headers["etag"]
    assert answer.headers["etag"].startswith(f'"{topic["version"]}-')


def test_what_a_client_has_already_is_not_sent_again(forum: Site) -> None:
    path = f"{FORUMS}/topics/{forum.topic()['id']}"
    etag = forum.get(path).headers["etag"]

    same = forum.get(path, headers={"if-none-match": etag})
    listed = forum.get(path, headers={"if-none-match": f'"other", W/{etag}'})
    other = forum.get(path, headers={"if-none-match": '"1-other"'})

    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    assert (listed.status_code, other.status_code) == (304, 200)
    forum.post(f"{path}/posts", {"body": "a reply changes what is shown"})
    assert forum.get(path, headers={"if-none-match": etag}).status_code == 200


def test_what_is_private_is_revalidated_and_kept_apart(forum: Site) -> None:
    for path in ("categories", "topics", f"topics/{forum.topic()['id']}"):
        headers = forum.get(f"{FORUMS}/{path}").headers
        assert headers["cache-control"] == "private, no-cache"
        assert headers["vary"].startswith("Cookie, Authorization, Accept-Language")


@pytest.mark.parametrize(
    ("field", "good", "bad", "code"),
    [
        ("title", "س" * 5, "س" * 4, "too_short"),
        ("title", "T" * 200, "T" * 201, "too_long"),
        ("title", "<script>alert(1)</script>", "a\nbcdef", "control_character"),
        ("body", "ب" * 10, "b" * 9, "too_short"),
        ("body", "ب" * 20_000, "ب" * 20_001, "too_long"),
        ("body", "tab\tand\nlines are kept", "bell \u0007 is not, whatever it says", "control_character"),
        ("body", "joined\u200dand\u202bmarked", "\u200b" * 20, "empty"),
        ("tags", ["a" * 2, "ب" * 30], ["a"], "too_short"),
        ("tags", ["1a", "2a", "3a", "4a", "5a"], ["1a", "2a", "3a", "4a", "5a", "6a"], "too_many"),
        ("visibility", "organization", "secret", "not_a_choice"),
        ("attachment_ids", [], ["x"], "not_found"),
    ],
)
def test_each_field_of_a_topic_has_its_limits(
    forum: Site, field: str, good: object, bad: object, code: str
) -> None:
    new = {"title": "A good title", "body": "A body that is long enough", "category_id": forum.category()}

    assert forum.post(f"{FORUMS}/topics", {**new, field: good}).status_code == 201
    told = codes(forum.post(f"{FORUMS}/topics", {**new, field: bad}))
    assert {name.partition(".")[0]: why for name, why in told.items()} == {field: code}


def test_the_longest_body_fits_in_the_longest_request(forum: Site) -> None:
    escaped = '"\\ud83c\\udfed' + "\\ud83c\\udfed" * 19_999 + '"'
    content = f'{{"title": "Factories", "body": {escaped}, "category_id": "{forum.category()}"}}'.encode()

    answer = forum.post(f"{FORUMS}/topics", content=content, headers={"content-type": "application/json"})

    assert answer.status_code == 201
    assert answer.json()["body"] == "🏭" * 20_000


@pytest.mark.parametrize("stolen", ["author", "author_id", "organization_id", "post_count", "pinned", "id"])
def test_nobody_writes_what_only_the_server_knows(forum: Site, stolen: str) -> None:
    new = {"title": "A good title", "body": "A body that is long enough", "category_id": forum.category()}

    assert codes(forum.post(f"{FORUMS}/topics", {**new, stolen: 1})) == {stolen: "unknown_field"}


@pytest.mark.parametrize("category", [NO_ID, "nonsense", "1' OR '1'='1"])
def test_an_unknown_category_in_a_body_is_told_on_its_field(forum: Site, category: str) -> None:
    new = {"title": "A good title", "body": "A body that is long enough", "category_id": category}

    assert codes(forum.post(f"{FORUMS}/topics", new)) == {"category_id": "not_found"}


@pytest.mark.parametrize("topic_id", [NO_ID, "nonsense", "1", "%00", "a" * 300, "..."])
def test_what_does_not_exist_is_not_found(forum: Site, topic_id: str) -> None:
    assert forum.get(f"{FORUMS}/topics/{topic_id}").status_code == 404
    assert forum.get(f"{FORUMS}/posts/{topic_id}").status_code == 404
    assert forum.get(f"{FORUMS}/topics/{topic_id}/posts").status_code == 404
    assert forum.post(f"{FORUMS}/topics/{topic_id}/posts", {"body": "x"}).status_code == 404


def test_a_bad_body_is_told_before_an_unknown_topic(forum: Site) -> None:
    assert forum.post(f"{FORUMS}/topics/{NO_ID}/posts", {"body": ""}).status_code == 422


def test_replies_to_replies_come_back_as_a_tree(forum: Site) -> None:
    topic = forum.topic()
    path = f"{FORUMS}/topics/{topic['id']}/posts"
    parent_id = None
    for depth in range(4):
        post = forum.post(path, {"body": f"reply {depth}", "parent_id": parent_id}).json()
        assert (post["depth"], post["parent_id"]) == (depth, parent_id)
        parent_id = post["id"]

    level = forum.get(path).json()["items"]
    for depth in range(4):
        assert level[0]["body"] == f"reply {depth}"
        level = level[0]["replies"]["items"]
    assert forum.get(f"{FORUMS}/topics/{topic['id']}").json()["post_count"] == 4


def test_a_reply_answers_only_within_its_topic(forum: Site) -> None:
    here, there = forum.topic()["id"], forum.topic()["id"]
    post = forum.post(f"{FORUMS}/topics/{there}/posts", {"body": "elsewhere"}).json()

    answer = forum.post(f"{FORUMS}/topics/{here}/posts", {"body": "x", "parent_id": post["id"]})

    assert codes(answer) == {"parent_id": "not_found"}


def test_topics_are_paged_without_gaps_or_repetitions(forum: Site) -> None:
    made = [forum.topic(title=f"Topic number {number}")["id"] for number in range(5)]

    page = forum.get(f"{FORUMS}/topics?sort=newest&limit=2").json()
    seen = [topic["id"] for topic in page["items"]]
    while cursor := page["next_cursor"]:
        forum.topic(title="Somebody was faster")
        page = forum.get(f"{FORUMS}/topics?sort=newest&limit=2&cursor={cursor}").json()
        seen += [topic["id"] for topic in page["items"]]

    assert seen == made[::-1]


def test_the_total_is_there_when_it_is_asked_for(forum: Site) -> None:
    forum.topic()
    forum.topic()

    assert forum.get(f"{FORUMS}/topics?count=true&limit=1").json()["total"] == 2
    assert "total" not in forum.get(f"{FORUMS}/topics?count=false").json()


def test_a_list_carries_no_bodies(forum: Site) -> None:
    forum.topic()

    (summary,) = forum.get(f"{FORUMS}/topics").json()["items"]

    assert not {"body", "body_html", "attachments"} & set(summary)


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("limit=0", {"limit": "too_small"}),
        ("limit=101", {"limit": "too_large"}),
        ("limit=-1", {"limit": "too_small"}),
        ("limit=1.0", {"limit": "not_a_number"}),
        ("limit=١", {"limit": "not_a_number"}),
        ("limit=", {"limit": "not_a_number"}),
        (f"limit={'9' * 400}", {"limit": "not_a_number"}),
        ("limit=9223372036854775808", {"limit": "too_large"}),
        ("limit=5&limit=5", {"limit": "repeated"}),
        ("count=yes", {"count": "not_a_switch"}),
        ("sort=oldest", {"sort": "not_a_choice"}),
        ("tag=a", {"tag": "too_short"}),
        ("colour=red", {"colour": "unknown_parameter"}),
        (
            "limit=0&colour=red&count=1",
            {"limit": "too_small", "colour": "unknown_parameter", "count": "not_a_switch"},
        ),
        ("category=%ff", {"query": "wrong_type"}),
        ("category=%00a", {"category": "control_character"}),
    ],
)
def test_parameters_that_mean_nothing_are_refused(forum: Site, query: str, errors: dict[str, str]) -> None:
    assert codes(forum.get(f"{FORUMS}/topics?{query}")) == errors


@pytest.mark.parametrize("path", [f"topics/{NO_ID}", f"posts/{NO_ID}"])
def test_a_parameter_where_none_means_anything_is_refused(forum: Site, path: str) -> None:
    assert codes(forum.get(f"{FORUMS}/{path}?limit=5")) == {"limit": "unknown_parameter"}


@pytest.mark.parametrize("damage", ["x", "", "é", "%00", "%F0%9F%8F%AD", "a" * 1001])
def test_a_damaged_cursor_is_refused(forum: Site, damage: str) -> None:
    for number in range(3):
        forum.topic(title=f"Topic number {number}")
    cursor = forum.get(f"{FORUMS}/topics?limit=1").json()["next_cursor"]

    for wrong in (damage, cursor[:-1], cursor[1:], f"{cursor}{damage}=", cursor.swapcase()):
        answer = forum.get(f"{FORUMS}/topics?limit=1&cursor={wrong}")
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_cursor"), wrong


def test_a_cursor_of_another_list_is_refused(forum: Site) -> None:
    for number in range(3):
        forum.topic(title=f"Topic number {number}")
    cursor = forum.get(f"{FORUMS}/topics?limit=1&sort=newest").json()["next_cursor"]

    for other in ("sort=latest", "sort=newest&category=automation"):
        answer = forum.get(f"{FORUMS}/topics?{other}&limit=1&cursor={cursor}")
        assert answer.json()["code"] == "invalid_cursor"


def test_another_organizations_private_topic_does_not_exist(forum: Site) -> None:
    private = forum.topic(visibility="organization")["id"]
    forum.post(f"{FORUMS}/topics/{private}/posts", {"body": "among us"})
    forum.member("omar@steel.example")

    assert forum.get(f"{FORUMS}/topics/{private}").status_code == 404
    assert forum.get(f"{FORUMS}/topics/{private}/posts").status_code == 404
    assert forum.post(f"{FORUMS}/topics/{private}/posts", {"body": "hello?"}).status_code == 404
    assert forum.get(f"{FORUMS}/topics").json()["items"] == []
    assert forum.get(f"{FORUMS}/topics?count=true").json()["total"] == 0
    forum.post(f"{API}/auth/login", {"email": "sara@plastics.example", "password": PASSPHRASE})
    assert forum.get(f"{FORUMS}/topics/{private}").status_code == 200


def test_what_people_write_comes_back_as_they_wrote_it(forum: Site) -> None:
    text = (
        "<img src=x onerror=alert(1)> \\u003cscript %252e {{7*7}} ${7*7} {0.__class__} %s \u202bعربي\u202c ــ"
    )

    topic = forum.topic(body=text, title=text[:100])

    assert (topic["body"], topic["title"]) == (text, text[:100])
    assert "<img" not in topic["body_html"]
