"""Categories, pins and reports on the command line."""

import json

import pytest

from p2p_core.forum.moderation.model import Complaint, Target
from p2p_core.forum.moderation.shapes import NewReport
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.ids import OrganizationId, UserId
from tests.cli.command import Installation


def slugs(said: str) -> list[str]:
    return [line.split()[1] for line in said.splitlines()]


def a_topic(demo: Installation) -> str:
    ((topic_id,),) = demo.sql("SELECT id FROM topics WHERE visibility = 'network' ORDER BY id LIMIT 1")
    return str(topic_id)


@pytest.fixture
def reported(demo: Installation) -> str:
    """A report of somebody's on a topic, and its id."""
    ((user_id, organization_id),) = demo.sql(
        "SELECT id, organization_id FROM users WHERE deleted_at IS NULL LIMIT 1"
    )
    who = Actor(
        user_id=UserId(str(user_id)), organization_id=OrganizationId(str(organization_id)), role=Role.MEMBER
    )
    new = NewReport(
        target_type=Target.TOPIC, target_id=a_topic(demo), reason=Complaint.SPAM, details="ثلاث مرات"
    )
    with demo.container() as container:
        return container.app().forum.reports.report(who, new).id


def test_categories_are_listed_added_changed_put_in_order_and_removed(demo: Installation) -> None:
    before = slugs(demo.ok("category", "list"))
    said = demo.ok("category", "add", "Mould making", "صناعة القوالب", "--colour", "#0f766e")
    assert said.split()[:3] == ["Added:", "12", "mould-making"]
    assert "Moulds and dies · صناعة القوالب" in demo.ok(
        "category", "change", "mould-making", "--name", "Moulds and dies"
    )
    ordered = demo.ok("category", "order", "mould-making", "general", "mould-making")
    others = [slug for slug in before if slug != "general"]
    assert slugs(ordered) == ["mould-making", "general", *others]
    assert ordered == demo.ok("category", "list")
    assert demo.ok("category", "remove", "mould-making") == "Removed: mould-making\n"
    assert slugs(demo.ok("category", "list")) == ["general", *others]


def test_what_can_not_be_done_with_a_category_is_said(demo: Installation) -> None:
    assert "no category with the slug or id nothing" in demo.refused("category", "remove", "nothing", code=4)
    full = slugs(demo.ok("category", "list"))[0]
    demo.refused("category", "remove", full, code=8)
    demo.refused("category", "add", "Maintenance", "الصيانة", code=8)
    demo.refused("category", "add", "X", "Y", code=3)


def test_topics_are_pinned_and_locked(demo: Installation) -> None:
    topic_id = a_topic(demo)
    for verb, column, value in (
        ("pin", "pinned", 1),
        ("unpin", "pinned", 0),
        ("lock", "locked", 1),
        ("unlock", "locked", 0),
    ):
        demo.ok("topic", verb, topic_id, *(["--reason", "انتهى النقاش"] if verb == "lock" else []))
        assert demo.sql(f"SELECT {column} FROM topics WHERE id = ?", topic_id) == [(value,)]  # noqa: S608 - fixed names
    assert demo.sql("SELECT step, reason FROM interventions") == [("locked", "انتهى النقاش")]
    assert "no topic with the id nothing" in demo.refused("topic", "pin", "nothing", code=4)


def test_reports_are_listed_and_decided(demo: Installation, reported: str) -> None:
    said = demo.ok("report", "list")
    assert said.startswith(f"{reported}  spam in a topic, by ")
    assert "ثلاث مرات" in said
    assert said.endswith("1 in all.\n")
    (listed,) = json.loads(demo.ok("report", "list", "--json"))
    assert listed["id"] == reported
    topic_id = listed["target_id"]
    done = demo.ok("report", "resolve", reported, "removed", "--reason", "إعلان")
    assert done == f"topic {topic_id}: removed.\n"
    assert demo.ok("report", "list") == "0 in all.\n"
    assert "removed: 'إعلان'" in demo.ok("report", "list", "--resolved")
    assert demo.sql("SELECT deleted_by FROM topics WHERE id = ?", topic_id) == [("the house",)]
    demo.refused("report", "resolve", reported, "dismissed", "--reason", "x", code=8)
    assert "no report with the id nothing" in demo.refused(
        "report", "resolve", "nothing", "dismissed", "--reason", "x", code=4
    )


def test_an_installation_with_all_that_is_well(demo: Installation, reported: str) -> None:
    demo.ok("report", "resolve", reported, "removed", "--reason", "x")
    checks = json.loads(demo.ok("doctor", "--json"))
    assert checks["ok"] is True


def test_reputation_begins_with_what_stands_already(demo: Installation) -> None:
    totals = "SELECT user_id, points FROM standings WHERE points > 0 ORDER BY user_id"
    who = "user_id, merit, subject_id"
    lines = f"SELECT {who}, sum(points) FROM reputation GROUP BY {who} HAVING sum(points) > 0"  # noqa: S608 - ours
    before = (demo.sql(totals), sorted(demo.sql(lines)))
    assert len(before[0]) > 5
    demo.ok("migrate", "--to", "0021", "--yes")
    demo.ok("migrate")
    assert (demo.sql(totals), sorted(demo.sql(lines))) == before
