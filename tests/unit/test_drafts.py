"""Drafts: one's own, only ever going forward, of whatever a composer holds."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p_core.drafts.model import Draft, is_key
from p2p_core.drafts.shapes import LAST_SEQUENCE, LONGEST_DRAFT, DraftOutdated, NewDraft
from p2p_core.forum.posts.shapes import NewPost, PostChanges
from p2p_core.forum.topics.shapes import NewTopic, TopicChanges
from p2p_core.shared.actor import Actor
from p2p_core.shared.changes import Expected
from p2p_core.shared.errors import Invalid, NotFound, Stale
from p2p_core.shared.ids import DraftId, TopicId, UserId
from p2p_core.shared.open_objects import MOST_DEEP
from tests.world import MONDAY, World

KEY = "reply:01a20378-0000-7000-8000-000000000001"


@pytest.fixture
def me(world: World) -> Actor:
    return world.member()


def new(sequence: int, **body: object) -> NewDraft:
    return NewDraft(body=body, sequence=sequence)


def test_what_was_kept_last_is_there_and_what_is_older_is_told_so(world: World, me: Actor) -> None:
    drafts = world.app.drafts
    first = drafts.keep(me, KEY, new(1, body="half a"))
    assert drafts.keep(me, KEY, new(1, body="half a")) == first
    world.clock.move(timedelta(seconds=3))
    second = drafts.keep(me, KEY, new(7, body="half a sentence"))
    assert (second.sequence, second.version, second.created_at) == (7, 2, first.created_at)
    assert second.updated_at - first.updated_at == timedelta(seconds=3)
    for late in (new(6, body="half a sen"), new(7, body="of another window")):
        with pytest.raises(DraftOutdated) as told:
            drafts.keep(me, KEY, late)
        assert told.value.kept == second
    assert drafts.details(me, KEY) == second


@pytest.mark.parametrize(("kept", "late"), [(True, 1), (0, False), (1, 1.0), ([1], [True])])
def test_another_kind_of_value_is_another_body(world: World, me: Actor, kept: object, late: object) -> None:
    drafts = world.app.drafts
    drafts.keep(me, KEY, new(1, urgent=kept))
    with pytest.raises(DraftOutdated):
        drafts.keep(me, KEY, new(1, urgent=late))


def test_drafts_are_everybodys_own(world: World, me: Actor) -> None:
    other, drafts = world.joined(me), world.app.drafts
    drafts.keep(me, KEY, new(1, body="mine"))
    for ask in (drafts.details, drafts.discard):
        with pytest.raises(NotFound):
            ask(other, KEY)
    assert drafts.keep(other, KEY, new(0)).body == {}
    assert [one.body for one in drafts.list(me).items] == [{"body": "mine"}]


def test_a_discarded_draft_is_gone(world: World, me: Actor) -> None:
    drafts = world.app.drafts
    drafts.keep(me, KEY, new(5))
    drafts.discard(me, KEY)
    with pytest.raises(NotFound):
        drafts.discard(me, KEY)
    assert drafts.keep(me, KEY, new(1)).version == 1


def test_who_names_a_version_meets_that_one_alone(world: World, me: Actor) -> None:
    drafts, old = world.app.drafts, Expected(frozenset({1}))
    with pytest.raises(Stale):
        drafts.keep(me, KEY, new(1), old)
    drafts.keep(me, KEY, new(1))
    drafts.keep(me, KEY, new(2), old)
    for ask in (lambda: drafts.keep(me, KEY, new(3), old), lambda: drafts.discard(me, KEY, old)):
        with pytest.raises(Stale):
            ask()


@pytest.mark.parametrize(
    "key", ["", "topic:1", "topic:new:", "reply:a b", "note:1", "reply:" + "1" * 65, "reply:1\n", "REPLY:1"]
)
def test_no_composer_has_such_a_key(world: World, me: Actor, key: str) -> None:
    assert not is_key(key)
    with pytest.raises(NotFound):
        world.app.drafts.keep(me, key, new(1))


def test_a_draft_goes_as_its_words_are_published(world: World, me: Actor) -> None:
    drafts, forum = world.app.drafts, world.app.forum
    category = forum.categories.list(me).items[0].id
    topic = world.topic(me)
    post = world.reply(me, topic.id)
    keys = ("topic:new:1", f"reply:{topic.id}", f"post:{post.id}", f"topic:new:{topic.id}")
    for key in (*keys, "message:1"):
        drafts.keep(me, key, new(1, body="half"))
    with pytest.raises(NotFound):
        forum.posts.write(me, TopicId("nothing"), NewPost(body="x", draft_key=keys[1]))
    forum.topics.start(
        me, NewTopic(title="Weld lines", body="on the lid", category_id=category, draft_key=keys[0])
    )
    forum.posts.write(me, topic.id, NewPost(body="whole", draft_key=keys[1]))
    forum.posts.edit(me, post.id, PostChanges(body="whole", draft_key=keys[2]))
    forum.topics.edit(me, topic.id, TopicChanges(draft_key=keys[3]))
    assert [one.key for one in drafts.list(me).items] == ["message:1"]
    forum.posts.write(me, topic.id, NewPost(body="again", draft_key=keys[1]))
    with pytest.raises(Invalid) as refused:
        forum.posts.write(me, topic.id, NewPost(body="x", draft_key="reply"))
    assert [(error.field, error.code) for error in refused.value.errors] == [("draft_key", "not_found")]
    assert forum.topics.details(me, topic.id).post_count == 3


def test_what_nobody_went_on_with_for_a_season_is_forgotten(world: World, me: Actor) -> None:
    drafts, day = world.app.drafts, timedelta(days=1)
    for key in ("reply:1", "reply:2"):
        drafts.keep(me, key, new(1))
    world.clock.move(89 * day)
    drafts.keep(me, "reply:2", new(2))
    assert drafts.sweep() == 0
    world.clock.move(day)
    world.memory.settle()  # by the clock
    assert [one.key for one in drafts.list(me).items] == ["reply:2"]


def deep(levels: int) -> object:
    return {"x": deep(levels - 1)} if levels > 1 else {}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], "wrong_type"),
        ("x", "wrong_type"),
        ({"x": object()}, "wrong_type"),
        ({1.5: "x"}, "wrong_type"),
        ({"x": [{"y": "\ud800"}]}, "lone_surrogate"),
        ({"\udfff": 1}, "lone_surrogate"),
        ({"x": 2**63}, "too_large"),
        (deep(MOST_DEEP + 1), "too_deep"),
        ({"x": "y" * LONGEST_DRAFT}, "too_long"),
    ],
)
def test_what_can_not_be_kept_is_refused(body: object, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        NewDraft(body=body, sequence=1)
    assert [(error.field, error.code) for error in refused.value.errors] == [("body", code)]


@pytest.mark.parametrize(
    "body", [{}, {"x": "\x00\u202e\r\n "}, {"": [None, True, -(2**63) + 1, 0.1, []]}, deep(MOST_DEEP)]
)
def test_what_can_be_kept_stays_as_it_is(body: object) -> None:
    before = json.dumps(body)
    assert json.dumps(NewDraft(body=body, sequence=LAST_SEQUENCE).body) == before


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), max_size=30))
def test_a_draft_never_goes_back(writes: list[tuple[int, int]]) -> None:
    draft = Draft(
        id=DraftId("d"),
        user_id=UserId("u"),
        key=KEY,
        body={"n": 0},
        sequence=3,
        created_at=MONDAY,
        updated_at=MONDAY,
    )
    highest = 3
    for sequence, words in writes:
        before = (draft.sequence, draft.body)
        if draft.is_behind({"n": words}, sequence):
            assert sequence <= highest
            assert before != (sequence, {"n": words})
            continue
        assert draft.go_on({"n": words}, sequence, MONDAY) == (sequence > highest)
        highest = max(highest, sequence)
        assert (draft.sequence, draft.body) == (sequence, {"n": words})
