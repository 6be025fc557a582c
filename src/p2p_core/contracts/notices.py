"""What every store promises about notices: what was decided about words and reports, and why."""

from p2p_core.contracts.builders import NOON, an_id, an_organization
from p2p_core.contracts.forums import acting
from p2p_core.contracts.inbox_builders import Told
from p2p_core.forum.topics.model import Visibility
from p2p_core.notifications.inbox.model import Kind, Notification, Verdict
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.own_data.model import Contributions


class NoticesContract(Told):
    """The author is told of decisions, also about what is deleted."""

    def noticed(self, outcome: Verdict = Verdict.REMOVED, **changes: object) -> Notification:
        """The author, or somebody else, is told of a decision."""
        values: dict[str, object] = {
            "kind": Kind.MODERATION,
            "actor_id": self.author.id,
            "deed_id": an_id(),
            "outcome": outcome,
            "reason": "أسعار عميل\n< 85%",
            "count": 1,
            "seen": 0,
        }
        return self.told(**{**values, **changes})  # type: ignore[arg-type]  # as they are called

    def delete_the_post(self) -> None:
        """It can be had back."""
        with self.store.begin() as tx:
            self.post.delete(self.other.id, NOON)
            tx.posts.keep_standing(self.post)

    def delete_the_topic(self) -> None:
        """The same."""
        with self.store.begin() as tx:
            topic = tx.topics.get(self.topic.id)
            topic.delete(self.author.id, NOON)
            tx.topics.keep_standing(topic)

    def test_every_field_is_kept_and_each_deed_is_told_once(self) -> None:
        self.begin()
        one, another = self.noticed(Verdict.WARNED), self.noticed(Verdict.WARNED)
        assert self.found(one) == one
        assert self.found(another) == another
        with self.store.begin() as tx:
            assert not tx.notifications.add(one)
        assert self.new() == 2

    def test_a_notice_shows_why_and_names_nobody(self) -> None:
        self.begin()
        one = self.noticed(Verdict.EDITED)
        (shown,) = self.listed(type=Kind.MODERATION)
        assert shown == self.store.notifications.details(acting(self.author), one.id)
        assert (shown.actor, shown.outcome, shown.reason) == (None, Verdict.EDITED, one.reason)
        assert (shown.topic.title, shown.post_id, shown.read) == (self.topic.title, self.post.id, False)
        left = self.store.notifications.departure(one.id)
        assert left is not None
        assert (left.outcome, left.reason, left.topic_title) == (
            Verdict.EDITED,
            one.reason,
            self.topic.title,
        )
        with self.store.begin() as tx:
            assert tx.notifications.read(self.author.id, one.id)
        assert self.new() == 0

    def test_a_notice_of_what_is_deleted_stays_and_is_hidden_by_nothing(self) -> None:
        self.begin()
        of_post, of_report = self.noticed(), self.noticed(kind=Kind.REPORT, reason=None)
        of_topic, warned = self.noticed(post_id=None), self.noticed(Verdict.WARNED)
        standing = [of_report.id, warned.id]
        assert [one.id for one in self.listed()] == sorted(standing, reverse=True), "nothing is removed yet"
        assert not self.departs(of_post)
        assert not self.departs(of_topic)
        self.delete_the_post()
        assert {one.id for one in self.listed()} == {*standing, of_post.id}
        self.delete_the_topic()
        with self.store.begin() as tx:
            assert tx.notifications.hide(self.topic.id, 10, hidden=True) == 0
        every = [of_post, of_report, of_topic, warned]
        assert {one.id for one in self.listed()} == {one.id for one in every}
        assert all(map(self.departs, every))
        assert self.new() == 4

    def test_what_is_there_again_was_not_removed(self) -> None:
        self.begin()
        of_post, of_topic = self.noticed(), self.noticed(post_id=None)
        report, warned = self.noticed(kind=Kind.REPORT), self.noticed(Verdict.WARNED)
        with self.store.begin() as tx:
            assert tx.notifications.retract(self.topic.id, self.post.id) == 1
            assert tx.notifications.retract(self.topic.id, self.post.id) == 0
            assert tx.notifications.retract(self.topic.id, None) == 1
        counts = [found.count for found in map(self.found, (of_post, of_topic, report, warned)) if found]
        assert counts == [0, 0, 1, 1]
        assert self.new() == 2

    def test_a_wall_stands_between_a_notice_and_who_moved_away(self) -> None:
        self.begin()
        one = self.noticed(Verdict.LOCKED, post_id=None)
        with self.store.begin() as tx:
            topic = tx.topics.get(self.topic.id)
            topic.visibility = Visibility.ORGANIZATION
            tx.topics.save(topic)
        assert [shown.id for shown in self.listed()] == [one.id]
        assert self.departs(one)
        with self.store.begin() as tx:
            elsewhere = an_organization("jeddah-metals")
            elsewhere.status = OrganizationStatus.ACTIVE
            tx.organizations.add(elsewhere)
            author = tx.users.get(self.author.id)
            author.organization_id = elsewhere.id
            tx.users.save(author)
        self.author = author
        assert self.listed() == []
        assert not self.departs(one)

    def test_notices_outlive_the_words_of_a_reply_and_go_with_the_topic(self) -> None:
        self.begin()
        one = self.noticed()
        self.delete_the_post()
        with self.store.begin() as tx:
            assert tx.posts.forget_deleted(NOON.replace(year=2027), 10) == 1
        assert [shown.id for shown in self.listed()] == [one.id]
        self.delete_the_topic()
        with self.store.begin() as tx:
            assert tx.topics.forget_deleted(NOON.replace(year=2027), 10) == 1
        assert (self.listed(), self.new(), self.found(one)) == ([], 0, None)

    def test_notices_are_taken_along_and_go_with_their_person(self) -> None:
        self.begin()
        one = self.noticed(user_id=self.other.id, actor_id=self.other.id)
        taken = {name: [*rows] for name, rows in self.store.personal_data.of(self.other.id)}
        assert taken["notifications"] == [one]
        with self.store.begin() as tx:
            tx.traces.forget(self.other.id, Contributions.KEEP_ANONYMOUS)
        assert self.found(one) is None
