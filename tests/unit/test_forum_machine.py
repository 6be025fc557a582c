"""However a topic and its replies are written, deleted, moved, locked and read: all is as counted."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from datetime import timedelta
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.interventions.shapes import Removal
from p2p_core.forum.marks.shapes import ReadAll, ReadUpTo
from p2p_core.forum.posts.shapes import PostChanges, PostDetails, PostQuery
from p2p_core.forum.service import Forum as Services
from p2p_core.forum.topics.model import heat
from p2p_core.forum.topics.shapes import TopicChanges, TopicQuery
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Conflict, Forbidden, Invalid, NotFound
from p2p_core.shared.ids import PostId
from tests.world import World

PEOPLE = st.sampled_from(["author", "reader", "operator"])
WHY = Removal(reason="off topic")
REFUSED = (NotFound, Forbidden, Invalid, Conflict)


class Forum(RuleBasedStateMachine):
    """One topic, three people and a plain model of both, against the real thing."""

    posts = Bundle("posts")
    worlds: ClassVar[Callable[[], AbstractContextManager[World]]] = staticmethod(lambda: nullcontext(World()))
    """Where it is played."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = ExitStack()

    def teardown(self) -> None:
        """Leave the world."""
        self.opened.close()

    @initialize(target=posts)
    def begin(self) -> MultipleResults[str]:
        self.town = self.opened.enter_context(type(self).worlds())
        self.people: dict[str, Actor] = {
            "author": self.town.member(),
            "reader": self.town.member("omar@metals.example"),
            "operator": self.town.operator(),
        }
        self.topic = self.town.topic(self.people["author"])
        self.shelves = [one.id for one in self.forum.categories.list(self.people["author"]).items[:3]]
        self.shelf, self.best, self.deleted = self.shelves[0], "", ""
        self.parents: dict[str, str | None] = {}
        self.writers: dict[str, str] = {}
        self.gone: dict[str, str] = {}
        """Deleted replies and who deleted them."""
        self.likes: set[str] = set()
        self.locked = False
        self.read: dict[str, int] = {"author": 0}
        return multiple(*(self.write(who, None) for who in ("reader", "author", "reader")))

    @property
    def forum(self) -> Services:
        return self.town.app.forum

    def is_shown(self, post_id: str) -> bool:
        return post_id not in self.gone or any(self.is_shown(one) for one in self.below(post_id))

    def below(self, post_id: str | None) -> list[str]:
        return [one for one, parent in self.parents.items() if parent == post_id]

    def left(self) -> list[str]:
        return [one for one in self.parents if one not in self.gone]

    @rule(target=posts, who=PEOPLE, parent=st.none() | posts)
    def reply(self, who: str, parent: str | None) -> str:
        return self.write(who, parent)

    def write(self, who: str, parent: str | None) -> str:
        self.town.clock.move(timedelta(seconds=1))
        try:
            post = self.town.reply(self.people[who], self.topic.id, parent or None)
        except REFUSED:
            assert self.deleted or self.locked or parent in self.gone
            return ""
        assert not self.deleted
        assert not self.locked
        assert parent not in self.gone
        self.parents[post.id], self.writers[post.id] = parent or None, who
        if who not in self.read or not self.new_to(who, but=post.id):
            self.read[who] = post.seq
        return post.id

    @rule(who=PEOPLE, post=posts.filter(bool))
    def delete(self, who: str, post: str) -> None:
        try:
            self.forum.posts.remove(self.people[who], PostId(post), why=WHY)
        except REFUSED:
            assert self.deleted or post in self.gone or not self.may_change(who, self.writers[post])
            return
        assert self.may_change(who, self.writers[post])
        assert not self.deleted
        assert post not in self.gone
        self.gone[post] = who
        self.best = "" if self.best == post else self.best

    @rule(who=PEOPLE, post=posts.filter(bool))
    def restore(self, who: str, post: str) -> None:
        try:
            self.forum.posts.restore(self.people[who], PostId(post))
        except REFUSED:
            assert self.deleted or not self.may_change(who, self.gone[post])
            return
        if post in self.gone:
            assert self.may_change(who, self.gone.pop(post))

    @rule(who=PEOPLE, post=posts.filter(bool))
    def edit(self, who: str, post: str) -> None:
        try:
            edited = self.forum.posts.edit(
                self.people[who], PostId(post), PostChanges(body=f"by {who}", reason="so")
            )
        except REFUSED:
            assert self.deleted or post in self.gone or not self.may_change(who, self.writers[post])
        else:
            assert edited.body == f"by {who}"
            assert self.may_change(who, self.writers[post])

    @rule(who=PEOPLE, post=posts.filter(bool))
    def accept(self, who: str, post: str) -> None:
        try:
            self.forum.answers.accept(self.people[who], self.topic.id, BestAnswer(post_id=post))
        except REFUSED:
            assert self.deleted or post in self.gone or who == "reader"
        else:
            self.best = post

    @rule(who=PEOPLE)
    def withdraw(self, who: str) -> None:
        try:
            self.forum.answers.withdraw(self.people[who], self.topic.id)
        except REFUSED:
            assert self.deleted or who == "reader"
        else:
            self.best = ""

    @rule(who=PEOPLE, really=st.sampled_from([False, False, True]))
    def delete_the_topic(self, who: str, *, really: bool) -> None:
        if not really:  # else it is away most of the time
            return
        try:
            self.forum.topics.remove(self.people[who], self.topic.id, why=WHY)
        except REFUSED:
            assert self.deleted or not self.may_change(who, "author")
        else:
            self.deleted = who

    @precondition(lambda self: self.deleted)
    @rule(who=PEOPLE)
    def restore_the_topic(self, who: str) -> None:
        try:
            self.forum.topics.restore(self.people[who], self.topic.id)
        except REFUSED:
            assert who not in {"operator", self.deleted}
        else:
            self.deleted = ""

    @rule(who=PEOPLE, to=st.integers(0, 2))
    def move(self, who: str, to: int) -> None:
        try:
            self.forum.topics.edit(
                self.people[who], self.topic.id, TopicChanges(category_id=self.shelves[to])
            )
        except REFUSED:
            assert self.deleted or not self.may_change(who, "author")
        else:
            assert self.may_change(who, "author")
            self.shelf = self.shelves[to]

    @rule(who=PEOPLE, on=st.sampled_from([False, False, True]))  # else it is locked most of the time
    def lock(self, who: str, *, on: bool) -> None:
        try:
            self.forum.topics.edit(self.people[who], self.topic.id, TopicChanges(locked=on))
        except REFUSED:
            assert self.deleted or who != "operator"
        else:
            assert who == "operator"
            self.locked = on

    def may_change(self, who: str, whose: str) -> bool:
        """A lock binds everybody but operators."""
        return who == "operator" or (who == whose and not self.locked)

    @precondition(lambda self: not self.deleted)
    @rule(who=PEOPLE, on=st.booleans())
    def like(self, who: str, *, on: bool) -> None:
        count = self.forum.marks.like_topic(self.people[who], self.topic.id, on=on).count
        self.likes = self.likes | {who} if on else self.likes - {who}
        assert count == len(self.likes)

    @precondition(lambda self: not self.deleted)
    @rule(who=PEOPLE, seq=st.integers(0, 12))
    def read_a_part(self, who: str, seq: int) -> None:
        self.forum.marks.read(self.people[who], self.topic.id, ReadUpTo(seq=seq))
        self.read[who] = max(self.read.get(who, 0), min(seq, len(self.parents)))

    @precondition(lambda self: not self.deleted)
    @rule(who=PEOPLE)
    def read_everything(self, who: str) -> None:
        self.forum.marks.read_all(self.people[who], ReadAll())
        if self.new_to(who):  # where nothing is new nothing is noted: what comes back later was never seen
            self.read[who] = len(self.parents)

    def new_to(self, who: str, but: str = "") -> int:
        """What is new, by counting."""
        behind = [*self.parents][self.read[who] :] if who in self.read else []
        return sum(one not in self.gone and self.writers[one] != who for one in behind if one != but)

    @invariant()
    def a_deleted_topic_is_nowhere_and_counted_nowhere(self) -> None:
        counts = {one.id: one.topic_count for one in self.forum.categories.list(self.people["reader"]).items}
        assert counts[self.shelf] == (not self.deleted)
        assert sum(counts.values()) == (not self.deleted)
        listed = self.forum.topics.list(self.people["reader"], TopicQuery()).items
        assert [one.id for one in listed] == ([] if self.deleted else [self.topic.id])

    @precondition(lambda self: not self.deleted)
    @invariant()
    def what_is_shown_of_the_topic_is_counted(self) -> None:
        left = self.left()
        shown = self.forum.topics.details(self.people["operator"], self.topic.id)
        for who, actor in self.people.items():
            shown = self.forum.topics.details(actor, self.topic.id)
            assert shown.viewer.unread_count == self.new_to(who), who
            assert shown.viewer.liked == (who in self.likes)
            assert shown.viewer.can_delete == self.may_change(who, "author"), who
        assert (shown.locked, shown.category.id) == (self.locked, self.shelf)
        assert (shown.post_count, shown.like_count) == (len(left), len(self.likes))
        assert (shown.best_answer_id or "", shown.answered) == (self.best, bool(self.best))
        assert (shown.last_post.id if shown.last_post else None) == (left[-1] if left else None)
        with self.town.memory.store.begin() as tx:
            kept = tx.topics.get(self.topic.id)
        repliers = len({self.writers[one] for one in left} - {"author"})
        assert kept.replier_count == repliers
        assert kept.hot == heat(len(self.likes), repliers, kept.created_at, self.town.clock.now())
        findings = self.town.findings()
        assert [one.name for one in findings if not one.ok and "count" in one.name] == []

    @invariant()
    def reputation_is_what_the_formula_gives_for_what_stands(self) -> None:
        for who, actor in self.people.items():
            wrote = [] if self.deleted else [one for one in self.left() if self.writers[one] == who]
            asked = who == "author" and not self.deleted
            points = 3 * len(wrote) + (2 + len(self.likes - {who}) if asked else 0)
            points += 15 if self.best in wrote and who != "author" else 0
            assert self.town.memory.store.users.details(actor.user_id).reputation == points, who
        findings = self.town.findings()
        assert all(one.ok for one in findings if one.name == "standings.points")

    @precondition(lambda self: not self.deleted)
    @invariant()
    def the_thread_is_what_was_written_with_tombstones_where_others_answered(self) -> None:
        page = self.forum.posts.thread(self.people["reader"], self.topic.id, PostQuery(limit=100))
        self.check([*page.items], None)

    def check(self, shown: list[PostDetails], parent: str | None) -> None:
        expected = [one for one in self.below(parent) if self.is_shown(one)]
        assert [post.id for post in shown] == expected[: len(shown)]
        for post in shown:
            assert post.deleted == (post.id in self.gone)
            assert (post.body is None) == post.deleted
            assert post.reply_count == sum(self.is_shown(one) for one in self.below(post.id))
            self.check([*post.replies.items], post.id)


TestForum = Forum.TestCase
TestForum.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
