"""`GET /public/figures`: for everybody, counted at most once a minute, and telling of nobody."""

from datetime import timedelta

from entrypoints.http.counted_lately import COUNTED_EVERY
from tests.http.site import API, Site

PATH = f"{API}/public/figures"
NOTHING = dict.fromkeys(("organizations", "people", "topics", "replies", "answered"))


def settle(site: Site, companies: int) -> None:
    for number in range(companies):
        site.world.member(f"member@company{number}.example")


def test_a_new_installation_has_nothing_to_tell(site: Site) -> None:
    settle(site, 4)
    told = site.get(PATH)
    assert told.json() == NOTHING
    assert told.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in told.headers


def test_strangers_learn_what_is_counted_within_a_minute_and_need_not_ask_twice(site: Site) -> None:
    assert site.get(PATH).json() == NOTHING
    settle(site, 6)
    site.world.clock.move(timedelta(seconds=COUNTED_EVERY - 1))
    before = site.get(PATH)
    assert before.json() == NOTHING
    site.world.clock.move(timedelta(seconds=1))
    told = site.get(PATH, headers={"if-none-match": before.headers["etag"]})
    assert told.json() == {**NOTHING, "organizations": 5, "people": 5}
    again = site.get(PATH, headers={"if-none-match": told.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_figures_are_the_same_whoever_asks(site: Site) -> None:
    settle(site, 6)
    visitor = site.get(PATH)
    site.member("sara@plastics.example")
    assert site.get(PATH).content == visitor.content
