"""`p2p tasks`: what failed is seen and tried again, by whoever runs the installation."""

import json
import re

import pytest

from p2p_core.shared.ids import EventId
from tests.cli.command import Installation

SIGN_UP = "INSERT INTO outbox (id, aggregate, name, body, happened_at, due_at, attempts, buried_at, reason)"


@pytest.fixture
def troubled(demo: Installation) -> Installation:
    """With one event that will be tried again, and three that were given up."""
    for number, buried in enumerate((None, 9, 8, 7)):
        demo.sql(
            SIGN_UP + " VALUES (?, ?, 'VerificationRequested', '{}', 1770000000000, 1770000100000, 5, ?, ?)",
            f"01a20378-0000-7000-8000-00000000000{number}",
            f"person {number}",
            buried,
            "Unavailable: mail is unavailable",
        )
    return demo


def ids(said: str) -> list[EventId]:
    return [EventId(found) for found in re.findall(r"01a20378-\S+", said)]


def test_where_nothing_failed_the_schedules_are_told(demo: Installation) -> None:
    demo.sql("DELETE FROM outbox")
    said = demo.ok("tasks").splitlines()
    assert said[0] == "outbox: 0 waiting, 0 in flight, 0 failed, 0 given up"
    assert said[1] == "Schedules:"


def test_what_failed_is_listed_with_its_reason(troubled: Installation) -> None:
    said = troubled.ok("tasks", "list")
    assert "1 failed, 3 given up; the oldest since 2026-02-02 02:40:00 UTC" in said
    assert "VerificationRequested of person 0, from 2026-02-02 02:40:00 UTC" in said
    assert "5 attempts, next at 2026-02-02 02:41:40 UTC: Unavailable: mail is unavailable" in said
    assert [found[-1] for found in ids(said)] == ["0", "3", "2", "1"]
    assert troubled.ok("tasks") == said


def test_the_same_as_json(troubled: Installation) -> None:
    found = json.loads(troubled.ok("tasks", "--json"))
    assert found == json.loads(troubled.ok("tasks", "list", "--json"))
    assert found["queues"][0]["dead"] == 3
    assert [task["state"] for task in found["dead_letters"]["items"]] == ["dead"] * 3
    assert found["failures"][0]["next_attempt_at"] == "2026-02-02T02:41:40Z"


def test_one_is_tried_again(troubled: Installation) -> None:
    (_, dead, *_) = ids(troubled.ok("tasks"))
    assert troubled.ok("tasks", "retry", dead) == "VerificationRequested of person 3: waiting.\n"
    assert "1 failed, 2 given up" in troubled.ok("tasks")


def test_all_that_were_given_up_are_tried_again(troubled: Installation) -> None:
    assert troubled.ok("tasks", "retry", "--all").endswith(": 3\n")
    assert "1 failed, 0 given up" in troubled.ok("tasks")


def test_what_is_not_there_can_not_be_tried_again(demo: Installation) -> None:
    assert "has the id nothing" in demo.refused("tasks", "retry", "nothing", code=4)


@pytest.mark.parametrize("arguments", [("retry",), ("retry", "an id", "--all")])
def test_it_has_to_be_said_what_to_try_again(demo: Installation, arguments: tuple[str, ...]) -> None:
    assert "Either an ID or --all" in demo.refused("tasks", *arguments, code=2)
