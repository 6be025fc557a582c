"""People are told what concerns them, once, as long as it is so, and in the way they want."""

from dataclasses import replace
from datetime import timedelta

import pytest

from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.posts.model import PostDeleted, PostLiked, PostWritten
from p2p_core.forum.posts.shapes import NewPost, PostChanges, PostDetails
from p2p_core.forum.topics.model import (
    AnswerAccepted,
    TopicDeleted,
    TopicLiked,
    Visibility,
)
from p2p_core.forum.topics.shapes import NewTopic, TopicDetails
from p2p_core.identity.members.shapes import MemberChanges
from p2p_core.identity.users.model import UserStatus
from p2p_core.notifications.inbox import arrivals
from p2p_core.notifications.inbox.model import UNSUBSCRIBE, Email, Kind, NotificationArrived
from p2p_core.notifications.inbox.shapes import (
    NotificationDetails,
    NotificationQuery,
    Preference,
    PreferencesChanges,
    Unsubscribe,
)
from p2p_core.shared.actor import Actor, Role, Visit
from p2p_core.shared.errors import InvalidToken, NotFound
from p2p_core.shared.ids import EventId, NotificationId, PostId, TopicId
from tests.world import World

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def author(world: World) -> Actor:
    return world.member()


@pytest.fixture
def reader(world: World) -> Actor:
    return world.member("omar@metals.example")


@pytest.fixture
def topic(world: World, author: Actor) -> TopicDetails:
    return world.topic(author)


def told(world: World, actor: Actor, *, settled: bool = False) -> list[NotificationDetails]:
    if not settled:
        world.memory.settle()
    return [*world.app.inbox.notifications.list(actor, NotificationQuery()).items]


def by(one: NotificationDetails) -> str:
    assert one.actor
    return one.actor.id


def kinds(world: World, actor: Actor) -> list[Kind]:
    return [one.type for one in told(world, actor)]


def new(world: World, actor: Actor) -> int:
    world.memory.settle()
    count = world.app.inbox.notifications.unread_count(actor)
    assert count.messages == 0
    return count.notifications


def prefer(world: World, actor: Actor, *, in_app: bool = True, email: Email = Email.OFF) -> None:
    wish = Preference(in_app=in_app, email=email)
    changes = PreferencesChanges(
        reply=wish,
        followed_topic=wish,
        mention=wish,
        best_answer=wish,
        like=wish,
        moderation=wish,
        report=wish,
    )
    world.app.inbox.notifications.prefer(actor, changes)


def mails_to(world: World, email: str, about: str) -> list[str]:
    return [mail.subject for mail in world.mails() if mail.to == email and about in mail.subject]


def test_who_asked_is_told_of_each_reply_and_by_whom(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    post = world.reply(reader, topic.id)
    (one,) = told(world, author)
    assert (one.type, one.post_id, one.topic.title) == (Kind.REPLY, post.id, topic.title)
    assert (by(one), one.count, one.read) == (reader.user_id, 1, False)
    assert kinds(world, reader) == []
    world.reply(reader, topic.id)
    assert new(world, author) == 2


def test_who_is_answered_is_told_once_whoever_asked(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    post = world.reply(reader, topic.id)
    third = world.member("third@steel.example")
    world.reply(third, topic.id, post.id)
    assert kinds(world, reader) == [Kind.REPLY]
    own = world.reply(author, topic.id)
    world.reply(third, topic.id, own.id)
    assert len(told(world, author)) == 3
    world.app.forum.posts.remove(reader, post.id)
    assert kinds(world, reader) == [Kind.REPLY], "the answer to it is there"


def test_nobody_is_told_of_what_they_do_themselves(world: World, author: Actor, topic: TopicDetails) -> None:
    world.app.forum.marks.follow(author, topic.id, on=True)
    own = world.reply(author, topic.id)
    world.reply(author, topic.id, own.id)
    world.app.forum.marks.like_topic(author, topic.id, on=True)
    world.app.forum.marks.like_post(author, own.id, on=True)
    world.app.forum.answers.accept(author, topic.id, BestAnswer(post_id=own.id))
    assert (told(world, author), new(world, author)) == ([], 0)


def test_who_follows_a_topic_is_told_of_replies_of_others_however_many_follow(
    world: World, author: Actor, reader: Actor, topic: TopicDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "SIZE", 2)
    crowd = [world.member(f"p{number}@steel.example") for number in range(4)]
    for actor in (author, *crowd):
        world.app.forum.marks.follow(actor, topic.id, on=True)
    post = world.reply(reader, topic.id)
    assert [kinds(world, actor) for actor in crowd] == [[Kind.FOLLOWED_TOPIC]] * 4
    assert kinds(world, author) == [Kind.REPLY], "one for a reply, the nearer reason"
    world.app.forum.posts.remove(reader, post.id)
    assert [new(world, actor) for actor in (author, *crowd)] == [0] * 5
    world.app.forum.topics.remove(author, topic.id)
    world.app.forum.topics.restore(author, topic.id)
    world.app.forum.posts.restore(reader, post.id)
    assert [new(world, actor) for actor in (author, *crowd)] == [1] * 5


def test_a_mail_of_a_followed_topic_says_so(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    follower = world.member("b@steel.example")
    prefer(world, follower, email=Email.INSTANT)
    world.app.forum.marks.follow(follower, topic.id, on=True)
    prefer(world, author)
    world.reply(reader, topic.id)
    assert mails_to(world, "b@steel.example", topic.title) == [f"New reply: {topic.title}"]
    assert "which you follow" in world.mails()[-1].text


def test_who_helped_is_told_once_as_long_as_it_is_so(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    answers, post = world.app.forum.answers, world.reply(reader, topic.id)
    best = BestAnswer(post_id=post.id)
    for _ in range(2):
        answers.accept(author, topic.id, best)
        (one,) = told(world, reader)
        assert (one.type, by(one), one.post_id) == (Kind.BEST_ANSWER, author.user_id, post.id)
        answers.withdraw(author, topic.id)
        assert (told(world, reader), new(world, reader)) == ([], 0)
    assert len(mails_to(world, "omar@metals.example", "best answer")) == 1
    own = world.reply(author, topic.id)
    answers.accept(author, topic.id, BestAnswer(post_id=own.id))
    assert Kind.BEST_ANSWER not in kinds(world, author)


def test_an_operator_who_corrects_the_best_answer_is_named(
    world: World, reader: Actor, topic: TopicDetails
) -> None:
    operator, post = world.operator(), world.reply(reader, topic.id)
    world.app.forum.answers.accept(operator, topic.id, BestAnswer(post_id=post.id))
    assert [by(one) for one in told(world, reader)] == [operator.user_id]
    mine = world.reply(operator, topic.id)
    world.app.forum.answers.accept(operator, topic.id, BestAnswer(post_id=mine.id))
    assert kinds(world, operator) == []


def test_likes_are_one_notification_with_the_exact_count_of_people(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    marks = world.app.forum.marks
    crowd = [reader, world.member("b@steel.example"), world.member("c@steel.example")]
    for actor in (*crowd, author):
        for _ in range(2):
            marks.like_topic(actor, topic.id, on=True)
    (one,) = told(world, author)
    assert (one.type, one.count, one.post_id) == (Kind.LIKE, 3, None)
    assert (by(one), new(world, author)) == (crowd[2].user_id, 1)
    marks.like_topic(crowd[2], topic.id, on=False)
    (one,) = told(world, author)
    assert one.count == 2
    assert by(one) in {crowd[0].user_id, crowd[1].user_id}
    for actor in crowd[:2]:
        marks.like_topic(actor, topic.id, on=False)
    assert (told(world, author), new(world, author)) == ([], 0)


def test_a_like_is_new_once_there_are_more_than_were_seen(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    marks, inbox, post = world.app.forum.marks, world.app.inbox.notifications, world.reply(author, topic.id)
    marks.like_post(reader, post.id, on=True)
    (one,) = told(world, author)
    assert inbox.read(author, one.id).read
    world.clock.move(MINUTE)
    for on in (False, True):  # over and over again
        marks.like_post(reader, post.id, on=on)
    (again,) = told(world, author)
    assert (again.read, again.count, new(world, author)) == (True, 1, 0)
    other = world.member("b@steel.example")
    world.clock.move(MINUTE)
    marks.like_post(other, post.id, on=True)
    (more,) = told(world, author)
    assert (more.id, more.read, more.count, by(more)) == (one.id, False, 2, other.user_id)
    assert more.happened_at == world.clock.now()
    world.app.forum.posts.remove(author, post.id)
    assert new(world, author) == 0
    world.app.forum.posts.restore(author, post.id)
    assert (new(world, author), told(world, author)[0].happened_at) == (1, more.happened_at)


def test_what_is_gone_before_anybody_could_be_told_reaches_nobody(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    forum = world.app.forum
    forum.marks.follow(author, topic.id, on=True)
    post = world.reply(reader, topic.id)
    forum.marks.like_topic(reader, topic.id, on=True)
    forum.marks.like_topic(reader, topic.id, on=False)
    forum.answers.accept(author, topic.id, BestAnswer(post_id=post.id))
    forum.answers.withdraw(author, topic.id)
    forum.posts.remove(reader, post.id)
    assert (told(world, author), told(world, reader)) == ([], [])
    other = world.reply(reader, topic.id)
    forum.marks.like_topic(reader, topic.id, on=True)
    forum.topics.remove(author, topic.id)
    assert (told(world, author), new(world, author)) == ([], 0)
    forum.topics.restore(author, topic.id)
    assert other.id not in {one.post_id for one in told(world, author)}


def test_events_of_things_that_were_removed_for_good_do_nothing(
    world: World, author: Actor, topic: TopicDetails
) -> None:
    reactions, event_id = world.app.inbox.arrivals, EventId("e")
    for topic_id in (TopicId("nothing"), topic.id):
        post_id = PostId("nothing")
        reactions.tell_of_reply(event_id, PostWritten(post_id=post_id, topic_id=topic_id))
        reactions.keep_right(
            event_id, PostDeleted(post_id=post_id, topic_id=topic_id, deleted_by=author.user_id)
        )
        reactions.count_likes(event_id, PostLiked(post_id=post_id, topic_id=topic_id, by=author.user_id))
        accepted = AnswerAccepted(
            topic_id=topic_id, post_id=post_id, author_id=author.user_id, accepted_by=author.user_id
        )
        reactions.tell_of_best_answer(event_id, accepted)
    reactions.count_likes(event_id, TopicLiked(topic_id=TopicId("nothing"), by=author.user_id))
    reactions.hide_or_show(event_id, TopicDeleted(topic_id=TopicId("nothing"), deleted_by=author.user_id))
    world.app.inbox.mails.mail_notification(
        event_id, NotificationArrived(notification_id=NotificationId("nothing"))
    )
    assert told(world, author) == []


def test_a_private_topic_tells_only_its_own_people_and_who_takes_part(world: World, author: Actor) -> None:
    colleague = world.joined(author)
    private = world.topic(colleague, Visibility.ORGANIZATION)
    world.reply(author, private.id)
    assert new(world, colleague) == 1
    home, elsewhere = colleague.organization_id, world.member("x@y.example").organization_id
    with world.memory.store.begin() as tx:  # as if they had moved
        moved = tx.users.get(colleague.user_id)
        moved.organization_id = elsewhere
        tx.users.save(moved)
    world.reply(author, private.id)
    stranger = replace(colleague, organization_id=moved.organization_id)
    assert told(world, stranger) == []
    with world.memory.store.begin() as tx:
        moved = tx.users.get(colleague.user_id)
        moved.organization_id = home
        tx.users.save(moved)
    assert len(told(world, colleague)) == 1, "the second was never theirs"
    world.app.identity.members.change(
        author, colleague.user_id, MemberChanges(status=UserStatus.INACTIVE, role=Role.MEMBER)
    )
    world.reply(author, private.id)
    assert len(told(world, colleague)) == 1


def test_reading_is_for_ones_own_and_all_of_it(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    inbox = world.app.inbox.notifications
    for _ in range(3):
        world.reply(reader, topic.id)
    first, *_ = told(world, author)
    with pytest.raises(NotFound):
        inbox.read(reader, first.id)
    for _ in range(2):
        assert inbox.read(author, first.id).read
    assert new(world, author) == 2
    assert inbox.read_all(reader).count == 0
    assert [inbox.read_all(author).count for _ in range(2)] == [2, 0]
    assert new(world, author) == 0
    unread = NotificationQuery(unread=True)
    assert [*inbox.list(author, unread).items] == []


def test_each_setting_acts(world: World, author: Actor, reader: Actor, topic: TopicDetails) -> None:
    address = "sara@plastics.example"
    for in_app, email, listed, mailed in (
        (True, Email.INSTANT, 1, 1),
        (True, Email.OFF, 1, 0),
        (False, Email.INSTANT, 0, 1),
        (False, Email.OFF, 0, 0),
    ):
        prefer(world, author, in_app=in_app, email=email)
        before, sent = new(world, author), len(mails_to(world, address, "replied to you"))
        world.reply(reader, topic.id)
        assert new(world, author) - before == listed, (in_app, email)
        assert len(mails_to(world, address, "replied to you")) - sent == mailed, (in_app, email)


def test_who_says_nothing_gets_mails_of_replies_and_none_of_likes(
    world: World, author: Actor, reader: Actor
) -> None:
    said = world.app.inbox.notifications.preferences(author)
    assert (said.reply.email, said.best_answer.email) == (Email.INSTANT, Email.INSTANT)
    assert (said.like.email, said.followed_topic.email) == (Email.OFF, Email.OFF)
    changes = PreferencesChanges(like=Preference(in_app=False, email=Email.INSTANT))
    changed = world.app.inbox.notifications.prefer(author, changes)
    assert changed == replace(said, like=Preference(in_app=False, email=Email.INSTANT))
    assert world.app.inbox.notifications.preferences(reader) == said


def test_likes_bring_one_mail_until_they_are_read(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    prefer(world, author, email=Email.INSTANT)
    marks, address = world.app.forum.marks, "sara@plastics.example"
    other = world.member("b@steel.example")
    marks.like_topic(reader, topic.id, on=True)
    (subject,) = mails_to(world, address, "likes your topic")
    assert "Sara الحربي" in subject
    assert topic.title in subject
    marks.like_topic(other, topic.id, on=True)
    assert mails_to(world, address, "others like your topic") == []
    world.app.inbox.notifications.read_all(author)
    third = world.member("c@steel.example")
    marks.like_topic(third, topic.id, on=True)
    assert len(mails_to(world, address, "others like your topic")) == 1
    assert "3 people by now" in world.mails()[-1].text


def test_who_wants_likes_by_mail_alone_gets_one_for_each_more(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    prefer(world, author, in_app=False, email=Email.INSTANT)
    marks, post = world.app.forum.marks, world.reply(author, topic.id)
    for actor in (reader, world.member("b@steel.example")):
        for on in (True, False, True):
            marks.like_post(actor, post.id, on=on)
            world.memory.settle()
    assert len(mails_to(world, "sara@plastics.example", "your reply")) == 2
    assert (told(world, author), new(world, author)) == ([], 0)
    prefer(world, author)
    marks.like_post(world.member("c@steel.example"), post.id, on=True)
    (one,) = told(world, author)
    assert (one.count, new(world, author)) == (3, 1)


@pytest.fixture
def waiting(world: World, reader: Actor, topic: TopicDetails) -> PostDetails:
    """A reply that its mail is about to leave of."""
    post = world.reply(reader, topic.id)
    now = world.clock.now()
    (written,) = world.memory.store.outbox.claim(1, now, now + MINUTE)
    world.app.reactor.handle(written)
    return post


def replied(world: World) -> list[str]:
    return mails_to(world, "sara@plastics.example", "replied to you")


@pytest.mark.usefixtures("waiting")
def test_a_mail_leaves_as_long_as_its_reason_holds(world: World) -> None:
    assert len(replied(world)) == 1


def test_a_mail_of_a_deleted_reply_or_topic_does_not_leave(
    world: World, author: Actor, reader: Actor, topic: TopicDetails, waiting: PostDetails
) -> None:
    world.app.forum.posts.remove(reader, waiting.id)
    assert replied(world) == []
    world.reply(reader, topic.id)
    world.app.forum.topics.remove(author, topic.id)
    assert replied(world) == []


@pytest.mark.usefixtures("waiting")
def test_a_mail_of_what_was_read_meanwhile_does_not_leave(world: World, author: Actor) -> None:
    world.app.inbox.notifications.read_all(author)
    assert replied(world) == []


@pytest.mark.usefixtures("waiting")
def test_a_mail_that_nobody_wants_any_more_does_not_leave(world: World, author: Actor) -> None:
    prefer(world, author)
    assert replied(world) == []


@pytest.mark.usefixtures("waiting")
def test_a_mail_to_who_may_not_sign_in_any_more_does_not_leave(world: World, author: Actor) -> None:
    with world.memory.store.begin() as tx:
        user = tx.users.get(author.user_id)
        user.status = UserStatus.INACTIVE
        tx.users.save(user)
    assert replied(world) == []


def token(world: World) -> str:
    return world.mails()[-1].text.split("/unsubscribe#token=")[1].split()[0]


def test_a_mail_leads_to_the_reply_and_to_its_own_end_without_signing_in(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    post, inbox = world.reply(reader, topic.id), world.app.inbox.notifications
    mail = world.mails()[-1]
    for text in (mail.text, mail.html):
        assert f"/forum/{topic.id}#post-{post.id}" in text
        assert "/unsubscribe#token=" in text
    for _ in range(2):
        ended = inbox.unsubscribe(Visit(), Unsubscribe(token=token(world)))
        assert (ended.type, ended.email) == (Kind.REPLY, Email.OFF)
    said = inbox.preferences(author)
    assert said.reply == Preference(in_app=True, email=Email.OFF)
    assert said.best_answer.email is Email.INSTANT
    sent = len(world.mails())
    world.reply(reader, topic.id)
    assert (len(world.mails()), new(world, author)) == (sent, 2)


def test_only_the_links_of_our_own_mails_end_anything(world: World, author: Actor) -> None:
    tokens, inbox = world.app.inbox.notifications.tokens, world.app.inbox.notifications
    made = [
        "nonsense",
        tokens.issue("verify email", f"{author.user_id} reply"),
        tokens.issue(UNSUBSCRIBE, f"{author.user_id} nothing"),
        tokens.issue(UNSUBSCRIBE, "nobody reply"),
    ]
    before = inbox.preferences(author)
    for one in made:
        with pytest.raises(InvalidToken):
            inbox.unsubscribe(Visit(), Unsubscribe(token=one))
    assert inbox.preferences(author) == before


def test_what_was_read_is_kept_for_a_quarter_and_anything_for_a_year(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    inbox = world.app.inbox.notifications
    for _ in range(2):
        world.reply(reader, topic.id)
    first, _ = told(world, author)
    inbox.read(author, first.id)
    world.clock.move(90 * DAY)
    assert inbox.sweep() == 0
    world.clock.move(MINUTE)
    assert (inbox.sweep(), new(world, author)) == (1, 1)
    world.clock.move(275 * DAY)
    assert (inbox.sweep(), new(world, author)) == (1, 0)


def test_the_doctor_finds_likes_that_were_counted_wrong(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    post = world.reply(author, topic.id)
    world.app.forum.marks.like_topic(reader, topic.id, on=True)
    world.app.forum.marks.like_post(reader, post.id, on=True)
    assert wrong(world) == []
    world.memory.settle()
    assert wrong(world) == []
    with world.memory.store.begin() as tx:
        one = tx.notifications.find(author.user_id, f"likes {topic.id}")
        assert one is not None
        one.count = 7
        tx.notifications.save(one)
    assert wrong(world) == ["notifications.count"]


def wrong(world: World) -> list[str]:
    findings = world.memory.store.inspections.findings(world.clock.now())
    return [one.name for one in findings if not one.ok and "count" in one.name]


def test_who_is_mentioned_is_told_once_for_the_same_words(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    post = world.app.forum.posts.write(
        author, topic.id, NewPost(body=f"@[Omar](user:{reader.user_id}), have you seen this?")
    )
    (one,) = told(world, reader)
    assert (one.type, one.post_id, by(one)) == (Kind.MENTION, post.id, author.user_id)
    assert len(mails_to(world, "omar@metals.example", "mentioned you")) == 1
    again = PostChanges(body=f"@[Omar](user:{reader.user_id}), and now?")
    world.app.forum.posts.edit(author, post.id, again)
    assert kinds(world, reader) == [Kind.MENTION]
    world.app.forum.posts.write(
        reader, topic.id, NewPost(body=f"@[Sara](user:{author.user_id}), yes", parent_id=post.id)
    )
    assert len(told(world, author)) == 1, "that is a reply to them as well, and told of once"
    world.app.forum.posts.remove(author, post.id)
    assert kinds(world, reader) == []


def test_a_mention_in_a_topic_leads_to_the_topic(world: World, author: Actor, reader: Actor) -> None:
    category = world.app.forum.categories.list(author).items[0]
    new = NewTopic(
        title="Short shots on press 4", body=f"@[Omar](user:{reader.user_id}) look", category_id=category.id
    )
    started = world.app.forum.topics.start(author, new)
    (one,) = told(world, reader)
    assert (one.type, one.topic.id, one.post_id) == (Kind.MENTION, started.id, None)


def test_who_wants_no_mentions_gets_none(
    world: World, author: Actor, reader: Actor, topic: TopicDetails
) -> None:
    prefer(world, reader, in_app=False)
    world.app.forum.posts.write(author, topic.id, NewPost(body=f"@[Omar](user:{reader.user_id})!"))
    assert kinds(world, reader) == []
    assert mails_to(world, "omar@metals.example", "mentioned") == []
