"""Mentions: by name where it is one person's, by id where somebody was chosen; told once, to readers."""

import pytest

from p2p_core.forum.mentions.model import Mentioned
from p2p_core.forum.posts.shapes import NewPost, PostChanges
from p2p_core.forum.previews.shapes import NewPreview
from p2p_core.forum.richtext import meant_at
from p2p_core.forum.topics.model import Visibility
from p2p_core.forum.topics.shapes import TopicChanges
from p2p_core.identity.users.shapes import ProfileChanges
from p2p_core.own_data.model import FORMER_MEMBER, Contributions
from p2p_core.own_data.shapes import EraseMe
from p2p_core.shared.actor import Actor
from tests.world import World


@pytest.fixture
def author(world: World) -> Actor:
    return world.member()


@pytest.fixture
def omar(world: World) -> Actor:
    return named(world, world.member("omar@metals.example"), "عُمَر", "الحدّاد")


def named(world: World, who: Actor, first_name: str, last_name: str) -> Actor:
    world.app.identity.users.change_me(who, ProfileChanges(first_name=first_name, last_name=last_name))
    return who


def told(world: World) -> list[Mentioned]:
    with world.memory.store.outbox.work() as tables:
        events = [row.event for row in tables.outbox.where(lambda _: True)]
    return [event for event in events if isinstance(event, Mentioned)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@Sara", ["Sara"]),
        ("@Sara Al-Harbi, look", ["Sara Al-Harbi, look", "Sara Al-Harbi", "Sara"]),
        ("@سارة الحربي؟", ["سارة الحربي", "سارة"]),
        ("@Sara's", ["Sara's", "Sara"]),
        ("@Sara\nAl-Harbi", ["Sara"]),
        ("@[Sara](user:019cad8f-ac00-7585-b3c7-9715896ff634)", ["019cad8f-ac00-7585-b3c7-9715896ff634"]),
        ("@ x", []),
        ("@@", []),
        ("@...", []),
        ("@a b c d e f g", ["a b c d e", "a b c d", "a b c", "a b", "a"]),
    ],
)
def test_what_an_at_may_mean(text: str, keys: list[str]) -> None:
    found = meant_at(text, 0)
    assert [key for key, _ in found] == keys
    for key, end in found:
        assert text[:end].endswith((key, ")"))


def test_somebody_is_mentioned_by_name_however_it_is_spelt(world: World, author: Actor, omar: Actor) -> None:
    forum, topic = world.app.forum, world.topic(author)
    body = "شكرا @عمر الحداد، هذا مفيد"
    post = forum.posts.write(author, topic.id, NewPost(body=body))
    assert post.body == body
    assert post.body_html
    assert f'<a href="/people/{omar.user_id}" class="mention">@عُمَر الحدّاد</a>، هذا' in post.body_html
    assert told(world) == [
        Mentioned(user_id=omar.user_id, subject_id=post.id, topic_id=topic.id, author_id=author.user_id)
    ]


def test_a_preview_is_what_will_be_shown_and_tells_nobody(world: World, author: Actor, omar: Actor) -> None:
    forum, topic = world.app.forum, world.topic(author)
    body = "**شكرا** @عمر الحداد"
    preview = forum.previews.show(author, NewPreview(body=body))
    assert f'href="/people/{omar.user_id}"' in preview.body_html
    assert told(world) == []
    assert forum.posts.write(author, topic.id, NewPost(body=body)).body_html == preview.body_html


def test_of_several_with_one_name_a_colleague_is_meant_and_else_nobody(
    world: World, author: Actor, omar: Actor
) -> None:
    forum, topic = world.app.forum, world.topic(author)
    named(world, world.member("other@steel.example"), "عمر", "الحداد")
    forum.posts.write(author, topic.id, NewPost(body="@عمر الحداد"))
    assert told(world) == []
    colleague = named(world, world.joined(author, "ali@plastics.example"), "عمر", "الحداد")
    forum.posts.write(author, topic.id, NewPost(body="@عمر الحداد"))
    assert [event.user_id for event in told(world)] == [colleague.user_id]
    forum.posts.write(author, topic.id, NewPost(body=f"@[عمر](user:{omar.user_id})"))
    assert [event.user_id for event in told(world)] == [colleague.user_id, omar.user_id]


def test_who_is_mentioned_again_in_the_same_place_is_not_told_again(
    world: World, author: Actor, omar: Actor
) -> None:
    forum, topic = world.app.forum, world.topic(author)
    post = forum.posts.write(author, topic.id, NewPost(body="nobody yet"))
    for body in ("@عمر الحداد", "no more", "@عمر الحداد again"):
        forum.posts.edit(author, post.id, PostChanges(body=body))
    forum.topics.edit(author, topic.id, TopicChanges(body="thanks to @عمر الحداد"))
    forum.topics.edit(author, topic.id, TopicChanges(title="Short shots on press 5"))
    assert [event.subject_id for event in told(world)] == [post.id, topic.id]
    assert {event.user_id for event in told(world)} == {omar.user_id}


def test_who_may_not_read_it_or_wrote_it_is_told_nothing(world: World, author: Actor, omar: Actor) -> None:
    forum, private = world.app.forum, world.topic(author, Visibility.ORGANIZATION)
    named(world, author, "Sara", "Harbi")
    post = forum.posts.write(author, private.id, NewPost(body="@عمر الحداد and @Sara Harbi"))
    assert post.body_html
    assert omar.user_id in post.body_html
    assert told(world) == []


def test_who_is_erased_is_linked_no_more(world: World, author: Actor, omar: Actor) -> None:
    topic = world.topic(author)
    post = world.app.forum.posts.write(author, topic.id, NewPost(body="@عمر الحداد"))
    world.app.own_data.erasures.request(omar, EraseMe(contributions=Contributions.DELETE))
    world.memory.settle()
    shown = world.app.forum.posts.details(author, post.id)
    assert shown.body == post.body
    assert (
        shown.body_html
        == f'<p dir="auto"><a href="/people" class="mention">@{" ".join(FORMER_MEMBER)}</a></p>'
    )
    assert told(world) == []
