"""What every store promises about whom there is to tell, and what they want."""

from dataclasses import replace
from datetime import timedelta

from p2p_core.contracts.builders import NOON
from p2p_core.contracts.inbox_builders import Told
from p2p_core.identity.users.model import User
from p2p_core.notifications.inbox.model import DEFAULTS, Email, Kind, Likers, Listener, Wish, said
from p2p_core.notifications.inbox.shapes import Departure
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.own_data.model import FORMER_MEMBER, Contributions
from p2p_core.shared.ids import NotificationId, UserId

_HOUR = timedelta(hours=1)
_SAID = Wish(in_app=False, email=Email.INSTANT)


class AudienceContract(Told):
    """Whom there is to tell, what they want, and what their mails are written from."""

    def test_somebody_is_as_they_are_and_as_they_said(self) -> None:
        self.begin()
        assert self.listener(self.author) == self.as_listener()
        with self.store.begin() as tx:
            tx.notification_preferences.put(self.author.id, Kind.LIKE, _SAID)
            tx.notification_preferences.put(self.author.id, Kind.REPLY, DEFAULTS[Kind.REPLY])
        said = replace(self.as_listener(), in_app=False, email=Email.INSTANT)
        assert self.listener(self.author) == said
        assert said.wish(Kind.LIKE) == _SAID
        assert self.store.notifications.wishes(self.author.id) == {
            Kind.LIKE: _SAID,
            Kind.REPLY: DEFAULTS[Kind.REPLY],
        }
        assert self.store.notifications.wishes(self.other.id) == {}
        assert not self.listener(self.other).takes_part, "inactive"
        with self.store.begin() as tx:
            assert tx.audience.listener(UserId("nobody"), Kind.LIKE) is None

    def test_who_is_removed_or_whose_organization_is_suspended_takes_no_part(self) -> None:
        self.begin()
        with self.store.begin() as tx:
            home = tx.organizations.get(self.author.organization_id)
            home.status = OrganizationStatus.SUSPENDED
            tx.organizations.save(home)
        assert not self.listener(self.author).takes_part
        with self.store.begin() as tx:
            home.status = OrganizationStatus.ACTIVE
            tx.organizations.save(home)
            gone = tx.users.get(self.author.id)
            gone.deleted_at = NOON
            tx.users.save(gone)
        assert not self.listener(self.author).takes_part

    def test_the_last_word_on_mails_leaves_all_else_as_it_was(self) -> None:
        self.begin()
        default = Wish(in_app=True, email=Email.INSTANT)
        with self.store.begin() as tx:
            assert tx.notification_preferences.end_mails(self.author.id, Kind.REPLY, default)
            tx.notification_preferences.put(self.author.id, Kind.LIKE, _SAID)
            for _ in range(2):
                assert tx.notification_preferences.end_mails(self.author.id, Kind.LIKE, default)
            assert not tx.notification_preferences.end_mails(UserId("nobody"), Kind.LIKE, default)
        assert self.store.notifications.wishes(self.author.id) == {
            Kind.REPLY: Wish(in_app=True, email=Email.OFF),
            Kind.LIKE: Wish(in_app=False, email=Email.OFF),
        }

    def test_followers_come_some_at_a_time_with_what_they_said(self) -> None:
        self.begin()
        third, away = self.person("third@plastics.example"), self.person("away@plastics.example")
        crowd = sorted([self.author, self.other, third], key=lambda user: user.id)
        with self.store.begin() as tx:
            for user in crowd:
                tx.marks.follow(self.topic.id, user.id, 0, on=True)
                tx.notification_preferences.put(user.id, Kind.FOLLOWED_TOPIC, _SAID)
            tx.marks.follow(self.topic.id, away.id, 0, on=True)
            tx.marks.follow(self.topic.id, away.id, 0, on=False)
            first = tx.audience.followers(self.topic.id, Kind.FOLLOWED_TOPIC, "", 2)
            rest = tx.audience.followers(self.topic.id, Kind.FOLLOWED_TOPIC, first[-1].id, 2)
        assert [one.id for one in (*first, *rest)] == [user.id for user in crowd]
        assert {(one.in_app, one.email) for one in (*first, *rest)} == {(False, Email.INSTANT)}

    def test_likers_are_counted_without_the_author_and_one_of_them_is_named(self) -> None:
        self.begin()
        crowd, unliked = (
            [self.person(f"p{number}@plastics.example") for number in range(3)],
            self.reply(self.other),
        )
        with self.store.begin() as tx:
            for user in (self.author, self.other, *crowd):
                tx.marks.like(self.topic.id, user.id, on=True)
                tx.posts.like(self.post.id, user.id, on=True)
            tx.marks.like(self.topic.id, crowd[0].id, on=False)
            tx.posts.like(self.post.id, crowd[0].id, on=False)
            for post_id, but in ((None, self.author.id), (self.post.id, self.other.id)):
                of = (self.topic.id, post_id)
                assert tx.audience.likers(*of, but=but, rather=crowd[1].id) == Likers(3, crowd[1].id)
                left = tx.audience.likers(*of, but=but, rather=crowd[0].id)
                assert left.count == 3
                assert left.one in {self.author.id, self.other.id, crowd[1].id, crowd[2].id} - {but}
            nothing = (self.topic.id, unliked.id)
            assert tx.audience.likers(*nothing, but=self.author.id, rather=crowd[1].id) == Likers(0, None)

    def test_a_mail_is_written_from_all_that_it_needs(self) -> None:
        self.begin()
        one = self.told(Kind.LIKE, listed=False)
        assert self.store.notifications.departure(one.id) == Departure(
            id=one.id,
            user_id=self.author.id,
            type=Kind.LIKE,
            topic_id=self.topic.id,
            post_id=self.post.id,
            topic_title=self.topic.title,
            actor_name="سارة O'Neil",
            count=3,
            seen=1,
            outcome=None,
            reason=None,
            in_app=None,
            mails=None,
            email=self.author.email,
            first_name=self.author.first_name,
            last_name=self.author.last_name,
            language=self.author.language,
        )
        with self.store.begin() as tx:
            tx.notification_preferences.put(self.author.id, Kind.LIKE, _SAID)
            tx.notification_preferences.put(self.author.id, Kind.REPLY, DEFAULTS[Kind.REPLY])
        left = self.store.notifications.departure(one.id)
        assert left is not None
        assert (left.in_app, left.mails) == (False, Email.INSTANT)
        assert self.store.notifications.departure(NotificationId("nothing")) is None

    def test_no_mail_is_for_who_takes_no_part_or_may_not_read_any_more(self) -> None:
        self.begin()
        for changes in ({"count": 0, "seen": 0}, {"hidden": True}, {"user_id": self.other.id}):
            one = self.told(Kind.LIKE, **changes)
            assert self.store.notifications.departure(one.id) is None, changes
            with self.store.begin() as tx:
                tx.notifications.forget_old(NOON + _HOUR, NOON + _HOUR, 10)

    def test_who_is_forgotten_is_told_nothing_and_others_were_told_by_a_former_member_or_by_nobody(
        self,
    ) -> None:
        for contributions in Contributions:
            self.forget(contributions)

    def forget(self, contributions: Contributions) -> None:
        if contributions is Contributions.KEEP_ANONYMOUS:
            self.begin()
            self.likes = self.person("likes@plastics.example")
        gone = self.person(f"{contributions}@plastics.example")
        post = self.reply(gone)
        with self.store.begin() as tx:
            for user in (gone, self.likes):
                tx.marks.like(self.topic.id, user.id, on=True)
            topic = tx.topics.get(self.topic.id)
            topic.like_count = 2
            tx.topics.keep_standing(topic)
            tx.posts.like(self.post.id, gone.id, on=True)
            tx.posts.liked(self.post.id, 1)
            tx.notification_preferences.put(gone.id, Kind.LIKE, _SAID)
        theirs = self.told(user_id=gone.id, post_id=self.reply(self.other).id)
        deed = self.told(post_id=post.id, actor_id=gone.id)
        several = self.told(Kind.LIKE, post_id=None, actor_id=gone.id, count=2, seen=0)
        alone = self.told(Kind.LIKE, user_id=self.other.id, actor_id=gone.id, count=1, seen=0)
        with self.store.begin() as tx:
            tx.traces.forget(gone.id, contributions)
        assert self.found(theirs) is None
        assert self.found(alone) is None
        assert self.store.notifications.wishes(gone.id) == {}
        left = self.found(several)
        assert left is not None
        assert (left.count, left.actor_id) == (1, self.likes.id)
        kept = [one for one in self.listed() if one.id == deed.id]
        if contributions is Contributions.KEEP_ANONYMOUS:
            assert kept[0].actor
            assert kept[0].actor.display_name == " ".join(FORMER_MEMBER)
        else:
            assert self.found(deed) is None
        with self.store.begin() as tx:
            tx.notifications.forget_old(NOON + _HOUR, NOON + _HOUR, 100)

    def test_what_somebody_was_told_and_said_is_theirs_to_take_along(self) -> None:
        self.begin()
        mine = self.told()
        self.told(user_id=self.other.id)
        with self.store.begin() as tx:
            for user in (self.author, self.other):
                tx.notification_preferences.put(user.id, Kind.LIKE, _SAID)
        files = {name: [*entities] for name, entities in self.store.personal_data.of(self.author.id)}
        assert files["notifications"] == [mine]
        assert files["notification_preferences"] == [said(self.author.id, Kind.LIKE, _SAID)]

    def test_what_is_removed_for_good_goes_from_everybodys_list(self) -> None:
        self.begin()
        of_post, of_topic = self.told(), self.told(Kind.LIKE, post_id=None)
        with self.store.begin() as tx:
            self.post.delete(self.other.id, NOON)
            tx.posts.keep_standing(self.post)
            tx.posts.forget_deleted(NOON + _HOUR, 10)
        assert self.found(of_post) is None
        assert self.found(of_topic) is not None
        with self.store.begin() as tx:
            topic = tx.topics.get(self.topic.id)
            topic.delete(self.author.id, NOON)
            tx.topics.keep_standing(topic)
            tx.topics.forget_deleted(NOON + _HOUR, 10)
        assert self.found(of_topic) is None

    def as_listener(self) -> Listener:
        """The author, who said nothing."""
        return Listener(id=self.author.id, organization_id=self.author.organization_id, takes_part=True)

    def listener(self, user: User) -> Listener:
        with self.store.begin() as tx:
            found = tx.audience.listener(user.id, Kind.LIKE)
        assert found is not None
        return found
