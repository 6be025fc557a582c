"""What every store's transactions promise."""

from collections.abc import Callable
from threading import Barrier, Thread

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_category, a_post, a_topic, a_user, an_organization
from p2p_core.contracts.expect import raises
from p2p_core.forum.categories.model import Category
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.identity.users.model import User
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import EventId, PostId, TopicId

_THREADS = 8
_TIMES = 10


class Broken(Exception):
    """Something an operation raises in the middle."""


def at_once(work: Callable[[int], None], threads: int = _THREADS) -> None:
    """Run the work in so many threads that start together; an error in one fails the caller."""
    ready = Barrier(threads)
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            ready.wait()
            work(number)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the caller's test must fail with it
            failures.append(error)

    running = [Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    if failures:
        raise failures[0]


def stored_author(store: Store) -> User:
    """A person with an organization, in the store."""
    organization = an_organization()
    user = a_user(organization)
    with store.begin() as tx:
        assert tx.organizations.add(organization)
        assert tx.users.add(user)
    return user


def stored_topic(
    store: Store, visibility: Visibility = Visibility.ORGANIZATION
) -> tuple[User, Category, Topic]:
    """A topic with all it refers to, in the store."""
    author, category = stored_author(store), a_category()
    topic = a_topic(author, category)
    topic.visibility = visibility
    with store.begin() as tx:
        assert tx.categories.add(category)
        tx.topics.add(topic)
    return author, category, topic


class StoreContract:
    """Transactions: all or nothing, visible when left, in turn, never nested."""

    store: Store

    def test_what_a_finished_block_wrote_every_reader_sees(self) -> None:
        organization = an_organization()
        with self.store.begin() as tx:
            tx.organizations.add(organization)
        assert self.store.organizations.details(organization.id).name == organization.name

    def test_what_a_failed_block_wrote_nobody_sees(self) -> None:
        author = a_user(an_organization())
        with raises(Broken), self.store.begin() as tx:
            tx.publish(KnownAddressSignedUp(user_id=author.id))
            tx.categories.add(a_category())
            raise Broken
        assert not self.store.categories.all()
        assert not self.store.outbox.claim(10, NOON.replace(year=2100), NOON)

    def test_a_block_within_a_block_is_a_mistake_that_spoils_only_itself(self) -> None:
        with raises(RuntimeError), self.store.begin(), self.store.begin():
            pass
        with self.store.begin() as tx:
            assert tx.categories.add(a_category())

    def test_a_transaction_that_is_over_can_not_be_used(self) -> None:
        with self.store.begin() as tx:
            kept = tx
        with raises(RuntimeError):
            kept.categories.add(a_category())

    def test_hooks_run_after_the_commit_and_only_then(self) -> None:
        seen: list[int] = []
        category = a_category()
        with self.store.begin() as tx:
            tx.categories.add(category)
            tx.after_commit(lambda: seen.append(len(self.store.categories.all())))
            assert seen == []
        assert seen == [1]
        with raises(Broken), self.store.begin() as tx:
            tx.after_commit(lambda: seen.append(-1))
            raise Broken
        assert seen == [1]

    def test_a_reaction_happens_for_the_first_time_once(self) -> None:
        event = EventId("01a20378-0000-7000-8000-000000000001")
        with self.store.begin() as tx:
            assert tx.first_time(event, "mail")
            assert not tx.first_time(event, "mail")
            assert tx.first_time(event, "count")
        with self.store.begin() as tx:
            assert not tx.first_time(event, "mail")
        assert self.store.reactions.is_recorded(event, "mail")
        assert not self.store.reactions.is_recorded(event, "other")

    def test_a_reaction_that_failed_has_not_happened(self) -> None:
        event = EventId("01a20378-0000-7000-8000-000000000002")
        with raises(Broken), self.store.begin() as tx:
            tx.first_time(event, "mail")
            raise Broken
        with self.store.begin() as tx:
            assert tx.first_time(event, "mail")

    def test_counters_are_exact_when_many_count_at_once(self) -> None:
        author, category, topic = stored_topic(self.store)
        numbers: list[int] = []

        def reply(thread: int) -> None:
            for time in range(_TIMES):
                post_id = PostId(f"01a20378-0000-7000-8000-{thread:06}{time:06}")
                with self.store.begin() as tx:
                    seq = tx.topics.reply_added(topic.id, post_id, NOON)
                    post = a_post(author, topic, None, seq, seq)
                    post.id = post_id
                    tx.posts.add(post)
                    tx.categories.topic_added(category.id)
                numbers.append(seq)

        at_once(reply)
        assert sorted(numbers) == list(range(1, _THREADS * _TIMES + 1))
        with self.store.begin() as tx:
            assert tx.topics.get(topic.id).post_count == _THREADS * _TIMES
        assert self.store.categories.all()[0].topic_count == _THREADS * _TIMES

    def test_of_many_who_take_one_address_at_once_one_gets_it(self) -> None:
        organization = an_organization()
        with self.store.begin() as tx:
            tx.organizations.add(organization)
        users = [a_user(organization) for _ in range(_THREADS)]
        got: list[bool] = []

        def take(number: int) -> None:
            with self.store.begin() as tx:
                won = tx.users.add(users[number])
            got.append(won)

        at_once(take)
        assert sorted(got) == [False] * (_THREADS - 1) + [True]

    def test_insert_if_absent_leaves_the_block_usable(self) -> None:
        author = stored_author(self.store)
        category = a_category()
        with self.store.begin() as tx:
            assert not tx.users.add(a_user(tx.organizations.get(author.organization_id)))
            assert tx.categories.add(category)
        assert [found.id for found in self.store.categories.all()] == [category.id]

    def test_an_unknown_topic_can_not_be_replied_to(self) -> None:
        with raises(NotFound), self.store.begin() as tx:
            tx.topics.reply_added(TopicId("01a20378-0000-7000-8000-00000000dead"), PostId("x"), NOON)
