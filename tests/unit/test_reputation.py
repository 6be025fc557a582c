"""Reputation: the published formula, and nothing for what one does for oneself."""

import pytest

from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.reputation.model import POINTS, Merit
from p2p_core.forum.topics.model import Visibility
from p2p_core.own_data.model import Contributions
from p2p_core.own_data.shapes import EraseMe
from p2p_core.shared.actor import Actor
from tests.world import World


@pytest.fixture
def author(world: World) -> Actor:
    return world.member()


@pytest.fixture
def helper(world: World) -> Actor:
    return world.member("omar@metals.example")


def points(world: World, *people: Actor) -> tuple[int, ...]:
    return tuple(
        world.memory.store.users.profile(person.user_id, person.user_id).reputation for person in people
    )


def test_the_formula_is_the_published_one() -> None:
    assert POINTS == {Merit.TOPIC: 2, Merit.POST: 3, Merit.BEST_ANSWER: 15, Merit.LIKE: 1}


def test_each_thing_gives_its_points_and_takes_them_back(world: World, author: Actor, helper: Actor) -> None:
    forum, topic = world.app.forum, world.topic(author)
    first, second = world.reply(helper, topic.id), world.reply(helper, topic.id)
    assert points(world, author, helper) == (2, 6)
    forum.answers.accept(author, topic.id, BestAnswer(post_id=first.id))
    forum.marks.like_post(author, first.id, on=True)
    forum.marks.like_topic(helper, topic.id, on=True)
    assert points(world, author, helper) == (3, 22)
    forum.answers.accept(author, topic.id, BestAnswer(post_id=second.id))
    assert points(world, author, helper) == (3, 22)
    forum.posts.remove(helper, second.id)
    assert points(world, author, helper) == (3, 4)
    forum.marks.like_post(author, first.id, on=False)
    forum.posts.restore(helper, second.id)
    assert points(world, author, helper) == (3, 6)
    forum.topics.remove(author, topic.id)
    assert points(world, author, helper) == (0, 0)
    forum.topics.restore(author, topic.id)
    assert points(world, author, helper) == (3, 6)


def test_nobody_earns_anything_from_themselves(world: World, author: Actor) -> None:
    forum, topic = world.app.forum, world.topic(author, Visibility.ORGANIZATION)
    post = world.reply(author, topic.id)
    assert forum.marks.like_topic(author, topic.id, on=True).count == 1
    forum.marks.like_post(author, post.id, on=True)
    forum.answers.accept(author, topic.id, BestAnswer(post_id=post.id))
    assert points(world, author) == (2 + 3,)


def test_who_is_erased_takes_what_they_gave_and_leaves_nothing(
    world: World, author: Actor, helper: Actor
) -> None:
    topic = world.topic(author)
    world.reply(helper, topic.id)
    world.app.forum.marks.like_topic(helper, topic.id, on=True)
    assert points(world, author) == (3,)
    world.app.own_data.erasures.request(helper, EraseMe(contributions=Contributions.DELETE))
    world.memory.settle()
    assert points(world, author) == (2,)
    with world.memory.store.outbox.work() as tables:
        assert {line.user_id for line in tables.reputation.where(lambda _: True)} == {author.user_id}


def test_an_organization_that_is_taken_away_takes_what_its_people_gave(
    world: World, author: Actor, helper: Actor
) -> None:
    topic = world.topic(author)
    world.app.forum.marks.like_topic(helper, topic.id, on=True)
    theirs = world.topic(helper)
    world.reply(author, theirs.id)
    assert points(world, author) == (2 + 1 + 3,)
    world.memory.store.erasure.erase({helper.organization_id}, with_others_replies=True)
    assert points(world, author) == (2,)
