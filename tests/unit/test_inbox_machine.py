"""However replies, likes, deletions and readings follow each other: what is new is exactly what is new."""

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
    rule,
)

from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.interventions.shapes import Removal
from p2p_core.notifications.inbox.model import Kind
from p2p_core.notifications.inbox.shapes import NotificationDetails, NotificationQuery
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Conflict, Forbidden, Invalid, NotFound
from p2p_core.shared.ids import PostId
from tests.world import World

WHY = Removal(reason="off topic")
REFUSED = (NotFound, Forbidden, Invalid, Conflict)
PEOPLE = ("author", "reader", "operator")
WHO = st.sampled_from(PEOPLE)
THING = tuple[str, str]
"""Of which kind, and about which reply; the topic itself has no name."""


class Inbox(RuleBasedStateMachine):
    """One topic and three people; what each was told, how many did it and how many were seen."""

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
        self.town.app.forum.marks.follow(self.people["operator"], self.topic.id, on=True)
        self.writers: dict[str, str] = {"": "author"}
        self.above: dict[str, str] = {}
        self.gone: set[str] = set()
        self.likes: dict[str, set[str]] = {"": set()}
        self.why: dict[str, dict[str, bool]] = {who: {} for who in PEOPLE}
        """What each was told was removed of theirs, and is, and whether they read that."""
        self.best, self.away, self.following = "", False, {"operator"}
        self.told: dict[str, dict[THING, int]] = {who: {} for who in PEOPLE}
        """What each was told of, and how many people they have seen in it."""
        first, second = self.write("reader", ""), self.write("author", "")
        for who, post in (("author", first), ("reader", second), ("operator", second), ("reader", "")):
            self.mark(who, post, on=True)  # so that every run has something to take back
        return multiple(first, second)

    def write(self, who: str, parent: str) -> str:
        self.town.clock.move(timedelta(seconds=1))
        try:
            post = self.town.reply(self.people[who], self.topic.id, parent or None)
        except REFUSED:
            assert self.away or parent in self.gone
            return ""
        self.writers[post.id], self.above[post.id], self.likes[post.id] = who, parent, set()
        for one in {"author", *([self.writers[parent]] if parent else []), *self.following} - {who}:
            kind = Kind.REPLY if one == "author" or (parent and self.writers[parent] == one) else None
            self.told[one].setdefault(((kind or Kind.FOLLOWED_TOPIC).value, post.id), 0)
        return post.id

    @rule(target=posts, who=WHO, parent=posts)
    def reply(self, who: str, parent: str) -> str:
        return self.write(who, parent)

    @rule(who=WHO, on=st.booleans())
    def follow(self, who: str, *, on: bool) -> None:
        try:
            self.town.app.forum.marks.follow(self.people[who], self.topic.id, on=on)
        except REFUSED:
            assert self.away
        else:
            self.following = self.following | {who} if on else self.following - {who}

    @rule(who=WHO, post=st.just("") | posts, on=st.booleans())
    def like(self, who: str, post: str, *, on: bool) -> None:
        self.mark(who, post, on=on)

    def mark(self, who: str, post: str, *, on: bool) -> None:
        marks = self.town.app.forum.marks
        try:
            if post:
                marks.like_post(self.people[who], PostId(post), on=on)
            else:
                marks.like_topic(self.people[who], self.topic.id, on=on)
        except REFUSED:
            assert self.away or post in self.gone
            return
        self.likes[post] = self.likes[post] | {who} if on else self.likes[post] - {who}
        if self.count(Kind.LIKE.value, post):
            self.told[self.writers[post]].setdefault((Kind.LIKE.value, post), 0)

    @rule(post=posts.filter(bool))
    def accept(self, post: str) -> None:
        try:
            self.town.app.forum.answers.accept(self.people["author"], self.topic.id, BestAnswer(post_id=post))
        except REFUSED:
            assert self.away or post in self.gone
            return
        self.best = post
        if self.writers[post] != "author":
            self.told[self.writers[post]].setdefault((Kind.BEST_ANSWER.value, post), 0)

    @rule()
    def withdraw(self) -> None:
        try:
            self.town.app.forum.answers.withdraw(self.people["author"], self.topic.id)
        except REFUSED:
            assert self.away
        else:
            self.best = ""

    @rule(post=posts.filter(bool), back=st.booleans())
    def delete_or_restore(self, post: str, *, back: bool) -> None:
        posts = self.town.app.forum.posts
        operator, known = self.people["operator"], PostId(post)
        try:
            if back:
                posts.restore(operator, known)
            else:
                posts.remove(operator, known, why=WHY)
        except REFUSED:
            assert self.away or post in self.gone
            return
        self.decide(self.writers[post], post, back=back)
        self.gone = self.gone - {post} if back else self.gone | {post}
        self.best = "" if self.best in self.gone else self.best

    @rule(away=st.sampled_from([True, False, False, False]))  # else it is away most of the time
    def delete_or_restore_the_topic(self, *, away: bool) -> None:
        topics, operator = self.town.app.forum.topics, self.people["operator"]
        if away and not self.away:
            topics.remove(operator, self.topic.id, why=WHY)
            self.decide("author", "", back=False)
        elif not away:
            topics.restore(operator, self.topic.id)
            self.decide("author", "", back=True)
        self.away = away

    def decide(self, whose: str, post: str, *, back: bool) -> None:
        """Who is told, now that it is known."""
        self.town.memory.settle()
        if back:
            self.why[whose].pop(post, None)
        elif whose != "operator":
            self.why[whose][post] = False

    def unread(self, who: str) -> int:
        """How many decisions are new to them."""
        return sum(not read for read in self.why[who].values())

    @rule(who=WHO, number=st.integers(0, 5))
    def read_one(self, who: str, number: int) -> None:
        self.town.memory.settle()
        shown = self.shown(who)
        if number < len(shown):
            one = shown[number]
            assert self.town.app.inbox.notifications.read(self.people[who], one.id).read
            self.see(who, (one.type.value, one.post_id or ""))

    @rule(who=WHO)
    def read_all(self, who: str) -> None:
        self.town.memory.settle()
        new = self.new_to(who)
        new_in_all = len(new) + self.unread(who)
        assert self.town.app.inbox.notifications.read_all(self.people[who]).count == new_in_all
        self.why[who] = dict.fromkeys(self.why[who], True)
        for thing in new:
            self.see(who, thing)

    def see(self, who: str, thing: THING) -> None:
        self.told[who][thing] = max(self.told[who][thing], self.count(*thing))

    def count(self, kind: str, post: str) -> int:
        """How many there are to tell of, by counting."""
        if self.away or post in self.gone:
            return 0
        if kind == Kind.LIKE:
            return len(self.likes[post] - {self.writers[post]})
        return int(kind != Kind.BEST_ANSWER or self.best == post)

    def new_to(self, who: str) -> list[THING]:
        return [thing for thing, seen in self.told[who].items() if self.count(*thing) > seen]

    def shown(self, who: str) -> list[NotificationDetails]:
        listed = self.town.app.inbox.notifications.list(self.people[who], NotificationQuery(limit=100)).items
        notices = [(one.post_id or "", one.read) for one in listed if one.outcome]
        assert sorted(notices) == sorted(self.why[who].items()), who
        return [one for one in listed if not one.outcome]

    @invariant()
    def everybody_has_exactly_what_is_so_and_new_is_what_they_have_not_seen(self) -> None:
        self.town.memory.settle()
        for who, actor in self.people.items():
            shown = {(one.type.value, one.post_id or ""): one for one in self.shown(who)}
            expected = {thing: self.count(*thing) for thing in self.told[who] if self.count(*thing)}
            assert {thing: one.count for thing, one in shown.items()} == expected, who
            new = self.new_to(who)
            assert {thing for thing, one in shown.items() if not one.read} == set(new), who
            count = self.town.app.inbox.notifications.unread_count(actor).notifications
            assert count == len(new) + self.unread(who), who
        findings = self.town.findings()
        assert [one.name for one in findings if not one.ok and "count" in one.name] == []


TestInbox = Inbox.TestCase
TestInbox.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
