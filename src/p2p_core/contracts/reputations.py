"""What every store promises about reputation: totals are sums of a ledger that follows the formula."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post, a_user
from p2p_core.contracts.stores import at_once, stored_topic
from p2p_core.forum.posts.model import Post
from p2p_core.forum.reputation.model import Earned, Merit
from p2p_core.forum.topics.model import Topic
from p2p_core.identity.users.model import User
from p2p_core.own_data.model import Contributions


class ReputationContract:
    """An author and somebody who answers."""

    store: Store

    def _town(self) -> tuple[User, User, Topic, Post]:
        author, _, topic = stored_topic(self.store)
        with self.store.begin() as tx:
            other = a_user(tx.organizations.get(author.organization_id), "omar@plastics.example")
            tx.users.add(other)
            post = a_post(other, topic, None, 1, 1)
            tx.topics.reply_added(topic.id, post.id, NOON)
            tx.posts.add(post)
            tx.reputation.settle(topic.id)
        return author, other, topic, post

    def _of(self, user: User) -> int:
        """The total, which is the sum of the ledger."""
        total = self.store.users.details(user.id).reputation
        assert total == sum(line.points for line in self._ledger(user))
        return total

    def _ledger(self, user: User) -> list[Earned]:
        (lines,) = (
            list(lines) for name, lines in self.store.personal_data.of(user.id) if name == "reputation"
        )
        return [line for line in lines if isinstance(line, Earned)]

    def test_what_stands_is_worth_what_the_formula_says(self) -> None:
        author, other, topic, post = self._town()
        assert (self._of(author), self._of(other)) == (2, 3)
        with self.store.begin() as tx:
            for user in (author, other):
                tx.marks.like(topic.id, user.id, on=True)
                tx.posts.like(post.id, user.id, on=True)
            topic.accept(post.id, other.id, author.id)
            tx.topics.keep_standing(topic)
            tx.reputation.settle(topic.id)
            tx.reputation.settle(topic.id)
        assert (self._of(author), self._of(other)) == (2 + 1, 3 + 15 + 1)
        assert len(self._ledger(other)) == 3

    def test_what_is_new_needs_no_settling(self) -> None:
        author, other, topic, _ = self._town()
        post = a_post(other, topic, None, 2, 2)
        with self.store.begin() as tx:
            tx.topics.reply_added(topic.id, post.id, NOON)
            tx.posts.add(post)
            tx.reputation.earn(other.id, Merit.POST, post.id, topic.id)
            tx.reputation.settle(topic.id)
        assert (self._of(author), self._of(other)) == (2, 6)
        assert len(self._ledger(other)) == 2

    def test_one_thing_is_settled_without_the_others(self) -> None:
        author, other, topic, post = self._town()
        with self.store.begin() as tx:
            tx.marks.like(topic.id, other.id, on=True)
            tx.posts.like(post.id, author.id, on=True)
            topic.accept(post.id, other.id, author.id)
            tx.topics.keep_standing(topic)
            tx.reputation.settle(topic.id, post.id)
        assert (self._of(author), self._of(other)) == (2, 19)
        with self.store.begin() as tx:
            tx.reputation.settle(topic.id, topic.id)
        assert self._of(author) == 3

    def test_ones_own_likes_and_ones_own_answer_are_worth_nothing(self) -> None:
        author, _, topic, _ = self._town()
        own = a_post(author, topic, None, 2, 2)
        with self.store.begin() as tx:
            tx.posts.add(own)
            tx.marks.like(topic.id, author.id, on=True)
            tx.posts.like(own.id, author.id, on=True)
            topic.accept(own.id, author.id, author.id)
            tx.topics.keep_standing(topic)
            tx.reputation.settle(topic.id)
        assert self._of(author) == 2 + 3

    def test_what_is_undone_is_taken_back_line_by_line(self) -> None:
        author, other, topic, post = self._town()
        with self.store.begin() as tx:
            post.delete(author.id, NOON)
            tx.posts.keep_standing(post)
            tx.reputation.settle(topic.id, post.id)
        assert [line.points for line in sorted(self._ledger(other), key=lambda line: line.id)] == [3, -3]
        with self.store.begin() as tx:
            topic.delete(author.id, NOON)
            tx.topics.keep_standing(topic)
            tx.reputation.settle(topic.id)
        assert (self._of(author), self._of(other)) == (0, 0)
        with self.store.begin() as tx:
            tx.topics.forget_deleted(NOON + timedelta(1), 1)
            tx.reputation.settle(topic.id)
        assert (self._of(author), self._of(other)) == (0, 0)

    def test_who_is_forgotten_takes_their_likes_along(self) -> None:
        author, other, topic, _ = self._town()
        with self.store.begin() as tx:
            tx.marks.like(topic.id, other.id, on=True)
            tx.reputation.settle(topic.id)
        assert self._of(author) == 3
        with self.store.begin() as tx:
            tx.traces.forget(other.id, Contributions.DELETE)
        assert self._of(author) == 2
        assert self._ledger(other) == []

    def test_many_at_once_are_all_counted(self) -> None:
        author, category, first = stored_topic(self.store)
        topics = [first]
        with self.store.begin() as tx:
            people = [
                a_user(tx.organizations.get(author.organization_id), f"reader{n}@plastics.example")
                for n in range(8)
            ]
            for person in people:
                tx.users.add(person)
            tx.reputation.settle(first.id)
        del category

        def like(number: int) -> None:
            with self.store.begin() as tx:
                topic = tx.topics.get(topics[0].id)
                tx.marks.like(topic.id, people[number].id, on=True)
                tx.reputation.settle(topic.id, topic.id)

        at_once(like)
        assert self._of(author) == 2 + 8
