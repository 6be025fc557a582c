"""Searching the forum as the service does it: written, found, shown, and indexed anew."""

import pytest

from p2p_core.forum.posts.shapes import NewPost, PostChanges
from p2p_core.forum.search.shapes import SearchQuery, SearchSort, SimilarQuery
from p2p_core.forum.topics.model import Visibility
from p2p_core.forum.topics.shapes import NewTopic, TopicChanges, TopicQuery
from p2p_core.shared.actor import THE_HOUSE, Actor
from p2p_core.shared.errors import Forbidden
from p2p_core.shared.pages import CountedPage
from tests.world import World


def found(world: World, actor: Actor, question: str) -> list[str]:
    page = world.app.forum.search.find(actor, SearchQuery(q=question))
    return [hit.post_id or hit.topic.id for hit in page.items]


def test_what_is_written_is_found_and_marked_where_it_stands(world: World) -> None:
    sara = world.member()
    topic = world.topic(sara)
    post = world.reply(sara, topic.id)
    (hit,) = world.app.forum.search.find(sara, SearchQuery(q="PRESS temp")).items
    assert (hit.topic.id, hit.post_id) == (topic.id, None)
    assert hit.highlight.title == "Short shots on <mark>press</mark> 4"
    assert hit.highlight.body == "<mark>temp</mark> &lt; 40 and pressure &gt; 3 bar"
    (reply,) = world.app.forum.search.find(sara, SearchQuery(q="85%")).items
    assert (reply.topic.id, reply.post_id) == (topic.id, post.id)
    assert (reply.highlight.title, reply.highlight.body) == (
        "Short shots on press 4",
        "نعم، <mark>85%</mark>",
    )


def test_edits_deletions_and_restorations_are_found_as_they_are(world: World) -> None:
    sara = world.member()
    topics, posts = world.app.forum.topics, world.app.forum.posts
    topic = world.topic(sara)
    post = posts.write(sara, topic.id, NewPost(body="Check the vents"))
    topics.edit(sara, topic.id, TopicChanges(title="Flash on press 4", tags=("moulding",)))
    assert found(world, sara, "shots") == []
    assert found(world, sara, "flash moulding bar") == [topic.id]
    topics.edit(sara, topic.id, TopicChanges(body="Everything was changed"))
    assert found(world, sara, "flash everything") == [topic.id]
    assert found(world, sara, "temp") == []
    posts.edit(sara, post.id, PostChanges(body="Check the check ring"))
    assert found(world, sara, "vents") == []
    assert found(world, sara, '"check ring"') == [post.id]
    posts.remove(sara, post.id)
    assert found(world, sara, "ring") == []
    posts.restore(sara, post.id)
    assert found(world, sara, "ring") == [post.id]
    topics.remove(sara, topic.id)
    assert found(world, sara, "ring") == found(world, sara, "flash") == []
    topics.restore(sara, topic.id)
    assert found(world, sara, "ring") == [post.id]


def test_another_organizations_private_topics_are_not_found_and_not_similar(world: World) -> None:
    sara, omar = world.member(), world.member("omar@metals.example")
    topic = world.topic(sara, Visibility.ORGANIZATION)
    world.reply(sara, topic.id)
    for question in ("press", "85%"):
        assert found(world, omar, question) == []
        assert found(world, sara, question) != []
    similar = world.app.forum.search.similar
    assert similar(omar, SimilarQuery(title="Short shots on press")).items == ()
    assert [one.id for one in similar(sara, SimilarQuery(title="Short shots on press")).items] == [topic.id]


def test_questions_without_a_word_find_nothing(world: World) -> None:
    sara = world.member()
    world.topic(sara)
    for question in ('"', "-press", "!!", "- -"):
        assert found(world, sara, question) == []
        assert world.app.forum.topics.list(sara, TopicQuery(q=question)).items == ()
    assert world.app.forum.search.similar(sara, SimilarQuery(title="?!")).items == ()
    assert len(world.app.forum.topics.list(sara, TopicQuery(q="press")).items) == 1


def test_a_search_counts_what_it_finds(world: World) -> None:
    sara = world.member()
    for _ in range(3):
        world.topic(sara)
    page = world.app.forum.search.find(
        sara, SearchQuery(q="press", limit=2, count=True, sort=SearchSort.NEWEST)
    )
    assert isinstance(page, CountedPage)
    assert (len(page.items), page.total) == (2, 3)


def test_everything_can_be_indexed_anew_by_who_looks_after_the_platform(world: World) -> None:
    sara = world.member()
    topic = world.topic(sara)
    world.reply(sara, topic.id)
    with pytest.raises(Forbidden):
        world.app.forum.search.rebuild(sara)
    assert world.app.forum.search.rebuild(THE_HOUSE) == 2
    assert found(world, sara, "press") == [topic.id]


def test_what_was_never_indexed_is_when_the_time_comes(world: World) -> None:
    sara = world.member()
    topic = world.topic(sara)
    with world.memory.store.begin() as tx:
        tx.topics.save(tx.topics.get(topic.id))
    assert world.app.forum.search.complete() == 1
    assert world.app.forum.search.complete() == 0


def test_a_title_that_asks_much_finds_what_says_half_of_it(world: World) -> None:
    sara = world.member()
    category = world.app.forum.categories.list(sara).items[0].id
    titles = ("Pump leaks oil", "Oil for gears", "Pump noise", "Press brake")
    for title in titles:
        new = NewTopic(title=title, body="Something to say", category_id=category)
        world.app.forum.topics.start(sara, new)
    page = world.app.forum.search.similar(sara, SimilarQuery(title="Why does the pump leak oil?"))
    assert [one.title for one in page.items] == ["Pump leaks oil"]
