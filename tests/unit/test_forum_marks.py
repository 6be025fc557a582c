"""Best answers, likes, follows, bookmarks, what is new, who looked, and what is hot."""

from datetime import timedelta
from math import log10

import pytest

from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.marks.shapes import Bookmarked, Followed, Liked, ReadAll, ReadUpTo, View
from p2p_core.forum.topics.model import AnswerAccepted, AnswerWithdrawn, Visibility, heat
from p2p_core.forum.topics.shapes import TopicDetails, TopicQuery, TopicSort
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Forbidden, Invalid, NotFound
from p2p_core.shared.events import Event
from p2p_core.shared.ids import PostId, TopicId
from tests.world import MONDAY, World

HOUR = timedelta(hours=1)


@pytest.fixture
def author(world: World) -> Actor:
    return world.member()


@pytest.fixture
def topic(world: World, author: Actor) -> TopicDetails:
    return world.topic(author)


@pytest.fixture
def reader(world: World) -> Actor:
    return world.member("omar@metals.example")


def events(world: World) -> list[Event]:
    with world.memory.store.outbox.work() as tables:
        return [row.event for row in tables.outbox.where(lambda _: True)]


def test_who_asked_says_which_reply_helped_and_may_change_their_mind(
    world: World, author: Actor, topic: TopicDetails, reader: Actor
) -> None:
    answers = world.app.forum.answers
    first, second = world.reply(reader, topic.id), world.reply(author, topic.id)
    accepted = answers.accept(author, topic.id, BestAnswer(post_id=first.id))
    assert (accepted.answered, accepted.best_answer_id, accepted.version) == (True, first.id, topic.version)
    assert world.app.forum.posts.details(reader, first.id).best_answer
    assert answers.accept(author, topic.id, BestAnswer(post_id=first.id)) == accepted
    assert answers.accept(author, topic.id, BestAnswer(post_id=second.id)).best_answer_id == second.id
    assert not world.app.forum.posts.details(reader, first.id).best_answer
    for _ in range(2):
        assert not answers.withdraw(author, topic.id).answered
    told = [event for event in events(world) if isinstance(event, AnswerAccepted | AnswerWithdrawn)]
    assert told == [
        AnswerAccepted(
            topic_id=topic.id, post_id=first.id, author_id=reader.user_id, accepted_by=author.user_id
        ),
        AnswerWithdrawn(topic_id=topic.id, post_id=first.id),
        AnswerAccepted(
            topic_id=topic.id, post_id=second.id, author_id=author.user_id, accepted_by=author.user_id
        ),
        AnswerWithdrawn(topic_id=topic.id, post_id=second.id),
    ]


def test_nobody_else_says_so_but_an_operator(
    world: World, author: Actor, topic: TopicDetails, reader: Actor
) -> None:
    answers, post = world.app.forum.answers, world.reply(reader, topic.id)
    best = BestAnswer(post_id=post.id)
    with pytest.raises(Forbidden):
        answers.accept(reader, topic.id, best)
    with pytest.raises(Forbidden):
        answers.withdraw(reader, topic.id)
    with pytest.raises(NotFound):
        answers.accept(author, TopicId("nothing"), best)
    assert answers.accept(world.operator(), topic.id, best).answered


def test_only_a_reply_of_the_topic_that_is_there_can_be_the_best(
    world: World, author: Actor, topic: TopicDetails
) -> None:
    elsewhere = world.reply(author, world.topic(author).id)
    gone = world.reply(author, topic.id)
    world.app.forum.posts.remove(author, gone.id)
    for post_id in (elsewhere.id, gone.id, "nothing"):
        with pytest.raises(Invalid) as refused:
            world.app.forum.answers.accept(author, topic.id, BestAnswer(post_id=post_id))
        assert [(error.field, error.code) for error in refused.value.errors] == [("post_id", "not_found")]


def test_a_toggle_does_what_is_not_so_yet_and_counts(
    world: World, author: Actor, topic: TopicDetails, reader: Actor
) -> None:
    marks = world.app.forum.marks
    for _ in range(2):
        assert marks.like_topic(author, topic.id, on=True) == Liked(liked=True, count=1)
        assert marks.follow(author, topic.id, on=True) == Followed(following=True, count=1)
        assert marks.bookmark(author, topic.id, on=True) == Bookmarked(bookmarked=True, count=1)
    assert marks.like_topic(reader, topic.id, on=True).count == 2
    seen = world.app.forum.topics.details(author, topic.id)
    assert (seen.like_count, seen.follower_count, seen.version) == (2, 1, topic.version)
    assert (seen.viewer.liked, seen.viewer.following, seen.viewer.bookmarked) == (True, True, True)
    for _ in range(2):
        assert marks.like_topic(author, topic.id, on=False) == Liked(liked=False, count=1)
        assert marks.follow(author, topic.id, on=False) == Followed(following=False, count=0)
        assert marks.bookmark(author, topic.id, on=False) == Bookmarked(bookmarked=False, count=0)


def test_a_reply_is_liked_while_it_is_there(
    world: World, author: Actor, topic: TopicDetails, reader: Actor
) -> None:
    marks, post = world.app.forum.marks, world.reply(reader, topic.id)
    for _ in range(2):
        assert marks.like_post(author, post.id, on=True) == Liked(liked=True, count=1)
    assert marks.like_post(reader, post.id, on=True).count == 2
    assert marks.like_post(author, post.id, on=False) == Liked(liked=False, count=1)
    world.app.forum.posts.remove(reader, post.id)
    for post_id in (post.id, PostId("nothing")):
        with pytest.raises(NotFound):
            marks.like_post(author, post_id, on=True)


def test_what_is_private_can_not_be_marked_from_outside(world: World, author: Actor, reader: Actor) -> None:
    private, marks = world.topic(author, Visibility.ORGANIZATION), world.app.forum.marks
    post = world.reply(author, private.id)
    for attempt in (
        lambda: marks.like_topic(reader, private.id, on=True),
        lambda: marks.like_post(reader, post.id, on=True),
        lambda: marks.follow(reader, private.id, on=True),
        lambda: marks.bookmark(reader, private.id, on=True),
        lambda: marks.read(reader, private.id, ReadUpTo(seq=1)),
        lambda: world.app.forum.answers.withdraw(reader, private.id),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_new_replies_are_counted_until_they_are_read(
    world: World, author: Actor, topic: TopicDetails, reader: Actor
) -> None:
    marks = world.app.forum.marks
    marks.follow(reader, topic.id, on=True)
    for _ in range(3):
        world.reply(author, topic.id)
    assert world.app.forum.topics.details(author, topic.id).viewer.unread_count == 0
    assert world.app.forum.topics.list(reader, TopicQuery()).items[0].viewer.unread_count == 3
    assert marks.read(reader, topic.id, ReadUpTo(seq=2)).viewer.unread_count == 1
    assert marks.read(reader, topic.id, ReadUpTo(seq=1)).viewer.unread_count == 1
    assert marks.read(reader, topic.id, ReadUpTo(seq=99)).viewer.unread_count == 0
    world.reply(author, topic.id)
    assert marks.read_all(reader, ReadAll(category="training")).count == 0
    assert marks.read_all(reader, ReadAll()).count == 1
    assert world.app.forum.topics.details(reader, topic.id).viewer.unread_count == 0


def test_views_count_once_for_each_person_and_hour(
    world: World, author: Actor, topic: TopicDetails, reader: Actor
) -> None:
    marks = world.app.forum.marks
    other = world.topic(author)
    looks = [marks.look(actor, topic.id) for actor in (reader, author, reader)]
    gone = View(topic_id=TopicId("nothing"), user_id=reader.user_id, at=MONDAY)
    assert marks.count_views([*looks, marks.look(reader, other.id), gone]) == 3
    world.clock.move(HOUR - timedelta(milliseconds=1))
    assert marks.count_views([marks.look(reader, topic.id)]) == 0
    world.clock.move(timedelta(milliseconds=1))
    assert marks.count_views([marks.look(reader, topic.id)]) == 1
    assert marks.count_views([]) == 0
    counts = {one.id: one.view_count for one in world.app.forum.topics.list(reader, TopicQuery()).items}
    assert counts == {topic.id: 3, other.id: 1}


def test_heat_is_the_formula() -> None:
    for likes, repliers in ((0, 0), (1, 0), (0, 1), (7, 3), (100_000, 5_000)):
        weight = 3 * likes + 2 * repliers + 1
        exact = log10(weight) + MONDAY.timestamp() / 45_000
        assert abs(heat(likes, repliers, MONDAY, MONDAY) / 1_000_000 - exact) < 0.000_001


def test_what_claims_to_be_of_the_future_is_of_now() -> None:
    assert heat(3, 1, MONDAY + HOUR, MONDAY) == heat(3, 1, MONDAY, MONDAY)


def test_age_weighs_as_much_as_ten_times_the_likes() -> None:
    older = heat(33, 0, MONDAY, MONDAY)  # a weight of 100 against one of 10, twelve and a half hours later
    newer = heat(3, 0, MONDAY + 12.5 * HOUR, MONDAY + 12.5 * HOUR)
    assert abs(older - newer) <= 1
    assert heat(3, 0, MONDAY + 13 * HOUR, MONDAY + 13 * HOUR) > older


def test_one_loud_author_heats_nothing_and_one_loud_reader_only_once(
    world: World, author: Actor, topic: TopicDetails, reader: Actor
) -> None:
    quiet = world.topic(author)
    for _ in range(5):
        world.reply(author, topic.id)
    hot = TopicQuery(sort=TopicSort.HOT)
    assert world.app.forum.topics.list(author, hot).items[0].id == quiet.id
    mine = [world.reply(reader, topic.id) for _ in range(5)]
    with world.memory.store.begin() as tx:
        kept = tx.topics.get(topic.id)
    assert (kept.replier_count, kept.hot) == (1, heat(0, 1, topic.created_at, world.clock.now()))
    assert world.app.forum.topics.list(author, hot).items[0].id == topic.id
    for post in mine:
        world.app.forum.posts.remove(reader, post.id)
    with world.memory.store.begin() as tx:
        assert tx.topics.get(topic.id).hot == heat(0, 0, topic.created_at, world.clock.now())
    world.app.forum.posts.restore(reader, mine[0].id)
    world.app.forum.marks.like_topic(reader, topic.id, on=True)
    with world.memory.store.begin() as tx:
        assert tx.topics.get(topic.id).hot == heat(1, 1, topic.created_at, world.clock.now())
