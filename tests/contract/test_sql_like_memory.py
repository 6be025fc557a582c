"""Random threads read alike from every store: whatever level, order, limit and position."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.memory.store import MemoryStore
from adapters.sql.store import SqlStore
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from entrypoints.http.answers import encoded
from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_category, a_post, a_topic, a_user, an_organization
from p2p_core.contracts.forums import acting
from p2p_core.forum.posts.model import Post
from p2p_core.forum.posts.shapes import PostQuery, PostSort
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.forum.topics.shapes import TopicQuery
from p2p_core.shared.actor import Actor
from p2p_core.shared.pages import LazyItems
from tests.contract.sql_stores import postgres_store, sqlite_store
from tests.servers.postgres import emptied

CLOCK = SystemClock()
IDS = SystemIds(CLOCK)
# each number says which earlier post the next one answers, 0 the topic itself; small ones make bushes
TREES = st.lists(st.integers(min_value=0, max_value=40), max_size=120)


def planted(stores: tuple[Store, Store], tree: list[int]) -> tuple[Actor, Topic, list[Post]]:
    """The same topic with the same tree of replies in both stores."""
    organization = an_organization()
    author, category = a_user(organization), a_category()
    topic = a_topic(author, category)
    for store in stores:
        with store.begin() as tx:
            tx.organizations.add(organization)
            tx.users.add(author)
            tx.categories.add(category)
            tx.topics.add(topic)
    posts: list[Post] = []
    for number in tree:
        parent = posts[number - 1] if 0 < number <= len(posts) else None
        posts.append(a_post(author, topic, parent, 1, 1))
        for store in stores:
            reply(store, topic, parent, posts[-1])
    return acting(author), topic, posts


def reply(store: Store, topic: Topic, parent: Post | None, post: Post) -> None:
    with store.begin() as tx:
        post.seq = tx.topics.reply_added(topic.id, post.id, NOON)
        post.place = tx.posts.reply_added(parent.id) if parent else post.seq
        tx.posts.add(post)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tree=TREES, sort=st.sampled_from(PostSort), limit=st.integers(1, 100), below=st.integers(0, 40))
def test_a_thread_reads_alike_from_sqlite(tree: list[int], sort: PostSort, limit: int, below: int) -> None:
    with sqlite_store(CLOCK, IDS) as sqlite:
        must_read_alike(sqlite, tree, PostQuery(sort=sort, limit=limit, count=True), below)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=TREES, sort=st.sampled_from(PostSort), limit=st.integers(1, 100), below=st.integers(0, 40))
def test_a_thread_reads_alike_from_postgresql(
    migrated_postgres: str, tree: list[int], sort: PostSort, limit: int, below: int
) -> None:
    emptied(migrated_postgres)
    with postgres_store(migrated_postgres, CLOCK, IDS) as postgres:
        must_read_alike(postgres, tree, PostQuery(sort=sort, limit=limit, count=True), below)


def must_read_alike(store: Store, tree: list[int], query: PostQuery, below: int) -> None:
    memory = MemoryStore(CLOCK, IDS)
    actor, topic, posts = planted((memory, store), tree)
    query = replace(query, parent_id=posts[below - 1].id if 0 < below <= len(posts) else None)
    while True:
        page, same = store.posts.page(actor, topic.id, query), memory.posts.page(actor, topic.id, query)
        assert encoded(page) == encoded(same)
        assert page == same
        assert page is not None
        if page.next_cursor is None:
            break
        query = replace(query, cursor=page.next_cursor)
    for post in posts[:3]:
        assert store.posts.details(actor, post.id) == memory.posts.details(actor, post.id)


def test_topics_are_written_out_alike(sql_store: SqlStore) -> None:
    memory = MemoryStore(CLOCK, IDS)
    organization = an_organization()
    author, category = a_user(organization), a_category()
    topics = [a_topic(author, category, NOON + timedelta(seconds=number)) for number in range(3)]
    topics[0].visibility, topics[0].tags, topics[0].pinned = Visibility.NETWORK, (), False
    for store in (memory, sql_store):
        with store.begin() as tx:
            tx.organizations.add(organization)
            tx.users.add(author)
            tx.categories.add(category)
            for topic in topics:
                tx.topics.add(topic)
    post = a_post(author, topics[1], None, 1, 1)
    for store in (memory, sql_store):
        reply(store, topics[1], None, post)
    page, same = (store.topics.page(acting(author), TopicQuery()) for store in (sql_store, memory))
    assert isinstance(page.items, LazyItems)
    assert encoded(page) == encoded(same)
    assert page == same
