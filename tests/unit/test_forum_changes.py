"""Changing what was written, taking it away and having it back."""

from datetime import timedelta

import pytest

from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.differences import Piece, PieceKind, pieces
from p2p_core.forum.interventions.shapes import Removal
from p2p_core.forum.posts.shapes import PostChanges, PostQuery
from p2p_core.forum.topics.model import RESTORABLE_FOR, AnswerWithdrawn, TopicDeleted, Visibility
from p2p_core.forum.topics.shapes import EditQuery, TopicChanges, TopicDetails, TopicQuery
from p2p_core.shared.actor import Actor
from p2p_core.shared.changes import Expected
from p2p_core.shared.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from p2p_core.shared.ids import PostId, TopicId
from tests.world import World

MINUTE = timedelta(minutes=1)
NOTHING = TopicId("nothing")
BECAUSE = Removal(reason="off topic")


@pytest.fixture
def author(world: World) -> Actor:
    return world.member()


@pytest.fixture
def topic(world: World, author: Actor) -> TopicDetails:
    return world.topic(author)


@pytest.fixture
def stranger(world: World) -> Actor:
    return world.member("omar@metals.example")


def test_what_is_changed_is_shown_with_what_it_was_before(
    world: World, author: Actor, topic: TopicDetails
) -> None:
    world.clock.move(MINUTE)
    changed = world.app.forum.topics.edit(
        author, topic.id, TopicChanges(title="Short shots on press 5", body="temp > 40 <b>and</b> more")
    )
    assert (changed.title, changed.body) == ("Short shots on press 5", "temp > 40 <b>and</b> more")
    assert "&lt;b&gt;" in changed.body_html
    assert changed.excerpt == changed.body
    assert (changed.version, changed.updated_at) == (topic.version + 1, world.clock.now())
    assert changed.last_activity_at == topic.last_activity_at
    (edit,) = world.app.forum.topics.history(author, topic.id, EditQuery()).items
    assert (edit.version, edit.editor.id, edit.edited_at) == (2, author.user_id, world.clock.now())
    title, body = edit.differences
    assert (title.field, title.before, title.after) == ("title", topic.title, changed.title)
    assert title.pieces == (
        Piece(PieceKind.KEPT, "Short shots on press "),
        Piece(PieceKind.REMOVED, "4"),
        Piece(PieceKind.ADDED, "5"),
    )
    assert (body.field, body.before, body.after) == ("body", topic.body, changed.body)


def test_what_changes_nothing_makes_no_version_and_no_edit(
    world: World, author: Actor, topic: TopicDetails
) -> None:
    topics = world.app.forum.topics
    assert topics.edit(author, topic.id, TopicChanges(title=topic.title, body=topic.body)) == topic
    tagged = topics.edit(author, topic.id, TopicChanges(tags=("5S",)))
    assert (tagged.tags, tagged.version) == (("5S",), 2)
    assert topics.history(author, topic.id, EditQuery()).items == ()
    assert topics.edit(author, topic.id, TopicChanges()) == tagged


def test_a_change_for_another_version_is_refused_and_changes_nothing(
    world: World, author: Actor, topic: TopicDetails
) -> None:
    post = world.reply(author, topic.id)
    forum, old = world.app.forum, Expected(frozenset({7}))
    for attempt in (
        lambda: forum.topics.edit(author, topic.id, TopicChanges(title="Another title"), old),
        lambda: forum.topics.remove(author, topic.id, old),
        lambda: forum.posts.edit(author, post.id, PostChanges(body="x"), old),
        lambda: forum.posts.remove(author, post.id, old),
    ):
        with pytest.raises(Stale):
            attempt()
    assert forum.topics.details(author, topic.id).title == topic.title
    assert forum.posts.details(author, post.id) == post


def test_others_may_not_change_it_and_its_own_organization_s_admin_may_take_it_away(
    world: World, author: Actor, stranger: Actor
) -> None:
    colleague = world.joined(author)
    topic = world.topic(colleague)
    post = world.reply(colleague, topic.id)
    forum = world.app.forum
    for actor in (stranger, author):
        with pytest.raises(Forbidden):
            forum.topics.edit(actor, topic.id, TopicChanges(title="Another title"))
        with pytest.raises(Forbidden):
            forum.posts.edit(actor, post.id, PostChanges(body="x"))
    for remove, known in ((forum.topics.remove, topic.id), (forum.posts.remove, post.id)):
        with pytest.raises(Forbidden):
            remove(stranger, known)  # type: ignore[arg-type]  # each its own kind of id
    for remove, known in ((forum.topics.remove, topic.id), (forum.posts.remove, post.id)):
        with pytest.raises(Invalid, match="reason: required"):
            remove(author, known)  # type: ignore[arg-type]  # each its own kind of id
    forum.posts.remove(author, post.id, why=BECAUSE)
    forum.topics.remove(author, topic.id, why=BECAUSE)
    with pytest.raises(NotFound):
        forum.topics.details(colleague, topic.id)


def test_pinning_and_locking_is_for_operators_and_a_lock_binds_everybody_else(
    world: World, author: Actor, topic: TopicDetails
) -> None:
    operator, forum = world.operator(), world.app.forum
    post = world.reply(author, topic.id)
    for changes in (TopicChanges(pinned=True), TopicChanges(locked=True)):
        with pytest.raises(Forbidden):
            forum.topics.edit(author, topic.id, changes)
    locked = forum.topics.edit(operator, topic.id, TopicChanges(pinned=True, locked=True))
    assert (locked.pinned, locked.locked) == (True, True)
    for attempt in (
        lambda: forum.topics.edit(author, topic.id, TopicChanges(title="Another title")),
        lambda: forum.topics.remove(author, topic.id),
        lambda: forum.posts.edit(author, post.id, PostChanges(body="x")),
        lambda: forum.posts.remove(author, post.id),
        lambda: world.reply(author, topic.id),
    ):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.code == "topic_locked"
    corrected = PostChanges(body="corrected", reason="a typing error")
    assert forum.posts.edit(operator, post.id, corrected).body == "corrected"
    forum.posts.remove(operator, post.id, why=BECAUSE)
    assert not forum.topics.edit(operator, topic.id, TopicChanges(locked=False)).locked


def test_a_topic_that_moves_is_counted_where_it_stands(world: World, author: Actor) -> None:
    categories = world.app.forum.categories
    public, private = world.topic(author), world.topic(author, Visibility.ORGANIZATION)
    there = categories.list(author).items[3]
    for topic in (public, private):
        moved = world.app.forum.topics.edit(author, topic.id, TopicChanges(category_id=there.id))
        assert (moved.category.id, moved.version) == (there.id, 2)
    counts = [category.topic_count for category in categories.list(author).items]
    assert (counts[0], counts[3]) == (0, 1)
    with pytest.raises(Invalid) as refused:
        world.app.forum.topics.edit(author, public.id, TopicChanges(category_id="nothing"))
    assert [(error.field, error.code) for error in refused.value.errors] == [("category_id", "not_found")]


def test_a_deleted_topic_can_be_had_back_by_who_deleted_it(
    world: World, author: Actor, topic: TopicDetails, stranger: Actor
) -> None:
    topics, categories = world.app.forum.topics, world.app.forum.categories
    post = world.reply(author, topic.id)
    before = topics.details(author, topic.id)
    topics.remove(author, topic.id)
    assert topics.list(author, TopicQuery()).items == ()
    assert categories.list(author).items[0].topic_count == 0
    for attempt in (
        lambda: topics.details(author, topic.id),
        lambda: topics.remove(author, topic.id),
        lambda: topics.edit(author, topic.id, TopicChanges(pinned=False)),
        lambda: topics.history(author, topic.id, EditQuery()),
        lambda: world.reply(author, topic.id),
        lambda: world.app.forum.posts.edit(author, post.id, PostChanges(body="x")),
        lambda: topics.restore(stranger, topic.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert topics.restore(author, topic.id) == before
    assert topics.restore(author, topic.id) == before
    assert categories.list(author).items[0].topic_count == 1


def test_a_private_topic_is_deleted_and_restored_behind_its_wall(
    world: World, author: Actor, stranger: Actor
) -> None:
    topics = world.app.forum.topics
    private = world.topic(author, Visibility.ORGANIZATION)
    topics.remove(author, private.id)
    for known in (private.id, NOTHING):
        with pytest.raises(NotFound):
            topics.restore(stranger, known)
    assert topics.restore(author, private.id).id == private.id
    assert all(category.topic_count == 0 for category in world.app.forum.categories.list(author).items)


def test_what_was_deleted_comes_back_for_thirty_days_and_then_never(
    world: World, author: Actor, topic: TopicDetails
) -> None:
    forum = world.app.forum
    other = world.topic(author)
    post = world.reply(author, other.id)
    forum.topics.remove(author, topic.id)
    forum.posts.remove(author, post.id)
    world.clock.move(RESTORABLE_FOR)
    world.memory.settle()
    forum.topics.restore(author, topic.id)
    forum.topics.remove(author, topic.id)
    world.clock.move(RESTORABLE_FOR + MINUTE)
    for restore, known in ((forum.topics.restore, topic.id), (forum.posts.restore, post.id)):
        with pytest.raises(Conflict) as refused:
            restore(author, known)  # type: ignore[arg-type]  # each its own kind of id
        assert refused.value.code == "restore_expired"
    world.clock.move(timedelta(days=1))
    world.memory.settle()
    for restore, known in ((forum.topics.restore, topic.id), (forum.posts.restore, post.id)):
        with pytest.raises(NotFound):
            restore(author, known)  # type: ignore[arg-type]  # the same


def test_nothing_comes_back_into_a_locked_topic_but_by_an_operator(
    world: World, author: Actor, topic: TopicDetails
) -> None:
    forum, operator = world.app.forum, world.operator()
    reply = world.reply(author, topic.id)
    forum.posts.remove(author, reply.id)
    forum.topics.edit(operator, topic.id, TopicChanges(locked=True))
    with pytest.raises(Conflict, match="topic_locked"):
        forum.posts.restore(author, reply.id)
    assert forum.posts.restore(operator, reply.id).body == reply.body


def test_a_deleted_reply_keeps_its_place_above_others_and_only_there(
    world: World, author: Actor, topic: TopicDetails, stranger: Actor
) -> None:
    posts = world.app.forum.posts
    above = world.reply(author, topic.id)
    middle = world.reply(author, topic.id, above.id)
    below = world.reply(author, topic.id, middle.id)
    for post in (above, middle):
        posts.remove(author, post.id)
    (shown,) = posts.thread(author, topic.id, PostQuery()).items
    assert (shown.deleted, shown.body, shown.reply_count) == (True, None, 1)
    with pytest.raises(Forbidden):
        posts.restore(stranger, middle.id)
    posts.remove(author, below.id)
    assert posts.thread(author, topic.id, PostQuery()).items == ()
    assert world.app.forum.topics.details(author, topic.id).post_count == 0
    with pytest.raises(NotFound):
        posts.restore(stranger, middle.id)
    assert posts.restore(author, below.id).body == below.body
    (shown,) = posts.thread(author, topic.id, PostQuery()).items
    assert (shown.deleted, shown.reply_count, shown.replies.items[0].replies.items[0].id) == (
        True,
        1,
        below.id,
    )
    assert posts.restore(author, above.id).replies.items[0].deleted
    assert posts.restore(author, middle.id).deleted is False
    assert posts.restore(author, middle.id).deleted is False
    assert world.app.forum.topics.details(author, topic.id).post_count == 3


def test_a_tombstone_takes_nothing_any_more(world: World, author: Actor, topic: TopicDetails) -> None:
    posts = world.app.forum.posts
    above = world.reply(author, topic.id)
    world.reply(author, topic.id, above.id)
    posts.edit(author, above.id, PostChanges(body="what it says is gone"))
    posts.remove(author, above.id)
    for attempt in (
        lambda: posts.edit(author, above.id, PostChanges(body="x")),
        lambda: posts.remove(author, above.id),
        lambda: posts.history(author, above.id, EditQuery()),
    ):
        with pytest.raises(NotFound):
            attempt()
    with pytest.raises(Invalid):
        world.reply(author, topic.id, above.id)


def test_an_edited_reply_says_when_and_what_it_was(world: World, author: Actor, topic: TopicDetails) -> None:
    posts = world.app.forum.posts
    post = world.reply(author, topic.id)
    world.clock.move(MINUTE)
    edited = posts.edit(author, post.id, PostChanges(body="لا، 15%"))
    assert (edited.body, edited.edited_at, edited.version) == ("لا، 15%", world.clock.now(), 2)
    assert posts.edit(author, post.id, PostChanges(body="لا، 15%")) == edited
    assert posts.edit(author, post.id, PostChanges()) == edited
    (edit,) = posts.history(author, post.id, EditQuery()).items
    (body,) = edit.differences
    assert (body.before, body.after) == (post.body, "لا، 15%")
    with pytest.raises(NotFound):
        posts.edit(author, PostId("nothing"), PostChanges(body="x"))


def test_the_best_answer_goes_with_its_reply_and_does_not_come_back(
    world: World, author: Actor, topic: TopicDetails, stranger: Actor
) -> None:
    post = world.reply(stranger, topic.id)
    world.app.forum.answers.accept(author, topic.id, BestAnswer(post_id=post.id))
    world.app.forum.posts.remove(stranger, post.id)
    after = world.app.forum.topics.details(author, topic.id)
    assert (after.answered, after.best_answer_id) == (False, None)
    world.app.forum.posts.restore(stranger, post.id)
    assert not world.app.forum.topics.details(author, topic.id).answered


def test_what_happened_is_told(world: World, author: Actor, topic: TopicDetails) -> None:
    world.app.forum.topics.remove(author, topic.id)
    with world.memory.store.outbox.work() as tables:
        events = [row.event for row in tables.outbox.where(lambda _: True)]
    assert TopicDeleted(topic_id=topic.id, deleted_by=author.user_id) in events
    assert not [event for event in events if isinstance(event, AnswerWithdrawn)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "new"),
        ("a b c", "a x c"),
        ("one\n\ntwo", "one\n\ntwo\n"),
        ("same", "same"),
        ("صيانةٌ وقائيّة", "صيانةٌ تنبؤية"),
        ("w " * 600, "v " * 600),
        ("w\n" * 600, "v\n" * 600),
    ],
)
def test_pieces_give_both_texts_again(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind is not PieceKind.ADDED) == before
    assert "".join(piece.text for piece in found if piece.kind is not PieceKind.REMOVED) == after
    assert all(piece.text for piece in found)
