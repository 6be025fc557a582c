"""How PostgreSQL reads the pages of a forum with some thousand topics: along an index, whatever the values.

A statement that has run five times on a connection is planned once for all values: both kinds of plan are
looked at.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

import psycopg
import pytest
from psycopg.sql import quote

from adapters.sql.finding import values
from adapters.sql.inbox_reader import UNREAD_COUNT
from adapters.sql.inbox_reader import page_statement as page_of_notifications
from adapters.sql.keys import PHRASES, RECENT, UNWANTED
from adapters.sql.outbox import ANY_DUE
from adapters.sql.postgres.connections import USUAL
from adapters.sql.search_reader import count_alike, count_statement, similar_statement
from adapters.sql.search_reader import page_statement as search_statement
from adapters.sql.sessions import FIND
from adapters.sql.statements import Statement
from adapters.sql.thread_reader import PAGES
from adapters.sql.topic_reader import page_statement
from p2p_core.forum.indexing.model import MOST_RANKED
from p2p_core.forum.posts.shapes import PostSort
from p2p_core.forum.search.shapes import SearchSort
from p2p_core.forum.topics.shapes import TopicSort
from p2p_core.shared.asking import Asked
from p2p_core.shared.clock import Clock
from tests.servers.postgres import emptied

VALUES: dict[str, object] = {
    "viewer": "user 3",
    "viewer_operates": False,
    "viewer_governs": "",
    "viewer_organization": "organization 3",
    "category": "category 3",
    "author": "user 3",
    "organization": "organization 4",
    "tag": "t",
    "moment": 3000,
    "last_id": "topic 3000",
    "limit": 21,
}
INDEX = {
    TopicSort.LATEST: "last_activity_at_id",
    TopicSort.NEWEST: "created_at_id",
    TopicSort.TOP: "like_count_id",
    TopicSort.HOT: "hot_id",
    TopicSort.UNANSWERED: "attention_id",
}
PLACES = "uq_posts_topic_id_parent_id_place"
BY_TIME = (TopicSort.LATEST, TopicSort.NEWEST)
"""Of one author or organization there are few enough to be sorted by anything else."""
FILL = """
INSERT INTO organizations (id, name, slug, created_at, email_domains, settings_require_use_case_approval,
    settings_allow_public_use_cases, settings_require_second_factor, storage_quota, status, version)
SELECT 'organization ' || n, 'n', 'slug ' || n, n, '[]', false, false, false, 0, 'active', 1
FROM generate_series(1, 20) n;
INSERT INTO users (id, organization_id, email, address, password_hash, first_name, last_name, role, language,
    created_at, expertise_tags, status, operator, timezone, version)
SELECT 'user ' || n, 'organization ' || (n % 20 + 1), 'e', 'address ' || n, 'h', 'f', 'l', 'member', 'en', n,
    '[]', 'active', false, 'UTC', 1 FROM generate_series(1, 2000) n;
INSERT INTO sessions (id, user_id, token_hash, remember_me, device, network, created_at, last_used_at,
    idle_expires_at, expires_at)
SELECT 'session ' || n, 'user ' || (n % 200 + 1), 'hash ' || n, false, 'd', 'n', n, n, n, n
FROM generate_series(1, 4000) n;
INSERT INTO categories (id, slug, name, name_ar, description, description_ar, colour, position, version,
    topic_count)
SELECT 'category ' || n, 'slug ' || n, 'n', 'n', 'd', 'd', 'c', n, 1, 500 FROM generate_series(1, 8) n;
INSERT INTO topics (id, category_id, author_id, organization_id, visibility, title, excerpt, tags, created_at,
    updated_at, last_activity_at, pinned, locked, post_count, last_seq, like_count, view_count,
    follower_count, bookmark_count, replier_count, hot, attention, version, body, body_html)
SELECT 'topic ' || n, 'category ' || (n % 8 + 1), 'user ' || (n % 20 + 1), 'organization ' || (n % 20 + 1),
    CASE WHEN n % 3 = 0 THEN 'organization' ELSE 'network' END, 't', repeat('e', 200), '[]', n, n, n,
    false, false, 0, 0, n, 0, 0, 0, 0, n, n, 1, repeat('b', 500), repeat('b', 500)
FROM generate_series(1, 4000) n;
INSERT INTO posts (id, topic_id, parent_id, depth, seq, place, author_id, created_at, reply_count, last_place,
    like_count, version, body, body_html)
SELECT 'post ' || n, 'topic ' || (n % 40 + 1), CASE WHEN n > 400 THEN 'post ' || (n % 400 + 1) END, 0, n, n,
    'user ' || (n % 200 + 1), n, 0, 0, 0, 1, repeat('b', 400), repeat('b', 400)
FROM generate_series(1, 20000) n;
INSERT INTO outbox (id, aggregate, name, body, happened_at, due_at, attempts, finished_at, reason)
SELECT 'event ' || n, 'a' || n, 'n', '{}', n, n, 0, CASE WHEN n % 500 <> 0 THEN n END, ''
FROM generate_series(1, 5000) n;
INSERT INTO search_entries (number, subject_id, topic_id, author_id, kind, version, title, tags, body)
SELECT (n::bigint << 40) + 1, 'post ' || n, 'topic ' || (n % 40 + 1), 'user', '=post', 1, '', '',
    'pump hot oil and press ' || n || CASE WHEN n % 100 = 0 THEN ' rare' ELSE '' END || repeat(' word', 40)
FROM generate_series(1, 20000) n;
INSERT INTO search_entries (number, subject_id, topic_id, author_id, kind, version, title, tags, body)
SELECT n::bigint << 40, 'topic ' || n, 'topic ' || n, 'user', '=topic', 1, 'pump ' || n, 'oil', 'pump hot'
FROM generate_series(1, 4000) n;
INSERT INTO notifications (id, user_id, kind, topic_id, post_id, actor_id, happened_at, count, seen, listed,
    hidden, mailed, about)
SELECT 'told ' || n, 'user ' || CASE WHEN n % 100 = 0 THEN 3 ELSE n % 2000 + 1 END, 'reply',
    'topic ' || (n % 4000 + 1), 'post ' || (n % 20000 + 1), 'user ' || (n % 7 + 1), n, 1, n % 2, true, false,
    false, 'about ' || n
FROM generate_series(1, 40000) n;
ANALYZE
"""
SEARCHED: dict[str, object] = {
    **values(Asked(("rare", "hot oil"), ("nothing",))),
    "lowest": 5,
    "most_ranked": MOST_RANKED,
    "most": MOST_RANKED,
    "newest_age": 78,
    "oldest_age": 70,
    "last_score": 3,
    "last_number": 2**53,
    "least": 2,
}
KEYS = "Bitmap Index Scan on ix_search_entries_keys"


@pytest.fixture(scope="module")
def forum(migrated_postgres: str) -> Iterator[str]:
    emptied(migrated_postgres)
    with psycopg.connect(migrated_postgres, autocommit=True) as connection:
        connection.execute(FILL)
    yield migrated_postgres
    with psycopg.connect(migrated_postgres, autocommit=True) as connection:
        connection.execute(
            "TRUNCATE organizations, outbox, categories, search_entries CASCADE"
        )  # faster for so many rows


@pytest.fixture(params=["auto", "force_generic_plan"])
def connection(request: pytest.FixtureRequest, forum: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(forum, autocommit=True) as opened:
        opened.execute(f"SET plan_cache_mode = {request.param}".encode())
        yield opened


def plan(connection: psycopg.Connection, statement: Statement, **values: object) -> str:
    ready = statement.ready("postgresql")
    arguments, places = ready.arguments(values), ready.text
    for number in range(len(arguments)):
        places = places.replace("%s", f"${number + 1}", 1)
    connection.execute("DEALLOCATE ALL")
    connection.execute(f"PREPARE asked AS {places}".encode(), prepare=False)
    given = ", ".join("NULL" if value is None else quote(value) for value in arguments)
    rows = connection.execute(f"EXPLAIN EXECUTE asked({given})".encode(), prepare=False)
    return "\n".join(step for (step,) in rows)


@pytest.mark.parametrize(
    ("sort", "filters", "goes_on"),
    [
        *product(TopicSort, [frozenset(), frozenset({"category"})], [False, True]),
        *product(BY_TIME, [frozenset({"author"}), frozenset({"organization"})], [False, True]),
    ],
)
def test_a_page_of_topics_is_read_along_its_index(
    connection: psycopg.Connection, sort: TopicSort, filters: frozenset[str], *, goes_on: bool
) -> None:
    steps = plan(connection, page_statement(sort, filters, goes_on=goes_on), **VALUES)
    column = "".join(f"{name}_id_" for name in filters)
    assert f"Index Scan Backward using ix_topics_{column}{INDEX[sort]} on topics" in steps
    assert "Sort" not in steps
    assert "Seq Scan on topics" not in steps
    assert "Seq Scan on posts" not in steps


def test_the_usual_page_of_topics_is_planned_once_and_for_all(forum: str) -> None:
    values = VALUES | USUAL
    ready = page_statement(TopicSort.LATEST, frozenset(), goes_on=False).ready_for(
        "postgresql", values, USUAL
    )
    with psycopg.connect(forum, autocommit=True) as connection:
        for _ in range(20):
            connection.execute(ready.text, ready.arguments(values))
        query = b"SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT topics.id%'"
        assert connection.execute(query).fetchall() == [(10,)], (
            "prepared after 5, planned for good after 5 more"
        )


@pytest.mark.parametrize("sort", PostSort)
@pytest.mark.parametrize("parent_id", [None, "post 7"])
def test_a_thread_is_read_along_its_index(
    connection: psycopg.Connection, sort: PostSort, parent_id: str | None
) -> None:
    values = {"topic_id": "topic 7", "parent_id": parent_id, "after": 5, "after_likes": 5, "shown": 20}
    steps = plan(connection, PAGES[sort], **VALUES, **values, levels=8, replies=3, most=200)
    index = "ix_posts_topic_id_parent_id_like_count_place" if sort is PostSort.TOP else PLACES
    assert index in steps, steps
    assert "Seq Scan on posts" not in steps
    assert "Seq Scan on topics" not in steps


@pytest.mark.parametrize("near", [frozenset(), frozenset({RECENT})])
@pytest.mark.parametrize("asks", [frozenset(), frozenset({PHRASES, UNWANTED})])
@pytest.mark.parametrize("sort", SearchSort)
def test_words_are_looked_for_in_their_index_and_each_hits_topic_by_its_id(
    connection: psycopg.Connection, sort: SearchSort, asks: frozenset[str], near: frozenset[str]
) -> None:
    for goes_on in (False, True):
        page = search_statement(sort, asks | near | {"category", "tag"}, goes_on=goes_on)
        steps = plan(connection, page, **VALUES, **SEARCHED)
        assert_looked_up(steps, KEYS)
    steps = plan(connection, count_statement(asks, near), **VALUES, **SEARCHED)
    assert_looked_up(steps, KEYS)
    assert "Hash" not in steps, steps
    assert "Merge" not in steps, steps


@pytest.mark.parametrize("near", [frozenset(), frozenset({RECENT})])
def test_topics_like_one_are_looked_for_in_an_index(
    connection: psycopg.Connection, near: frozenset[str]
) -> None:
    index = KEYS if near else "Bitmap Index Scan on ix_search_entries_topic_words"
    for statement in (similar_statement(near), count_alike(near)):
        assert_looked_up(plan(connection, statement, **VALUES, **SEARCHED), index)


@pytest.mark.parametrize("index", ["ix_search_entries_keys", "ix_search_entries_topic_words"])
def test_few_entries_are_kept_aside_for_each_look_to_read(forum: str, index: str) -> None:
    with psycopg.connect(forum, autocommit=True) as connection:
        ((pages,),) = connection.execute("SELECT gin_clean_pending_list(%s)", [index]).fetchall()
    most = 128 // 8
    assert pages <= most + 1


def assert_looked_up(steps: str, index: str) -> None:
    assert index in steps, steps
    for table in ("search_entries", "topics", "posts"):
        assert f"Seq Scan on {table}" not in steps, steps
    assert "pk_search_entries" not in steps, steps


@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize("filters", [frozenset(), frozenset({"unread"}), frozenset({"since"})])
def test_notifications_are_read_along_their_index_from_where_the_last_page_ended(
    connection: psycopg.Connection, filters: frozenset[str], *, goes_on: bool
) -> None:
    given = {**VALUES, "moment": 39_000, "since": datetime.fromtimestamp(1, UTC)}
    steps = plan(connection, page_of_notifications(filters, goes_on=goes_on), **given)
    assert "ix_notifications_shown" in steps, steps
    if "unread" not in filters:  # of those, a plan for all values expects one, which it may well sort
        assert "Index Scan Backward using ix_notifications_shown on notifications" in steps, steps
        assert "Sort" not in steps
    for table in ("notifications", "topics", "posts", "users"):
        assert f"Seq Scan on {table}" not in steps, steps


def test_how_much_is_new_is_read_from_an_index_and_nothing_else(connection: psycopg.Connection) -> None:
    steps = plan(connection, UNREAD_COUNT, viewer="user 3")
    assert "ix_notifications_new" in steps
    assert "Seq Scan" not in steps


def test_a_session_is_found_by_index(connection: psycopg.Connection) -> None:
    steps = plan(connection, FIND, token_hash="hash 7")
    assert "using uq_sessions_token_hash on sessions" in steps
    assert "Seq Scan on users" not in steps


def test_due_events_are_looked_for_among_the_open_ones_only(
    connection: psycopg.Connection, clock: Clock
) -> None:
    steps = plan(connection, ANY_DUE, now=clock.now(), limit=1)
    assert "using ix_outbox_open_" in steps
    assert "Seq Scan" not in steps
