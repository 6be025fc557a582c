"""What every store's inspections promise: silence about what is well, and a word about each damage."""

from collections.abc import Callable
from datetime import datetime, timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post, a_second_factor, a_topic, a_user, an_id
from p2p_core.contracts.entries import an_entry
from p2p_core.contracts.file_builders import a_file
from p2p_core.contracts.stores import stored_author, stored_topic
from p2p_core.files.model import FileStatus
from p2p_core.forum.posts.model import PostLiked
from p2p_core.forum.topics.model import Visibility
from p2p_core.identity.blocks.model import Block, BlocksChanged
from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.notifications.inbox.model import Kind, Notification, about
from p2p_core.shared.ids import NotificationId, PostId, TopicId, UserId
from p2p_core.shared.inspections import Finding, Inspections
from p2p_core.upkeep.model import FAILED

_LATER = NOON + timedelta(days=1)


class InspectionsContract:
    """Counters, outbox and clock."""

    store: Store
    inspections: Inspections
    now: Callable[[], datetime]
    """The clock under which the store publishes."""

    def test_an_empty_store_is_well(self) -> None:
        findings = self.inspections.findings(_LATER)
        assert findings
        assert self._ill(_LATER) == {}

    def test_second_factors_without_their_key_are_counted(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            tx.second_factors.put(a_second_factor(user))
        assert self.inspections.findings(_LATER, ["another", "key"])
        assert all(finding.ok for finding in self.inspections.findings(_LATER, ["another", "key"]))
        found = [finding for finding in self.inspections.findings(_LATER, ["another"]) if not finding.ok]
        assert [finding.name for finding in found] == ["second_factors"]
        assert all(finding.name != "second_factors" for finding in self.inspections.findings(_LATER))

    def test_a_store_that_was_used_is_well(self) -> None:
        self._replied()
        assert self._ill(_LATER) == {}

    def test_a_private_topic_is_not_among_those_a_category_counts(self) -> None:
        _, category, _ = stored_topic(self.store)
        assert self._ill(_LATER) == {}
        with self.store.begin() as tx:
            tx.categories.topic_added(category.id)
        assert set(self._ill(_LATER)) == {"categories.topic_count"}

    def test_a_topic_counted_twice_is_found(self) -> None:
        _, category, _ = stored_topic(self.store, Visibility.NETWORK)
        with self.store.begin() as tx:
            tx.categories.topic_added(category.id)
            tx.categories.topic_added(category.id)
        found = self._ill(_LATER)
        assert set(found) == {"categories.topic_count"}
        assert category.id in found["categories.topic_count"].cause

    def test_a_reply_that_was_counted_and_is_not_there_is_found(self) -> None:
        topic_id, _ = self._replied()
        with self.store.begin() as tx:
            tx.topics.reply_added(topic_id, PostId("01a20378-0000-7000-8000-00000000dead"), NOON)
        assert set(self._ill(_LATER)) == {"topics.post_count", "topics.last_post_id"}

    def test_a_reply_that_was_never_counted_is_found(self) -> None:
        author, category, topic = stored_topic(self.store, Visibility.NETWORK)
        with self.store.begin() as tx:
            tx.categories.topic_added(category.id)
            tx.posts.add(a_post(author, topic, None, 1, 1))
        assert set(self._ill(_LATER)) == {"topics.post_count", "topics.last_seq", "topics.last_post_id"}

    def test_a_reply_to_a_reply_that_was_counted_and_is_not_there_is_found(self) -> None:
        _, post_id = self._replied()
        with self.store.begin() as tx:
            tx.posts.reply_added(post_id)
        found = self._ill(_LATER)
        assert set(found) == {"posts.reply_count"}
        assert post_id in found["posts.reply_count"].cause

    def test_likes_that_people_were_told_of_wrongly_are_found_unless_they_will_be_counted(self) -> None:
        topic_id, post_id = self._replied()
        with self.store.begin() as tx:
            topic = tx.topics.get(topic_id)
            author = tx.users.get(topic.author_id)
            liker = a_user(tx.organizations.get(topic.organization_id), "likes@plastics.example")
            tx.users.add(liker)
            for user in (author, liker):
                tx.marks.like(topic_id, user.id, on=True)
            topic.liked(2, NOON)
            tx.topics.keep_standing(topic)
            for post in (None, post_id):
                tx.notifications.add(
                    Notification(
                        id=NotificationId(an_id()),
                        user_id=author.id,
                        kind=Kind.LIKE,
                        topic_id=topic_id,
                        post_id=post,
                        actor_id=liker.id,
                        happened_at=NOON,
                    )
                )
            wrong = tx.notifications.find(author.id, about(Kind.LIKE, topic_id, post_id))
            assert wrong is not None
        found = self._ill(_LATER)
        assert set(found) == {"notifications.count"}
        assert "in 1:" in found["notifications.count"].cause
        assert wrong.id in found["notifications.count"].cause
        with self.store.begin() as tx:
            tx.publish(PostLiked(post_id=post_id, topic_id=topic_id, by=liker.id))
        assert "notifications.count" not in self._ill(_LATER)
        with self.store.begin() as tx:
            tx.blocks.add(Block(blocker_id=author.id, blocked_id=liker.id, blocked_at=NOON))
        assert "in 1:" in self._ill(_LATER)["notifications.count"].cause, "who is blocked isn't counted"
        with self.store.begin() as tx:
            tx.publish(BlocksChanged(user_id=author.id))
        assert "notifications.count" not in self._ill(_LATER)

    def test_storage_is_what_its_files_take_up(self) -> None:
        owner = stored_author(self.store)
        files = [a_file(owner) for _ in range(3)]
        files[0].deleted_at = files[1].deleted_at = None
        files[1].status = FileStatus.REJECTED
        with self.store.begin() as tx:
            for file in files:
                tx.files.add(file)
        found = self._ill(_LATER)
        assert set(found) == {"storage.used"}
        assert owner.organization_id in found["storage.used"].cause
        with self.store.begin() as tx:
            assert tx.files.reserve(owner.organization_id, files[0].size)
        assert self._ill(_LATER) == {}

    def test_an_event_may_wait_five_minutes_and_no_longer(self) -> None:
        with self.store.begin() as tx:
            tx.publish(KnownAddressSignedUp(user_id=UserId("01a20378-0000-7000-8000-000000000001")))
        assert self._ill(self.now() + timedelta(minutes=4)) == {}
        assert set(self._ill(self.now() + timedelta(minutes=6))) == {"outbox.waiting"}

    def test_an_event_that_is_done_with_does_not_wait(self) -> None:
        with self.store.begin() as tx:
            tx.publish(KnownAddressSignedUp(user_id=UserId("01a20378-0000-7000-8000-000000000001")))
        later = self.now() + timedelta(minutes=10)
        for event_id in self.store.outbox.claim(10, later, later):
            self.store.outbox.finish(event_id, later)
        assert self._ill(later) == {}

    def test_an_event_that_was_given_up_is_found(self) -> None:
        with self.store.begin() as tx:
            tx.publish(KnownAddressSignedUp(user_id=UserId("01a20378-0000-7000-8000-000000000001")))
        later = self.now() + timedelta(minutes=10)
        for event_id in self.store.outbox.claim(10, later, later):
            self.store.outbox.bury(event_id, later, "out of order")
        assert set(self._ill(later)) == {"outbox.dead_letters"}

    def test_what_should_have_been_done_by_the_clock_a_day_ago_is_found(self) -> None:
        self._scheduled("nightly", NOON)
        assert self._ill(NOON + timedelta(hours=23)) == {}
        assert "nightly" in self._ill(NOON + timedelta(hours=25))["schedules"].cause

    def test_what_failed_the_last_time_it_was_done_by_the_clock_is_found(self) -> None:
        self._scheduled("nightly", _LATER)
        self._scheduled("hourly", _LATER)
        with self.store.begin() as tx:
            tx.schedules.note("nightly", FAILED + "Unavailable: mail")
            tx.schedules.note("hourly", "done: 3")
        cause = self._ill(_LATER)["schedules"].cause
        assert "nightly" in cause
        assert "hourly" not in cause

    def _scheduled(self, name: str, next_at: datetime) -> None:
        with self.store.begin() as tx:
            tx.schedules.put(name, "0 * * * *", "UTC", next_at)

    def test_rows_from_the_future_are_found(self) -> None:
        author, category, _ = stored_topic(self.store, Visibility.NETWORK)
        with self.store.begin() as tx:
            tx.topics.add(a_topic(author, category, _LATER))
            tx.categories.topic_added(category.id)
        assert set(self._ill(_LATER - timedelta(minutes=4))) == set()
        assert set(self._ill(_LATER - timedelta(minutes=6))) == {"clock"}

    def test_whatever_is_found_has_a_cause_and_a_remedy(self) -> None:
        _, post_id = self._replied()
        with self.store.begin() as tx:
            tx.posts.reply_added(post_id)
        assert all(found.cause and found.remedy for found in self._ill(_LATER).values())

    def _ill(self, now: datetime) -> dict[str, Finding]:
        """What isn't well; what these tests store isn't indexed, and that is the next suite's."""
        found = {one.name: one for one in self.inspections.findings(now) if not one.ok}
        found.pop("search.index", None)
        return found

    def _replied(self) -> tuple[TopicId, PostId]:
        """A topic with a reply and a reply to that, all counted."""
        author, category, topic = stored_topic(self.store, Visibility.NETWORK)
        first = a_post(author, topic, None, 1, 1)
        second = a_post(author, topic, first, 2, 1)
        with self.store.begin() as tx:
            tx.categories.topic_added(category.id)
            tx.topics.reply_added(topic.id, first.id, NOON)
            tx.posts.add(first)
            tx.topics.reply_added(topic.id, second.id, NOON)
            tx.posts.reply_added(first.id)
            tx.posts.add(second)
        return topic.id, first.id


class IndexInspectionsContract:
    """Whether everything is found by its words."""

    store: Store
    inspections: Inspections

    def test_what_is_not_indexed_and_what_was_changed_since_is_found(self) -> None:
        author, _, topic = stored_topic(self.store)
        post = a_post(author, topic, None, 1, 1)
        with self.store.begin() as tx:
            tx.posts.add(post)
        assert self.finding().cause.startswith("2 topics and replies")
        with self.store.begin() as tx:
            tx.index.put(an_entry(topic, title="pump"))
        assert post.id in self.finding().cause
        assert topic.id not in self.finding().cause
        with self.store.begin() as tx:
            tx.index.put(an_entry(topic, post, body="pump"))
        assert self.finding().ok
        with self.store.begin() as tx:
            tx.topics.save(topic)
        assert topic.id in self.finding().cause
        assert "p2p search rebuild" in self.finding().remedy

    def test_what_is_removed_for_good_leaves_nothing_in_the_index(self) -> None:
        author, _, topic = stored_topic(self.store)
        first = a_post(author, topic, None, 1, 1)
        second, third = a_post(author, topic, first, 2, 1), a_post(author, topic, None, 3, 2)
        with self.store.begin() as tx:
            tx.index.put(an_entry(topic, title="pump"))
            for post in (first, second, third):
                tx.posts.add(post)
                tx.index.put(an_entry(topic, post, body="pump"))
            for post in (first, third):
                post.deleted_at = NOON
                tx.posts.keep_standing(post)
        with self.store.begin() as tx:
            assert tx.posts.forget_deleted(_LATER, 10) == 2
        assert self.finding().ok
        topic.deleted_at = NOON
        with self.store.begin() as tx:
            tx.topics.keep_standing(topic)
        with self.store.begin() as tx:
            assert tx.topics.forget_deleted(_LATER, 10) == 1
        assert self.finding().ok

    def finding(self) -> Finding:
        """What is said of the index."""
        (found,) = (one for one in self.inspections.findings(_LATER) if one.name == "search.index")
        return found
