"""Who asks too often is told when to come back, before anybody works on what they asked."""

from datetime import timedelta

import pytest

from p2p_core.shared.budgets import Budget
from tests.http.conftest import MakeSite
from tests.http.site import API, Site, development
from tests.http.test_files import upload
from tests.http.test_resumable import PNG, announced, sent

MINUTE = timedelta(minutes=1)
ME, TOPICS, PEOPLE = f"{API}/users/me", f"{API}/forums/topics", f"{API}/people"


def small(
    requests: int = 10_000, posts: int = 10_000, searches: int = 10_000, uploads: int = 10_000
) -> object:
    """Settings under which few things may be done."""
    return development(
        budget_requests=Budget(requests, MINUTE),
        budget_posts=Budget(posts, MINUTE),
        budget_searches=Budget(searches, MINUTE),
        budget_uploads=Budget(uploads, MINUTE),
    )


def statuses(site: Site, times: int, path: str, method: str = "GET", **rest: object) -> list[int]:
    return [site.request(method, path, **rest).status_code for _ in range(times)]


def test_a_session_has_so_many_requests_and_is_told_when_to_come_back(make_site: MakeSite) -> None:
    site = make_site(small(requests=20))
    site.member()
    assert statuses(site, 21, ME) == [200] * 20 + [429]
    refused = site.get(ME)
    assert refused.json()["code"] == "rate_limited"
    wait = int(refused.headers["retry-after"])
    assert 1 <= wait <= 66
    site.world.clock.move(timedelta(seconds=wait))
    assert site.get(ME).status_code == 200


def test_sessions_do_not_spend_each_others_budget_nor_that_of_their_network(make_site: MakeSite) -> None:
    site = make_site(small(requests=20))
    site.member()
    assert statuses(site, 21, ME)[-1] == 429
    assert site.log_in().status_code == 200
    assert statuses(site, 2, ME) == [200, 200]


def test_whoever_is_not_signed_in_spends_what_their_network_has(make_site: MakeSite) -> None:
    site = make_site(small(requests=5))
    path = f"{API}/auth/session"
    assert statuses(site, 6, path) == [401] * 5 + [429]
    assert site.post(f"{API}/auth/login", {"email": "x", "password": "y"}).status_code == 429
    # a made-up secret is no budget of its own
    assert statuses(site, 2, path, headers={"cookie": "p2p_session=" + "a" * 43}) == [429, 429]
    assert statuses(site, 2, path, headers={"authorization": "Bearer p2p_made_up"}) == [429, 429]


def test_a_forged_forwarding_header_gives_no_new_budget(make_site: MakeSite) -> None:
    site = make_site(small(requests=3), peer="203.0.113.7")
    told = [
        site.get(f"{API}/limits", headers={"x-forwarded-for": f"198.51.100.{number}"}).status_code
        for number in range(4)
    ]
    assert told == [200, 200, 200, 429]


def test_what_is_refused_for_another_reason_is_counted_too(make_site: MakeSite) -> None:
    site = make_site(small(requests=4))
    path = f"{API}/auth/login"
    assert site.request("POST", path, content=b"x" * 600_000).status_code == 413
    assert site.request("POST", path, content=b"a=b").status_code == 415
    assert site.post(path, {}).status_code == 422
    assert site.post(path, {}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert site.request("POST", path, content=b"x" * 600_000).status_code == 429
    json = {"content-type": "application/json"}
    assert site.request("POST", path, content=b"not json", headers=json).status_code == 429


def test_health_and_pages_for_people_are_not_counted(make_site: MakeSite) -> None:
    site = make_site(small(requests=1))
    for path in ("/health", "/health/detailed", "/", "/metrics", "/docs/problems"):
        assert statuses(site, 3, path) == [200] * 3, path
    assert statuses(site, 2, f"{API}/limits") == [200, 429]


def test_topics_and_replies_spend_one_budget_of_their_author_in_every_session(make_site: MakeSite) -> None:
    site = make_site(small(posts=3))
    site.member()
    topic = site.topic()["id"]
    posts = f"{TOPICS}/{topic}/posts"
    assert statuses(site, 2, posts, "POST", json={"body": "Vent the mould."}) == [201, 201]
    site.log_in()
    refused = site.post(
        TOPICS, {"title": "One more", "body": "Vent the mould first.", "category_id": site.category()}
    )
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert site.get(posts).status_code == 200  # reading goes on
    site.world.clock.move(timedelta(seconds=66))
    assert site.post(posts, {"body": "Vent the mould."}).status_code == 201


def test_a_list_is_a_search_when_words_are_asked_for(make_site: MakeSite) -> None:
    site = make_site(small(searches=2))
    site.member()
    assert statuses(site, 5, f"{PEOPLE}?limit=5") == [200] * 5
    assert statuses(site, 1, f"{PEOPLE}?q=Sara&limit=5") == [200]
    assert statuses(site, 2, f"{PEOPLE}/expertise?%71=lean") == [200, 429]
    assert statuses(site, 1, f"{API}/users?q=sara") == [429]
    assert statuses(site, 1, f"{PEOPLE}?limit=5") == [200]


def test_uploads_that_begin_spend_one_budget_of_their_person_and_pieces_spend_none(
    make_site: MakeSite,
) -> None:
    site = make_site(small(uploads=4))
    site.member()
    begun = announced(site)
    assert (begun.status_code, announced(site).status_code) == (201, 201)
    assert upload(site, b"hello", "a.txt", "text/plain").status_code == 201
    picture = {"file": ("a.txt", b"no picture")}
    assert site.request("PUT", f"{ME}/picture", files=picture).status_code == 422
    site.log_in()
    refused = [announced(site), upload(site, b"hello", "a.txt", "text/plain")]
    refused.append(site.request("PUT", f"{ME}/picture", files=picture))
    refused.append(site.request("POST", f"{API}/organizations/me/logo", files=picture))
    for answer in refused:
        assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
        assert 1 <= int(answer.headers["retry-after"]) <= 66
    place = begun.headers["location"]
    assert statuses(site, 3, place) == [200, 200, 200]
    assert sent(site, place, 0, PNG).status_code == 204
    assert site.world.app.files.use(site.world.signed_in()).used == len(PNG) * 2 + len(b"hello")
    site.world.clock.move(timedelta(seconds=66))
    assert upload(site, b"hello", "a.txt", "text/plain").status_code == 201


def test_a_refused_post_leaves_nothing_behind(make_site: MakeSite) -> None:
    site = make_site(small(posts=1))
    site.member()
    site.topic()
    new = {"title": "One more", "body": "Vent the mould first.", "category_id": site.category()}
    key = {"idempotency-key": "again"}
    assert site.post(TOPICS, new, headers=key).status_code == 429
    site.world.clock.move(timedelta(seconds=66))
    made = site.post(TOPICS, new, headers=key)
    assert made.status_code == 201
    assert "idempotent-replayed" not in made.headers


def test_the_budgets_are_told_as_they_are_set(make_site: MakeSite) -> None:
    told = make_site(small(requests=7, posts=5)).get(f"{API}/limits").json()["budgets"]
    assert told["requests"] == {
        "times": 7,
        "within_seconds": 60,
        "per": "session or network",
        "operations": None,
    }
    assert told["posts"] == {
        "times": 5,
        "within_seconds": 60,
        "per": "person",
        "operations": ["startTopic", "writePost"],
    }
    assert "listPeople" in told["searches"]["operations"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_refusal_has_words(make_site: MakeSite, language: str) -> None:
    site = make_site(small(requests=1))
    answers = [site.get(f"{API}/limits", headers={"accept-language": language}) for _ in range(2)]
    assert answers[1].status_code == 429
    assert answers[1].json()["detail"]
