"""What every store promises about who blocks whom, and about what that keeps from people."""

from dataclasses import replace
from datetime import timedelta

from p2p_core.contracts.builders import NOON
from p2p_core.contracts.inbox_builders import Told
from p2p_core.contracts.stores import at_once
from p2p_core.identity.blocks.model import Block
from p2p_core.identity.users.model import User
from p2p_core.notifications.inbox.model import Kind, Likers, Verdict
from p2p_core.own_data.model import Contributions

_LATER = NOON + timedelta(hours=1)


class BlocksContract(Told):
    """Blocks, and what is told in spite of them."""

    def test_a_block_is_kept_once_and_stands_in_one_direction(self) -> None:
        self.begin()
        assert self.blocks(self.author, self.other)
        with self.store.begin() as tx:
            assert not tx.blocks.add(replace(_block(self.author, self.other), blocked_at=_LATER))
            assert tx.blocks.has(self.author.id, self.other.id)
            assert not tx.blocks.has(self.other.id, self.author.id)
            assert [*tx.blocks.of(self.author.id)] == [self.other.id]
            assert [*tx.blocks.of(self.other.id)] == []
            assert not tx.blocks.drop(self.other.id, self.author.id)
            assert tx.blocks.drop(self.author.id, self.other.id)
            assert not tx.blocks.drop(self.author.id, self.other.id)
            assert [*tx.blocks.of(self.author.id)] == []

    def test_of_many_who_block_the_same_at_once_one_does(self) -> None:
        self.begin()
        done: list[bool] = []
        at_once(lambda _: done.append(self.blocks(self.author, self.other)))
        assert sorted(done) == [False] * (len(done) - 1) + [True]

    def test_who_blocks_somebody_sees_it_on_their_page_and_nobody_else_does(self) -> None:
        self.begin()
        third = self.person("third@plastics.example")
        self.blocks(self.other, self.author)
        pages = self.store.users
        for viewer, blocked in ((self.other, True), (third, False), (self.author, False)):
            assert pages.profile(self.author.id, viewer.id).blocked is blocked
            assert pages.account(self.author.id, viewer.id).blocked is blocked
            assert pages.account(self.other.id, viewer.id).blocked is False

    def test_it_is_known_of_who_may_be_told_whether_they_block_who_did_it(self) -> None:
        self.begin()
        third = self.person("third@plastics.example")
        self.blocks(self.author, self.other)
        with self.store.begin() as tx:
            for user in (self.author, third):
                tx.marks.follow(self.topic.id, user.id, 0, on=True)
            for by, expected in ((self.other.id, True), (third.id, False), (None, False)):
                one = tx.audience.listener(self.author.id, Kind.REPLY, by)
                assert one is not None
                assert one.blocks is expected
                some = tx.audience.followers(self.topic.id, Kind.FOLLOWED_TOPIC, "", 9, by)
                assert {one.id: one.blocks for one in some} == {self.author.id: expected, third.id: False}

    def test_the_likes_of_who_is_blocked_are_not_counted_for_who_blocks_them(self) -> None:
        self.begin()
        third = self.person("third@plastics.example")
        mine = self.reply(self.author)
        with self.store.begin() as tx:
            for user in (self.other, third):
                tx.marks.like(self.topic.id, user.id, on=True)
                tx.posts.like(mine.id, user.id, on=True)
        self.blocks(self.other, third)
        for post_id in (None, mine.id):
            with self.store.begin() as tx:
                likers = tx.audience.likers(self.topic.id, post_id, self.author.id, self.other.id)
                assert likers == Likers(2, self.other.id), "it is another who blocks"
        self.blocks(self.author, self.other)
        for post_id in (None, mine.id):
            with self.store.begin() as tx:
                likers = tx.audience.likers(self.topic.id, post_id, self.author.id, self.other.id)
                assert likers == Likers(1, third.id)

    def test_what_tells_of_likes_comes_some_at_a_time(self) -> None:
        self.begin()
        self.told(Kind.REPLY)
        self.told(Kind.LIKE, user_id=self.other.id)
        likes = [self.told(Kind.LIKE, post_id=post_id) for post_id in (None, self.reply(self.other).id)]
        likes = sorted(likes, key=lambda one: one.id)
        with self.store.begin() as tx:
            assert [*tx.notifications.of_likes(self.author.id, "", 1)] == likes[:1]
            assert [*tx.notifications.of_likes(self.author.id, likes[0].id, 9)] == likes[1:]
            assert [*tx.notifications.of_likes(self.author.id, likes[1].id, 9)] == []

    def test_no_mail_leaves_about_who_was_blocked_since_it_was_listed(self) -> None:
        self.begin()
        one = self.told()
        notice = self.told(Kind.MODERATION, actor_id=self.author.id, deed_id="deed", outcome=Verdict.WARNED)
        self.blocks(self.other, self.author)
        assert self.departs(one), "it is the other who blocks"
        self.blocks(self.author, self.other)
        assert not self.departs(one)
        assert self.departs(notice)
        assert one.id in {listed.id for listed in self.listed()}, "what was told stays"
        with self.store.begin() as tx:
            assert tx.blocks.drop(self.author.id, self.other.id)
        assert self.departs(one)

    def test_whom_somebody_blocks_is_theirs_to_take_along_and_who_blocks_them_is_not(self) -> None:
        self.begin()
        third = self.person("third@plastics.example")
        for blocker, blocked in ((self.author, self.other), (self.author, third), (third, self.author)):
            self.blocks(blocker, blocked)
        files = {name: [*entities] for name, entities in self.store.personal_data.of(self.author.id)}
        kept = sorted([self.other, third], key=lambda user: user.id)
        expected = [_block(self.author, user) for user in kept]
        assert sorted(files["blocks"], key=str) == sorted(expected, key=str)

    def test_with_who_is_forgotten_go_the_blocks_of_both_sides(self) -> None:
        self.begin()
        third, gone = self.person("third@plastics.example"), self.person("gone@plastics.example")
        for blocker, blocked in ((gone, third), (third, gone), (third, self.other)):
            self.blocks(blocker, blocked)
        with self.store.begin() as tx:
            tx.traces.forget(gone.id, Contributions.DELETE)
        with self.store.begin() as tx:
            assert [*tx.blocks.of(gone.id)] == []
            assert [*tx.blocks.of(third.id)] == [self.other.id]

    def blocks(self, blocker: User, blocked: User) -> bool:
        """Let somebody block somebody."""
        with self.store.begin() as tx:
            return tx.blocks.add(_block(blocker, blocked))


def _block(blocker: User, blocked: User) -> Block:
    return Block(blocker_id=blocker.id, blocked_id=blocked.id, blocked_at=NOON)
