"""Who blocks somebody hears nothing of them any more, and nobody else ever learns of it."""

from datetime import timedelta

import pytest

from adapters.memory.inbox import MemoryNotifications
from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.posts.shapes import NewPost
from p2p_core.forum.topics.shapes import TopicDetails
from p2p_core.identity.blocks.model import BlocksChanged
from p2p_core.identity.members.shapes import MemberChanges
from p2p_core.identity.users.model import UserStatus
from p2p_core.identity.users.shapes import PersonDetails
from p2p_core.notifications.inbox import arrivals
from p2p_core.notifications.inbox.model import Email, Kind
from p2p_core.notifications.inbox.shapes import (
    NotificationDetails,
    NotificationQuery,
    Preference,
    PreferencesChanges,
)
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Conflict, NotFound
from p2p_core.shared.ids import EventId, UserId
from tests.world import World

SARA = "sara@plastics.example"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def author(world: World) -> Actor:
    return world.member(SARA)


@pytest.fixture
def reader(world: World) -> Actor:
    return world.member("omar@metals.example")


@pytest.fixture
def third(world: World) -> Actor:
    return world.member("third@steel.example")


@pytest.fixture
def topic(world: World, author: Actor) -> TopicDetails:
    return world.topic(author)


def block(world: World, actor: Actor, whom: Actor, *, on: bool = True) -> None:
    blocked = world.app.identity.blocks.block(actor, whom.user_id, on=on)
    assert blocked.blocked is on


def told(world: World, actor: Actor) -> list[NotificationDetails]:
    world.memory.settle()
    listed = [*world.app.inbox.notifications.list(actor, NotificationQuery()).items]
    new = sum(not one.read for one in listed)
    assert world.app.inbox.notifications.unread_count(actor).notifications == new
    return listed


def kinds(world: World, actor: Actor) -> list[Kind]:
    return [one.type for one in told(world, actor)]


def likes(world: World, actor: Actor) -> list[tuple[int, str, bool]]:
    listed = told(world, actor)
    return [(one.count, one.actor.id if one.actor else "", one.read) for one in listed]


def mails(world: World) -> int:
    world.memory.settle()
    return len([mail for mail in world.mails() if mail.to == SARA])


def mail_all(world: World, actor: Actor) -> None:
    wish = Preference(in_app=True, email=Email.INSTANT)
    changes = PreferencesChanges(**dict.fromkeys((kind.value for kind in Kind), wish))
    world.app.inbox.notifications.prefer(actor, changes)


def mention(world: World, actor: Actor, topic: TopicDetails, whom: Actor) -> None:
    new = NewPost(body=f"@[Sara](user:{whom.user_id}), what do you say?")
    world.app.forum.posts.write(actor, topic.id, new)


def test_a_block_is_so_or_not_however_often_it_is_said(world: World, author: Actor, reader: Actor) -> None:
    for on in (True, True, False, False):
        block(world, author, reader, on=on)
        assert world.app.identity.users.details(author, reader.user_id).blocked is on


def test_nobody_blocks_themselves(world: World, author: Actor) -> None:
    for on in (True, False):
        with pytest.raises(Conflict, match="not_yourself"):
            world.app.identity.blocks.block(author, author.user_id, on=on)
    assert not world.app.identity.users.details(author, author.user_id).blocked


def test_who_does_not_exist_for_somebody_can_not_be_blocked(
    world: World, author: Actor, reader: Actor
) -> None:
    colleague = world.joined(author, "idle@plastics.example")
    idle = MemberChanges(status=UserStatus.INACTIVE)
    world.app.identity.members.change(author, colleague.user_id, idle)
    for actor, user_id in ((reader, colleague.user_id), (reader, UserId("nobody")), (author, UserId("\0"))):
        for on in (True, False):
            with pytest.raises(NotFound):
                world.app.identity.blocks.block(actor, user_id, on=on)
    block(world, author, colleague)
    shown = world.app.identity.users.details(author, colleague.user_id)
    assert isinstance(shown, PersonDetails), "an admin blocks a colleague like anybody else"
    assert shown.blocked


def test_only_who_blocks_knows_of_it(world: World, author: Actor, reader: Actor, third: Actor) -> None:
    before = world.app.identity.users.details(reader, author.user_id)
    sent = len(world.mails())
    block(world, author, reader)
    world.memory.settle()
    assert world.app.identity.users.details(reader, author.user_id) == before
    assert not world.app.identity.users.details(third, reader.user_id).blocked
    assert (kinds(world, reader), len(world.mails())) == ([], sent)


def test_nothing_that_who_is_blocked_does_is_told(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    mail_all(world, author)
    before = mails(world)
    theirs = world.topic(reader)
    world.app.forum.marks.follow(author, theirs.id, on=True)
    answer = world.reply(author, theirs.id)
    block(world, author, reader)
    world.reply(reader, topic.id)
    world.reply(reader, theirs.id)
    mention(world, reader, theirs, author)
    world.app.forum.answers.accept(reader, theirs.id, BestAnswer(post_id=answer.id))
    world.app.forum.marks.like_topic(reader, topic.id, on=True)
    world.app.forum.marks.like_post(reader, answer.id, on=True)
    assert (kinds(world, author), mails(world)) == ([], before)
    assert kinds(world, reader) == [Kind.REPLY], "who is blocked is told as before"
    block(world, author, reader, on=False)
    world.reply(reader, topic.id)
    assert (kinds(world, author), mails(world)) == ([Kind.REPLY], before + 1), "from then on"


def test_what_was_told_before_stays_and_stays_new(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    world.reply(reader, topic.id)
    assert kinds(world, author) == [Kind.REPLY]
    block(world, author, reader)
    assert [(one.type, one.read) for one in told(world, author)] == [(Kind.REPLY, False)]


def test_a_block_between_listing_and_mailing_stops_the_mail(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    world.memory.settle()
    before = mails(world)
    world.reply(reader, topic.id)
    one_round(world)
    assert len(world.app.inbox.notifications.list(author, NotificationQuery()).items) == 1
    block(world, author, reader)
    assert (mails(world), kinds(world, author)) == (before, [Kind.REPLY])


def test_likes_are_counted_without_whom_one_blocks(
    world: World, author: Actor, reader: Actor, third: Actor, topic: TopicDetails
) -> None:
    marks = world.app.forum.marks
    marks.like_topic(third, topic.id, on=True)
    marks.like_topic(reader, topic.id, on=True)
    assert likes(world, author) == [(2, reader.user_id, False)]
    block(world, author, reader)
    assert likes(world, author) == [(1, third.user_id, False)]
    fourth = world.member("fourth@steel.example")
    marks.like_topic(fourth, topic.id, on=True)
    assert likes(world, author) == [(2, fourth.user_id, False)]
    assert world.app.forum.topics.details(author, topic.id).like_count == 3, "it stays public"
    block(world, author, reader, on=False)
    assert likes(world, author) == [(3, fourth.user_id, False)]
    for one in (third, fourth):
        marks.like_topic(one, topic.id, on=False)
    block(world, author, reader)
    assert likes(world, author) == []
    assert sound(world)


def test_to_count_anew_tells_nobody_and_reaches_everything(
    world: World, author: Actor, reader: Actor, topic: TopicDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "SIZE", 2)
    mail_all(world, author)
    marks = world.app.forum.marks
    block(world, author, reader)
    mine = [world.reply(author, topic.id) for _ in range(3)]
    for liker in (reader, world.member("third@steel.example")):
        for post in mine:
            marks.like_post(liker, post.id, on=True)
    assert [count for count, *_ in likes(world, author)] == [1, 1, 1]
    world.app.forum.posts.remove(author, mine[0].id)
    before, when = mails(world), [one.happened_at for one in told(world, author)]
    world.clock.move(MINUTE)
    block(world, author, reader, on=False)
    assert [count for count, *_ in likes(world, author)] == [2, 2]
    assert (mails(world), [one.happened_at for one in told(world, author)]) == (before, when)
    block(world, author, reader)
    assert [count for count, *_ in likes(world, author)] == [1, 1]
    world.app.forum.posts.restore(author, mine[0].id)
    assert [count for count, *_ in likes(world, author)] == [1, 1, 1]
    assert sound(world)


def test_what_is_gone_meanwhile_is_not_counted(
    world: World, author: Actor, reader: Actor, topic: TopicDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.app.forum.marks.like_topic(reader, topic.id, on=True)
    assert likes(world, author) == [(1, reader.user_id, False)]
    with world.memory.store.begin() as tx:
        some = tx.notifications.of_likes(author.user_id, "", 9)
    world.app.forum.topics.remove(author, topic.id)
    world.clock.move(timedelta(days=60))
    world.memory.settle()
    monkeypatch.setattr(MemoryNotifications, "of_likes", lambda *_: some)
    world.app.inbox.arrivals.count_unblocked(EventId("one"), BlocksChanged(user_id=author.user_id))
    assert likes(world, author) == []


def sound(world: World) -> bool:
    """Whether every count is what it counts."""
    return all(one.ok for one in world.findings() if "count" in one.name)


def one_round(world: World) -> None:
    """What is due, and nothing that comes of it."""
    now = world.clock.now()
    for event_id in world.memory.store.outbox.claim(100, now, now):
        world.app.reactor.handle(event_id)
