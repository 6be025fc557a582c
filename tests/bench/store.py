"""Durable writes in the store itself, against bare commits on the driver in the same run."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter

from adapters.memory.richtext import PlainText
from adapters.sql.sqlite.connections import open_for_writing
from adapters.sql.sqlite.migration import migrate
from adapters.sql.sqlite.store import SqliteStore
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.contracts.builders import NOON, a_category, a_topic, a_user, an_organization
from p2p_core.contracts.forums import acting
from p2p_core.forum.posts.service import PostService
from p2p_core.forum.posts.shapes import NewPost
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.shared.actor import Actor

TOPICS = 50
THREADS = 32
POSTS = 40


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


def replies() -> dict[str, float]:
    """Durable replies a second: one bare INSERT and COMMIT at a time, and 32 threads on the service."""
    with TemporaryDirectory(prefix="p2p-bench-") as directory:
        world = seeded(Path(directory) / "bench.sqlite")
        turns = _in_turn(world)
        world.store.close()
    return {
        "one after another on the driver": round(median(turn[0] for turn in turns)),
        "32 threads on the operation": round(median(turn[1] for turn in turns)),
    }


def _in_turn(world: Seeded) -> list[tuple[float, float]]:
    clock = SystemClock()
    service = PostService(
        begin=world.store.begin,
        posts=world.store.posts,
        edits=world.store.edits,
        rich_text=PlainText(),
        people=world.store.users,
        clock=clock,
        ids=SystemIds(clock),
    )
    return [(_bare_inserts(world.path.with_name("bare.sqlite")), _replies(world, service)) for _ in range(3)]


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
