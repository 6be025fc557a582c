"""How SQLite reads the pages: along an index from where the last page ended, without sorting anything."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from adapters.sql.finding import asks, values
from adapters.sql.inbox import FOLLOWERS
from adapters.sql.inbox import FORGET as FORGET_NOTIFICATIONS
from adapters.sql.inbox import READ_ALL as READ_ALL_NOTIFICATIONS
from adapters.sql.inbox_reader import UNREAD_COUNT
from adapters.sql.inbox_reader import page_statement as page_of_notifications
from adapters.sql.invitations import page_statement as page_of_invitations
from adapters.sql.marks import READ_ALL
from adapters.sql.once import FORGET
from adapters.sql.outbox import ANY_DUE
from adapters.sql.people_reader import member_statement, people_statement
from adapters.sql.posts import OLD_DELETED as OLD_DELETED_POSTS
from adapters.sql.search_reader import count_statement, similar_statement
from adapters.sql.search_reader import page_statement as search_statement
from adapters.sql.sessions import FIND
from adapters.sql.sqlite.connections import open_for_reading
from adapters.sql.sqlite.driver import Connection
from adapters.sql.statements import Statement
from adapters.sql.tasks import OLD_EVENTS
from adapters.sql.thread_reader import PAGES
from adapters.sql.topic_reader import page_statement
from adapters.sql.topics import OLD_DELETED as OLD_DELETED_TOPICS
from p2p_core.contracts.builders import NOON
from p2p_core.forum.posts.shapes import PostSort
from p2p_core.forum.search.shapes import SearchSort
from p2p_core.forum.topics.shapes import TopicSort
from p2p_core.identity.members.shapes import MemberSort
from p2p_core.shared.asking import Asked
from tests.contract.sql_stores import migrated_file

VALUES: dict[str, object] = {
    "viewer": "user 3",
    "viewer_operates": False,
    "viewer_governs": "",
    "viewer_organization": "o",
    "category": "c",
    "author": "a",
    "organization": "o",
    "tag": "t",
    "moment": 1,
    "last_id": "x",
    "limit": 21,
}
INDEX = {
    TopicSort.LATEST: "last_activity_at_id",
    TopicSort.NEWEST: "created_at_id",
    TopicSort.TOP: "like_count_id",
    TopicSort.HOT: "hot_id",
    TopicSort.UNANSWERED: "attention_id",
}
MARKED = {"bookmarked": "bookmarked", "following": "followed"}
BY_TIME = (TopicSort.LATEST, TopicSort.NEWEST)
"""Of one author or organization there are few enough to be sorted by anything else."""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    opened = open_for_reading(migrated_file(tmp_path))
    yield opened
    opened.close()


def plan(connection: Connection, statement: Statement, **values: object) -> list[str]:
    ready = statement.ready("sqlite")
    rows = connection.execute(f"EXPLAIN QUERY PLAN {ready.text}", ready.arguments(values)).fetchall()
    return [str(detail) for *_, detail in rows]


@pytest.mark.parametrize(
    ("sort", "filters", "goes_on"),
    [
        *product(TopicSort, [frozenset(), frozenset({"category"})], [False, True]),
        *product(BY_TIME, [frozenset({"author"}), frozenset({"organization"})], [False, True]),
    ],
)
def test_a_page_of_topics_is_read_along_its_index(
    connection: Connection, sort: TopicSort, filters: frozenset[str], *, goes_on: bool
) -> None:
    steps = plan(connection, page_statement(sort, filters, goes_on=goes_on), **VALUES)
    first = next(step for step in steps if "topics" in step)
    column = "".join(f"{name}_id_" for name in filters)
    assert f"ix_topics_{column}{INDEX[sort]}" in first
    assert not [step for step in steps if "TEMP B-TREE" in step]
    assert not [step for step in steps if step.startswith("SCAN") and "topics" not in step]


@pytest.mark.parametrize("filters", ["answered", "pinned"])
@pytest.mark.parametrize("sort", BY_TIME)
def test_what_is_answered_or_pinned_has_an_index_of_its_own(
    connection: Connection, sort: TopicSort, filters: str
) -> None:
    steps = plan(connection, page_statement(sort, frozenset({filters}), goes_on=True), **VALUES)
    first = next(step for step in steps if "topics" in step)
    assert f"ix_topics_{filters}_{INDEX[sort].removesuffix('_id')}" in first
    assert not [step for step in steps if "TEMP B-TREE" in step]


def test_ones_own_marks_are_found_by_index(connection: Connection) -> None:
    steps = plan(connection, page_statement(TopicSort.HOT, frozenset(), goes_on=False), **VALUES)
    assert any("SEARCH topic_marks USING PRIMARY KEY (topic_id=? AND user_id=?)" in step for step in steps)
    steps = plan(connection, READ_ALL, known_user="u")
    assert any("SEARCH topic_marks USING" in step and "user_id=?" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN")]


@pytest.mark.parametrize("name", ["bookmarked", "following"])
def test_what_somebody_bookmarked_or_follows_is_found_among_all_topics_by_them(
    connection: Connection, name: str
) -> None:
    for sort, goes_on in product(TopicSort, [False, True]):
        steps = plan(connection, page_statement(sort, frozenset({name}), goes_on=goes_on), **VALUES)
        assert steps[0] == "SEARCH topics USING INDEX sqlite_autoindex_topics_1 (id=?)", steps
        assert any(f"INDEX ix_topic_marks_{MARKED[name]} (user_id=?)" in step for step in steps), steps


@pytest.mark.parametrize("statement", [OLD_DELETED_TOPICS, OLD_DELETED_POSTS])
def test_what_was_deleted_long_ago_is_found_by_when(connection: Connection, statement: Statement) -> None:
    steps = plan(connection, statement, before=NOON, limit=1)
    assert any(
        "_deleted_at (deleted_at<?)" in step or "_deleted_at (deleted_at>? AND" in step for step in steps
    )


@pytest.mark.parametrize("sort", PostSort)
def test_a_thread_is_read_along_its_index(connection: Connection, sort: PostSort) -> None:
    values = {**VALUES, "topic_id": "t", "parent_id": None, "after": 0, "after_likes": 0, "shown": 20}
    steps = plan(connection, PAGES[sort], **values, levels=8, replies=3, most=200)
    scans = [step for step in steps if step.startswith("SCAN") and "posts" in step]
    assert scans == []
    of_posts = [step for step in steps if "SEARCH posts" in step and "place" in step]
    assert of_posts
    index = "like_count_place" if sort is PostSort.TOP else "uq_posts_topic_id_parent_id_place"
    assert all(index in step or "sqlite_autoindex_posts" in step for step in of_posts)


@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize("sort", SearchSort)
def test_words_are_looked_for_in_their_index_the_newest_first(
    connection: Connection, sort: SearchSort, *, goes_on: bool
) -> None:
    asked = Asked(("rare", "hot oil"), ("nothing",))
    given = {**values(asked), "most_ranked": 5, "most": 5, "last_score": 3, "last_number": 9, "least": 2}
    filters = asks(asked) | {"category", "tag"}
    page = search_statement(sort, filters, goes_on=goes_on)
    for statement in (page, count_statement(filters), similar_statement(frozenset())):
        steps = plan(connection, statement, **{**VALUES, **given})
        assert any(step.startswith("SCAN search_words VIRTUAL TABLE INDEX") for step in steps)
        assert any("SEARCH search_entries USING INTEGER PRIMARY KEY (rowid=?)" in step for step in steps)
        of_tables = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
        assert {step.split()[1] for step in of_tables} <= {"some", "ranked", "hit_page", "CONSTANT"}, steps
    if sort is SearchSort.NEWEST:
        first = steps_until_shown(plan(connection, page, **{**VALUES, **given}))
        assert not [step for step in first if "TEMP B-TREE" in step]


def steps_until_shown(steps: list[str]) -> list[str]:
    """Those that find a page, before what stands on it is read and sorted."""
    return steps[: next(place for place, step in enumerate(steps) if "some" in step and "SCAN" in step)]


@pytest.mark.parametrize(
    "statement", [page_statement(TopicSort.LATEST, frozenset(), goes_on=False), *PAGES.values(), ANY_DUE]
)
def test_no_value_of_a_limit_has_a_statement_prepared_anew(statement: Statement) -> None:
    text = statement.ready("sqlite").text
    assert re.findall(r"(?:LIMIT|OFFSET) \?", text)
    assert not re.findall(r"(?:LIMIT|OFFSET) \?(?! \+)", text)


@pytest.mark.parametrize("goes_on", [False, True])
def test_people_are_read_along_their_names(connection: Connection, *, goes_on: bool) -> None:
    values = {"organization_id": "o", "place": "a", "last_id": "x", "limit": 21}
    own = plan(connection, member_statement(MemberSort.NAME, frozenset(), 0, goes_on=goes_on), **values)
    assert (
        "ix_users_organization_id_name_key_id" in own[0] or "ix_users_organization_id_name_key_id" in own[1]
    )
    everybody = plan(connection, people_statement(frozenset(), 0, goes_on=goes_on), **values)
    assert "ix_users_name_key_id" in everybody[0]
    assert not [step for step in (*own, *everybody) if "TEMP B-TREE" in step]


def test_an_organizations_invitations_are_read_along_their_ids(connection: Connection) -> None:
    statement = page_of_invitations(frozenset(), goes_on=True)
    steps = plan(connection, statement, organization_id="o", last_id="x", limit=21, now=NOON)
    assert "ix_invitations_organization_id_id" in steps[0]
    assert not [step for step in steps if "TEMP B-TREE" in step]


def test_a_session_is_found_by_index_alone(connection: Connection) -> None:
    steps = plan(connection, FIND, token_hash="x")
    assert [step for step in steps if not step.startswith("SEARCH")] == []


def test_due_events_are_looked_for_among_the_open_ones_only(connection: Connection) -> None:
    steps = plan(connection, ANY_DUE, now=None, limit=1)
    assert [step for step in steps if "ix_outbox_open" not in step and "outbox" in step] == []


def test_old_requests_are_found_by_their_age(connection: Connection) -> None:
    steps = plan(connection, FORGET, until=None, limit=1)
    assert [step for step in steps if step.startswith("SCAN")] == []
    assert any("ix_done_requests_at" in step for step in steps)


def test_old_events_are_found_along_their_ids_whatever_is_newer(connection: Connection) -> None:
    (step,) = plan(connection, OLD_EVENTS, before="x", limit=500)
    assert "SEARCH outbox USING INDEX sqlite_autoindex_outbox_1 (id<?)" in step


def test_how_much_is_new_is_read_from_an_index_and_nothing_else(connection: Connection) -> None:
    (step,) = plan(connection, UNREAD_COUNT, viewer="u")
    assert "USING COVERING INDEX ix_notifications_new (user_id=?" in step


@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize("filters", [frozenset(), frozenset({"unread"}), frozenset({"since"})])
def test_notifications_are_read_along_their_index_from_where_the_last_page_ended(
    connection: Connection, filters: frozenset[str], *, goes_on: bool
) -> None:
    values = {
        "viewer": "u",
        "viewer_organization": "o",
        "moment": 1,
        "last_id": "x",
        "limit": 21,
        "since": NOON,
    }
    steps = plan(connection, page_of_notifications(filters, goes_on=goes_on), **values)
    assert "notifications USING INDEX ix_notifications_shown (user_id=?" in steps[0]
    assert not any("SCAN" in step or "TEMP" in step for step in steps), steps


def test_nothing_about_notifications_looks_at_everybodys(connection: Connection) -> None:
    steps = plan(connection, READ_ALL_NOTIFICATIONS, known_user="u")
    assert any("ix_notifications_new" in step for step in steps), steps
    steps = plan(connection, FORGET_NOTIFICATIONS, read_before=NOON, before=NOON, limit=5)
    assert any("ix_notifications_happened_at" in step for step in steps), steps
    steps = plan(connection, FOLLOWERS, topic_id="t", kind="reply", behind="", limit=5, by="o")
    assert not any("SCAN" in step or "TEMP" in step for step in steps), steps
