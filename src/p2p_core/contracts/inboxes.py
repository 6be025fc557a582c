"""What every store promises about what people are told."""

from dataclasses import replace
from datetime import timedelta

from p2p_core.contracts.builders import NOON, an_id
from p2p_core.contracts.expect import raises
from p2p_core.contracts.forums import acting
from p2p_core.contracts.inbox_builders import Told
from p2p_core.contracts.stores import at_once
from p2p_core.notifications.inbox.model import Kind, Notification
from p2p_core.notifications.inbox.shapes import NotificationQuery
from p2p_core.shared.errors import Invalid, NotFound
from p2p_core.shared.ids import NotificationId, OrganizationId

_HOUR = timedelta(hours=1)


class InboxContract(Told):
    """Notifications: stored, listed, counted, read, taken back, forgotten."""

    def test_every_field_is_kept_and_nobody_is_told_of_the_same_twice(self) -> None:
        self.begin()
        one = self.told()
        assert self.found(one) == one
        with self.store.begin() as tx:
            again = tx.notifications.find(one.user_id, one.about)
            assert again is not None
            again.id = NotificationId(an_id())
            again.kind = Kind.FOLLOWED_TOPIC  # the same words
            assert not tx.notifications.add(again)
        one.count, one.seen, one.listed, one.hidden, one.mailed = 7, 2, False, True, False
        one.happened_at, one.actor_id = NOON + _HOUR, self.author.id
        with self.store.begin() as tx:
            tx.notifications.save(one)
        assert self.found(one) == one
        with self.store.begin() as tx:
            assert tx.notifications.find(self.other.id, one.about) is None

    def test_two_who_tell_at_once_tell_once(self) -> None:
        self.begin()
        one, added = self.told(Kind.BEST_ANSWER), list[bool]()

        def tell(_: int) -> None:
            with self.store.begin() as tx:
                new = Notification(
                    id=NotificationId(an_id()),
                    user_id=self.author.id,
                    kind=Kind.REPLY,
                    topic_id=one.topic_id,
                    post_id=one.post_id,
                    actor_id=self.other.id,
                    happened_at=NOON,
                    listed=True,
                )
                added.append(tx.notifications.add(new))

        at_once(tell)
        assert sorted(added) == [False] * 7 + [True]
        assert self.new() == 2

    def test_a_notification_is_shown_with_who_and_what_it_is_about(self) -> None:
        self.begin()
        one = self.told()
        (shown,) = self.listed()
        assert (shown.id, shown.type, shown.count) == (one.id, Kind.REPLY, 3)
        assert shown.read is False
        assert shown.actor
        assert (shown.actor.id, shown.actor.display_name) == (self.other.id, "سارة O'Neil")
        assert (shown.topic.id, shown.topic.title) == (self.topic.id, self.topic.title)
        assert (shown.post_id, shown.happened_at) == (self.post.id, NOON)
        assert self.store.notifications.details(acting(self.author), one.id) == shown
        with raises(NotFound):
            self.store.notifications.details(acting(self.other), one.id)
        with raises(NotFound):
            self.store.notifications.details(acting(self.author), NotificationId("nothing"))

    def test_only_what_is_there_and_meant_for_the_list_is_listed_and_counted(self) -> None:
        self.begin()
        assert (self.listed(), self.new()) == ([], 0)
        self.told(Kind.LIKE, count=0, seen=0)
        self.told(Kind.BEST_ANSWER, listed=False)
        self.told(Kind.REPLY, hidden=True)
        assert (self.listed(), self.new()) == ([], 0)
        self.told(Kind.LIKE, post_id=None)
        read = self.told(Kind.REPLY, post_id=self.reply(self.other).id, seen=3)
        assert (len(self.listed()), self.new()) == (2, 1)
        assert [one.id for one in self.listed(unread=False)] == [read.id]
        assert [one.type for one in self.listed(unread=True)] == [Kind.LIKE]

    def test_what_is_deleted_or_not_theirs_to_read_is_shown_nowhere_at_once(self) -> None:
        self.begin()
        of_post, of_topic = self.told(), self.told(Kind.LIKE, post_id=None)
        assert self.departs(of_post)
        elsewhere = replace(acting(self.author), organization_id=OrganizationId("another"))
        assert self.store.notifications.page(elsewhere, NotificationQuery()).items == ()
        with self.store.begin() as tx:
            self.post.delete(self.other.id, NOON)
            tx.posts.keep_standing(self.post)
        assert [one.id for one in self.listed(count=True)] == [of_topic.id]
        assert not self.departs(of_post)
        assert self.departs(of_topic)
        with self.store.begin() as tx:
            topic = tx.topics.get(self.topic.id)
            topic.delete(self.author.id, NOON)
            tx.topics.keep_standing(topic)
        assert self.listed() == []
        assert not self.departs(of_topic)

    def test_a_page_goes_on_behind_the_last_that_was_shown_also_among_equal_moments(self) -> None:
        self.begin()
        made = [self.told(post_id=self.reply(self.other).id) for _ in range(7)]
        page = self.store.notifications.page(acting(self.author), NotificationQuery(limit=3, count=True))
        seen = [one.id for one in page.items]
        while page.next_cursor:
            self.told(post_id=self.reply(self.other).id, happened_at=NOON + _HOUR)
            query = NotificationQuery(limit=3, cursor=page.next_cursor)
            page = self.store.notifications.page(acting(self.author), query)
            seen += [one.id for one in page.items]
        assert seen == [one.id for one in reversed(made)]
        first = self.store.notifications.page(acting(self.author), NotificationQuery(limit=1, count=True))
        assert getattr(first, "total", None) == 9
        with raises(Invalid, "invalid_cursor"):
            self.store.notifications.page(
                acting(self.author), NotificationQuery(unread=True, cursor=first.next_cursor)
            )

    def test_a_list_is_of_one_type_or_from_a_moment_on(self) -> None:
        self.begin()
        old, like = self.told(), self.told(Kind.LIKE, NOON + _HOUR)
        assert [one.id for one in self.listed(type=Kind.REPLY)] == [old.id]
        since = (NOON + _HOUR).isoformat()
        assert [one.id for one in self.listed(since=since)] == [like.id]
        assert self.listed(since=(NOON + _HOUR * 2).isoformat()) == []

    def test_reading_notes_what_was_there_and_only_ones_own(self) -> None:
        self.begin()
        one, hidden = self.told(), self.told(Kind.LIKE, hidden=True)
        with self.store.begin() as tx:
            assert not tx.notifications.read(self.other.id, one.id)
            assert not tx.notifications.read(self.author.id, hidden.id)
            for odd in ("nothing", "\0", "\ud800", ""):
                assert not tx.notifications.read(self.author.id, NotificationId(odd))
        assert self.new() == 1
        for _ in range(2):
            with self.store.begin() as tx:
                assert tx.notifications.read(self.author.id, one.id)
        found = self.found(one)
        assert found is not None
        assert (found.seen, found.mailed, self.new()) == (3, False, 0)
        assert self.listed()[0].read is True

    def test_reading_everything_says_how_much_was_new(self) -> None:
        self.begin()
        self.told(), self.told(Kind.LIKE), self.told(Kind.BEST_ANSWER, seen=3)
        hidden = self.told(Kind.LIKE, post_id=None, hidden=True)
        with self.store.begin() as tx:
            assert tx.notifications.read_all(self.other.id) == 0
            assert tx.notifications.read_all(self.author.id) == 2
            assert tx.notifications.read_all(self.author.id) == 0
        assert self.new() == 0
        with self.store.begin() as tx:
            assert tx.notifications.hide(self.topic.id, 10, hidden=True) == 3
            assert tx.notifications.hide(self.topic.id, 3, hidden=False) == 3
            assert tx.notifications.hide(self.topic.id, 10, hidden=False) == 1
        assert self.new() == 1, "what was hidden was not read"
        assert self.found(hidden) is not None

    def test_what_is_taken_back_counts_no_more_until_it_stands_again(self) -> None:
        self.begin()
        one = self.told(count=1, seen=0)
        for count, changed, new in ((0, 1, 0), (0, 0, 0), (1, 1, 1), (1, 0, 1)):
            with self.store.begin() as tx:
                assert tx.notifications.stand(one.about, count, 10) == changed
            assert self.new() == new

    def test_only_so_many_are_changed_at_once(self) -> None:
        self.begin()
        crowd = [self.person(f"p{number}@plastics.example") for number in range(5)]
        told = [self.told(user_id=user.id, count=1, seen=0) for user in crowd]
        changed = []
        for _ in range(4):
            with self.store.begin() as tx:
                changed.append(tx.notifications.stand(told[0].about, 0, 2))
        assert changed == [2, 2, 1, 0]

    def test_what_is_old_and_done_with_is_forgotten_and_after_a_year_everything(self) -> None:
        self.begin()
        reply = self.reply(self.other).id
        read, new = self.told(seen=3), self.told(Kind.LIKE)
        ancient = self.told(happened_at=NOON - _HOUR * 5, post_id=reply)
        mail_alone = self.told(Kind.BEST_ANSWER, listed=False)
        young = self.told(Kind.LIKE, happened_at=NOON + _HOUR, post_id=reply, seen=3)
        with self.store.begin() as tx:
            assert tx.notifications.forget_old(NOON + _HOUR, NOON - _HOUR, 1) == 1
        with self.store.begin() as tx:
            assert tx.notifications.forget_old(NOON + _HOUR, NOON - _HOUR, 10) == 2
        left = [one.id for one in (read, new, ancient, mail_alone, young) if self.found(one)]
        assert left == [new.id, young.id]
