"""Operators see what failed and have it tried again; for all others there is nothing to see."""

from typing import Any

import httpx
import pytest

from p2p_core.shared.actor import Visit
from p2p_core.shared.ids import EventId
from tests.http.site import API, Site
from tests.http.test_forum import NO_ID
from tests.world import a_sign_up

TASKS = f"{API}/admin/tasks"


@pytest.fixture
def desk(site: Site) -> Site:
    site.operator()
    return site


def dead_letters(site: Site, number: int) -> list[EventId]:
    world, found = site.world, []
    for one in range(number):
        world.app.identity.registrations.sign_up(Visit(), a_sign_up(f"person{one}@metals.example"))
        now = world.clock.now()
        (event_id,) = world.memory.store.outbox.claim(1, now, now)
        world.memory.store.outbox.bury(event_id, now, "Unavailable: mail")
        found.append(event_id)
    return found


def overview(site: Site, query: str = "") -> Any:  # noqa: ANN401 - any JSON
    answer = site.get(TASKS + query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_operator_sees_queues_depth_failures_dead_letters_and_schedules(desk: Site) -> None:
    found = dead_letters(desk, 3)
    desk.world.app.identity.registrations.sign_up(Visit(), a_sign_up("waiting@metals.example"))

    seen = overview(desk, "?limit=2")

    assert seen["depth"] == 1
    assert seen["queues"][0] | {"oldest_at": None} == {
        "name": "outbox",
        "depth": 1,
        "waiting": 1,
        "in_flight": 0,
        "failing": 0,
        "dead": 3,
        "oldest_at": None,
    }
    assert seen["failures"] == []
    assert [task["id"] for task in seen["dead_letters"]["items"]] == found[:0:-1]
    letter = seen["dead_letters"]["items"][0]
    assert (letter["event"], letter["state"], letter["reason"]) == (
        "VerificationRequested",
        "dead",
        "Unavailable: mail",
    )
    rest = overview(desk, f"?cursor={seen['dead_letters']['next_cursor']}")["dead_letters"]
    assert [task["id"] for task in rest["items"]] == found[:1]
    assert all(schedule["next_at"].endswith("Z") for schedule in seen["schedules"])


def test_a_dead_letter_is_tried_again(desk: Site) -> None:
    (event_id,) = dead_letters(desk, 1)

    answer = desk.post(f"{TASKS}/{event_id}/retry")

    assert (answer.status_code, answer.json()["state"]) == (200, "waiting")
    assert overview(desk)["dead_letters"]["items"] == []
    assert desk.world.mails()[-1].to == "person0@metals.example"
    assert desk.post(f"{TASKS}/{event_id}/retry").status_code == 404


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_others_are_refused_before_anything_is_looked_at(site: Site) -> None:
    assert refused(site.get(TASKS)) == (401, "unauthenticated")
    assert refused(site.post(f"{TASKS}/{NO_ID}/retry")) == (401, "unauthenticated")
    site.member()
    assert refused(site.get(f"{TASKS}?limit=0")) == (403, "forbidden")
    assert refused(site.post(f"{TASKS}/{NO_ID}/retry")) == (403, "forbidden")


def test_what_can_not_be_read_or_is_not_there_is_told(desk: Site) -> None:
    assert refused(desk.get(f"{TASKS}?cursor=x")) == (422, "invalid_cursor")
    assert refused(desk.get(f"{TASKS}?state=dead")) == (422, "validation_failed")
    assert refused(desk.post(f"{TASKS}/{NO_ID}/retry")) == (404, "not_found")
