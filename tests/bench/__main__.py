"""Measure reads in CPU time and writes in durable operations, each against the driver in the same run.

Baseline and subject take turns (A B A B), so that a busy machine slows both; figures are medians of
the rounds, and only their ratio can be compared between machines.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, process_time
from typing import TextIO

import msgspec

from adapters.memory.richtext import PlainText
from adapters.sql.sqlite.connections import open_for_reading, open_for_writing
from adapters.sql.sqlite.migration import migrate
from adapters.sql.sqlite.store import SqliteStore
from adapters.sql.topic_reader import page_statement
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.contracts.builders import NOON, a_category, a_topic, a_user, an_organization
from p2p_core.contracts.forums import acting
from p2p_core.forum.posts.service import PostService
from p2p_core.forum.posts.shapes import NewPost
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.forum.topics.shapes import TopicQuery, TopicSort
from p2p_core.shared.actor import Actor

TOPICS = 5_000
ROUNDS = 9
PAGES = 200
THREADS = 32
POSTS = 40
MICRO = 1_000_000


@dataclass(frozen=True)
class Seeded:
    """A store with a forum in it."""

    path: Path
    store: SqliteStore
    actor: Actor
    topic: Topic


def seeded(path: Path) -> Seeded:
    """So many public topics of one person."""
    migrate(path)
    clock = SystemClock()
    store = SqliteStore(path, clock, SystemIds(clock))
    organization, category = an_organization(), a_category()
    author = a_user(organization)
    topics = [a_topic(author, category, NOON + timedelta(seconds=number)) for number in range(TOPICS)]
    with store.begin() as tx:
        tx.organizations.add(organization)
        tx.users.add(author)
        tx.categories.add(category)
        for topic in topics:
            topic.visibility, topic.locked = Visibility.NETWORK, False
            tx.topics.add(topic)
    return Seeded(path, store, acting(author), topics[-1])


def cpu_per_call(work: Callable[[], object]) -> float:
    """Microseconds of this process's CPU for one call."""
    started = process_time()
    for _ in range(PAGES):
        work()
    return (process_time() - started) / PAGES * MICRO


def read_page(world: Seeded) -> tuple[str, float, float]:
    """A page of 20 topics as JSON: the same statement on the bare driver, and through the reader."""
    encoder = msgspec.json.Encoder()
    statement = page_statement(TopicSort.LATEST, frozenset(), goes_on=False).ready("sqlite")
    values = statement.arguments({"limit": 21, "viewer_organization": world.actor.organization_id})
    connection = open_for_reading(world.path)

    def bare() -> bytes:
        return encoder.encode([tuple(row) for row in connection.execute(statement.text, values).fetchall()])

    def whole() -> bytes:
        return encoder.encode(world.store.topics.page(world.actor, TopicQuery()))

    turns = [(cpu_per_call(bare), cpu_per_call(whole)) for _ in range(ROUNDS)]
    connection.close()
    return "topics page, CPU us", median(turn[0] for turn in turns), median(turn[1] for turn in turns)


def deep_page(world: Seeded) -> tuple[str, float, float]:
    """The first page, and one far down the list: keyset pages cost the same at any depth."""
    cursor = None
    for _ in range(TOPICS // 100 - 1):
        cursor = world.store.topics.page(world.actor, TopicQuery(limit=100, cursor=cursor)).next_cursor
    first, deep = TopicQuery(), TopicQuery(cursor=_onwards(world, cursor))

    def page(query: TopicQuery) -> Callable[[], object]:
        return lambda: world.store.topics.page(world.actor, query)

    turns = [(cpu_per_call(page(first)), cpu_per_call(page(deep))) for _ in range(ROUNDS)]
    name = f"page 1 and page {TOPICS // 20 - 5}, CPU us"
    return name, median(turn[0] for turn in turns), median(turn[1] for turn in turns)


def _onwards(world: Seeded, cursor: str | None) -> str | None:
    """A cursor is bound to its list, not to the length of its pages."""
    return world.store.topics.page(world.actor, TopicQuery(limit=1, cursor=cursor)).next_cursor


def write_posts(world: Seeded) -> tuple[str, float, float]:
    """Durable replies a second: one bare INSERT and COMMIT at a time, and 32 threads on the service."""
    clock = SystemClock()
    service = PostService(
        begin=world.store.begin,
        posts=world.store.posts,
        rich_text=PlainText(),
        clock=clock,
        ids=SystemIds(clock),
    )
    turns = [(_bare_inserts(world.path.with_name("bare.sqlite")), _replies(world, service)) for _ in range(3)]
    return "durable replies a second", median(turn[0] for turn in turns), median(turn[1] for turn in turns)


def _bare_inserts(path: Path) -> float:
    connection = open_for_writing(path, create=True)
    connection.execute("CREATE TABLE IF NOT EXISTS post (id INTEGER PRIMARY KEY, body TEXT)")
    started = perf_counter()
    for _ in range(THREADS * POSTS):
        connection.execute("INSERT INTO post (body) VALUES ('نعم، 85%')")
    seconds = perf_counter() - started
    connection.close()
    return THREADS * POSTS / seconds


def _replies(world: Seeded, service: PostService) -> float:
    def write() -> None:
        for _ in range(POSTS):
            service.write(world.actor, world.topic.id, NewPost(body="نعم، 85%"))

    threads = [Thread(target=write) for _ in range(THREADS)]
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return THREADS * POSTS / (perf_counter() - started)


def report(path: Path, out: TextIO) -> None:
    """Measure everything on a database file, which must not exist yet, and print a table."""
    world = seeded(path)
    rows = [("", "baseline", "subject", "ratio")]
    for name, baseline, subject in (read_page(world), deep_page(world), write_posts(world)):
        rows.append((name, f"{baseline:.0f}", f"{subject:.0f}", f"{subject / baseline:.2f}"))
    world.store.close()
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    out.writelines(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) + "\n" for row in rows
    )


if __name__ == "__main__":
    with TemporaryDirectory(prefix="p2p-bench-") as directory:
        report(Path(directory) / "bench.sqlite", sys.stdout)
