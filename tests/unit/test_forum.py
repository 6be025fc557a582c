"""Asking and answering."""

import pytest

from p2p_core.forum.categories.model import FIRST_CATEGORIES
from p2p_core.forum.categories.shapes import CategoryQuery
from p2p_core.forum.posts.shapes import NewPost, PostQuery
from p2p_core.forum.topics.model import Visibility
from p2p_core.forum.topics.shapes import NewTopic, TopicQuery
from p2p_core.shared.errors import Conflict, Invalid, NotFound
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import CountedPage
from tests.world import World


def test_a_new_platform_has_its_first_categories_and_never_gets_them_twice(world: World) -> None:
    categories = world.app.forum.categories.list(world.member()).items
    assert [category.slug for category in categories] == [first.slug for first in FIRST_CATEGORIES]
    assert all(category.name_ar and category.topic_count == 0 for category in categories)
    assert world.app.forum.categories.install_first() == 0


def test_categories_come_in_pages_like_every_list(world: World) -> None:
    actor, categories = world.member(), world.app.forum.categories
    first = categories.list(actor, CategoryQuery(limit=6, count=True))
    rest = categories.list(actor, CategoryQuery(limit=6, cursor=first.next_cursor))
    assert isinstance(first, CountedPage)
    assert first.total == len(FIRST_CATEGORIES)
    assert (*first.items, *rest.items) == categories.list(actor).items
    assert rest.next_cursor is None
    with pytest.raises(Invalid):
        categories.list(actor, CategoryQuery(cursor="x"))


def test_a_topic_is_kept_as_written_and_counted(world: World) -> None:
    actor = world.member()
    topic = world.topic(actor)
    assert topic.body == "temp < 40 and pressure > 3 bar"
    assert "temp &lt; 40 and pressure &gt; 3 bar" in topic.body_html
    assert topic.excerpt == "temp < 40 and pressure > 3 bar"
    assert (topic.author.display_name, topic.author.organization.name) == ("Sara الحربي", "مصنع الخليج")
    assert topic.created_at == topic.last_activity_at == world.clock.now()
    assert (topic.post_count, topic.last_post, topic.answered, topic.version) == (0, None, False, 1)
    assert world.app.forum.categories.list(actor).items[0].topic_count == 1
    assert world.app.forum.topics.details(actor, topic.id) == topic
    assert world.app.forum.topics.list(actor, TopicQuery()).items[0].id == topic.id


def test_a_topic_in_a_category_that_is_not_there_is_refused(world: World) -> None:
    new = NewTopic(title="Short shots", body="on press four", category_id="nothing")
    with pytest.raises(Invalid) as refused:
        world.app.forum.topics.start(world.member(), new)
    assert [(e.field, e.code) for e in refused.value.errors] == [("category_id", "not_found")]


def test_an_unknown_attachment_is_refused_by_its_number(world: World) -> None:
    actor = world.member()
    topic = world.topic(actor)
    with pytest.raises(Invalid) as refused:
        world.app.forum.posts.write(actor, topic.id, NewPost(body="see", attachment_ids=("a", "b")))
    assert [(e.field, e.code) for e in refused.value.errors] == [
        ("attachment_ids.0", "not_found"),
        ("attachment_ids.1", "not_found"),
    ]


def test_a_reply_takes_the_next_number_and_moves_its_topic_on(world: World) -> None:
    actor = world.member()
    topic = world.topic(actor)
    first = world.reply(actor, topic.id)
    second = world.reply(actor, topic.id, first.id)
    assert [(post.seq, post.depth, post.parent_id) for post in (first, second)] == [
        (1, 0, None),
        (2, 1, first.id),
    ]
    after = world.app.forum.topics.details(actor, topic.id)
    assert after.post_count == 2
    assert after.last_post is not None
    assert after.last_post.id == second.id
    assert after.version == topic.version
    assert world.app.forum.posts.details(actor, first.id).reply_count == 1


def test_a_reply_to_a_post_of_another_topic_is_refused_and_counts_nothing(world: World) -> None:
    actor = world.member()
    here, there = world.topic(actor), world.topic(actor)
    elsewhere = world.reply(actor, there.id)
    for parent_id in (elsewhere.id, PostId("nothing")):
        with pytest.raises(Invalid) as refused:
            world.reply(actor, here.id, parent_id)
        assert [(e.field, e.code) for e in refused.value.errors] == [("parent_id", "not_found")]
    assert world.app.forum.topics.details(actor, here.id).post_count == 0


def test_a_locked_topic_takes_no_replies(world: World) -> None:
    actor = world.member()
    topic = world.topic(actor)
    with world.memory.store.begin() as tx:
        tx.topics.get(topic.id)
        locked = tx.topics.get(topic.id)
        locked.locked = True
        tx.topics.add(locked)
    with pytest.raises(Conflict) as refused:
        world.reply(actor, topic.id)
    assert refused.value.code == "topic_locked"
    assert world.app.forum.topics.details(actor, topic.id).post_count == 0


def test_a_private_topic_exists_for_its_own_organization_only(world: World) -> None:
    insider, outsider = world.member(), world.member("omar@metals.example")
    topic = world.topic(insider, Visibility.ORGANIZATION)
    post = world.reply(insider, topic.id)
    forum = world.app.forum
    for attempt in (
        lambda: forum.topics.details(outsider, topic.id),
        lambda: forum.posts.thread(outsider, topic.id, PostQuery()),
        lambda: forum.posts.details(outsider, post.id),
        lambda: world.reply(outsider, topic.id),
        lambda: world.reply(outsider, topic.id, post.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert forum.topics.details(insider, topic.id).post_count == 1, "nothing was written behind the wall"
    assert forum.topics.list(outsider, TopicQuery()).items == ()
    assert all(category.topic_count == 0 for category in forum.categories.list(outsider).items)
    assert forum.topics.list(outsider, TopicQuery(organization=insider.organization_id)).items == ()
    assert [found.id for found in forum.topics.list(insider, TopicQuery()).items] == [topic.id]


def test_what_is_not_there_is_not_found(world: World) -> None:
    actor = world.member()
    with pytest.raises(NotFound):
        world.app.forum.topics.details(actor, TopicId("nothing"))
    with pytest.raises(NotFound):
        world.app.forum.posts.thread(actor, TopicId("nothing"), PostQuery())
    with pytest.raises(NotFound):
        world.reply(actor, TopicId("nothing"))
