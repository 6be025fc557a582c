"""An operation that is asked twice with one key is done once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from p2p_core.forum.categories.shapes import NewCategory
from p2p_core.forum.posts.shapes import NewPost
from p2p_core.forum.topics.shapes import NewTopic, TopicQuery
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Conflict, Invalid
from p2p_core.shared.once import KEPT_FOR, Once, Replayed
from tests.world import World


def once(actor: Actor, key: str = "k") -> Once:
    return Once(caller=actor.user_id, operation="o", key=key, content="c")


def a_topic(world: World, actor: Actor, category: str | None = None) -> NewTopic:
    known = category or world.app.forum.categories.list(actor).items[0].id
    return NewTopic(title="Short shots", body="on press four", category_id=known)


def test_a_topic_a_reply_and_a_category_are_made_once(world: World) -> None:
    actor, forum = world.operator(), world.app.forum
    topic = forum.topics.start(actor, a_topic(world, actor), once(actor, "a"))
    post = forum.posts.write(actor, topic.id, NewPost(body="yes"), once(actor, "b"))
    new = NewCategory(name="Moulds", name_ar="القوالب")
    category = forum.categories.create(actor, new, once(actor, "c"))

    for key, made, again in (
        ("a", topic.id, lambda: forum.topics.start(actor, a_topic(world, actor), once(actor, "a"))),
        ("b", post.id, lambda: forum.posts.write(actor, topic.id, NewPost(body="yes"), once(actor, "b"))),
        ("c", category.id, lambda: forum.categories.create(actor, new, once(actor, "c"))),
    ):
        with pytest.raises(Replayed) as repeated:
            again()
        assert repeated.value.result == made, key
    assert forum.topics.details(actor, topic.id).post_count == 1
    assert len(forum.topics.list(actor, TopicQuery()).items) == 1


def test_what_was_refused_may_be_asked_again_with_its_key(world: World) -> None:
    actor, topics = world.member(), world.app.forum.topics
    with pytest.raises(Invalid):
        topics.start(actor, a_topic(world, actor, "nothing"), once(actor))

    assert topics.start(actor, a_topic(world, actor), replace(once(actor), content="other")).version == 1


def test_keys_are_forgotten_after_a_day(world: World) -> None:
    actor, topics = world.member(), world.app.forum.topics
    topics.start(actor, a_topic(world, actor), once(actor, "old"))
    world.clock.move(KEPT_FOR - timedelta(hours=1))
    topics.start(actor, a_topic(world, actor), once(actor, "new"))
    assert world.app.retention.forget_requests() == 0
    world.clock.move(timedelta(hours=1))

    assert world.app.retention.forget_requests() == 1
    topics.start(actor, a_topic(world, actor), once(actor, "old"))
    with pytest.raises(Conflict):
        topics.start(actor, a_topic(world, actor), replace(once(actor, "new"), content="other"))
