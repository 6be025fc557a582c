"""Operators look after the categories."""

import pytest

from p2p_core.forum.categories.model import FIRST_CATEGORIES, slug_in
from p2p_core.forum.categories.shapes import CategoryChanges, NewCategory
from p2p_core.identity.accounts.shapes import AccountOf
from p2p_core.shared.actor import Actor
from p2p_core.shared.changes import Expected
from p2p_core.shared.errors import AlreadyExists, Conflict, Forbidden, Invalid, NotFound, Stale
from p2p_core.shared.ids import CategoryId
from tests.world import World

NEW = NewCategory(name="Mould making", name_ar="صناعة القوالب")


@pytest.fixture
def operator(world: World) -> Actor:
    return world.operator()


def test_a_new_category_comes_last_under_the_words_of_its_name(world: World, operator: Actor) -> None:
    made = world.app.forum.categories.create(operator, NEW)

    assert (made.slug, made.colour, made.version, made.topic_count) == ("mould-making", "#475569", 1, 0)
    assert world.app.forum.categories.list(operator).items[-1] == made
    assert world.app.forum.categories.details(operator, made.id) == made


def test_a_new_category_stands_where_it_was_asked_to(world: World, operator: Actor) -> None:
    new = NewCategory(name="Moulds", name_ar="القوالب", slug="m", position=0, colour="#0F766E")
    made = world.app.forum.categories.create(operator, new)

    assert (made.slug, made.position, made.colour) == ("m", 0, "#0f766e")
    assert world.app.forum.categories.list(operator).items[0] == made


def test_a_slug_is_asked_for_where_a_name_gives_none(world: World, operator: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        world.app.forum.categories.create(operator, NewCategory(name="صناعة", name_ar="صناعة"))
    assert [(error.field, error.code) for error in refused.value.errors] == [("slug", "required")]
    assert slug_in("Quality & Safety (5S)") == "quality-safety-5s"


def test_slugs_are_unique(world: World, operator: Actor) -> None:
    categories = world.app.forum.categories
    made = categories.create(operator, NEW)

    with pytest.raises(AlreadyExists) as again:
        categories.create(operator, NEW)
    with pytest.raises(AlreadyExists) as moved:
        categories.edit(operator, made.id, CategoryChanges(slug="general"))
    assert again.value.code == moved.value.code == "slug_taken"
    assert categories.details(operator, made.id) == made


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("slug", "Two Words", "not_a_slug"),
        ("slug", "-a", "not_a_slug"),
        ("slug", "a--b", "not_a_slug"),
        ("slug", "", "not_a_slug"),
        ("slug", "قوالب", "not_a_slug"),
        ("slug", "0190a0b0-0000-7000-8000-000000000000", "not_a_slug"),
        ("slug", "a" * 61, "too_long"),
        ("colour", "#12345", "not_a_colour"),
        ("colour", "teal", "not_a_colour"),
        ("colour", "#ffff00", "too_light"),
        ("position", -1, "too_small"),
        ("position", 10_001, "too_large"),
        ("name", "a", "too_short"),
    ],
)
def test_what_a_category_can_not_be(field: str, value: object, code: str) -> None:
    for kind, others in ((NewCategory, {"name": "Moulds", "name_ar": "القوالب"}), (CategoryChanges, {})):
        with pytest.raises(Invalid) as refused:
            kind(**{**others, field: value})  # type: ignore[arg-type]  # what is tested
        assert [(error.field, error.code) for error in refused.value.errors] == [(field, code)]


def test_the_first_categories_keep_the_rules_of_later_ones() -> None:
    for first in FIRST_CATEGORIES:
        new = NewCategory(name=first.name, name_ar=first.name_ar, slug=first.slug, colour=first.colour)
        assert (new.slug, new.colour) == (first.slug, first.colour)


def test_an_edit_changes_what_it_gives_and_raises_the_version(world: World, operator: Actor) -> None:
    categories = world.app.forum.categories
    made = categories.create(operator, NEW)
    after = categories.edit(operator, made.id, CategoryChanges(description="Steel"))

    assert (after.description, after.name, after.version) == ("Steel", made.name, 2)
    assert categories.edit(operator, made.id, CategoryChanges(description="Steel")).version == 2
    assert categories.edit(operator, made.id, CategoryChanges()).version == 2


def test_an_edit_of_an_old_version_changes_nothing(world: World, operator: Actor) -> None:
    categories = world.app.forum.categories
    made = categories.create(operator, NEW)
    seen = Expected(frozenset({made.version}))
    categories.edit(operator, made.id, CategoryChanges(name="Tools"), seen)

    for late in (
        lambda: categories.edit(operator, made.id, CategoryChanges(name="Late"), seen),
        lambda: categories.remove(operator, made.id, seen),
    ):
        with pytest.raises(Stale) as refused:
            late()
        assert refused.value.version == 2
    assert categories.details(operator, made.id).name == "Tools"


def test_only_an_empty_category_goes(world: World, operator: Actor) -> None:
    categories = world.app.forum.categories
    topic = world.topic(operator)
    with pytest.raises(Conflict) as refused:
        categories.remove(operator, topic.category.id)
    assert refused.value.code == "category_not_empty"

    made = categories.create(operator, NEW)
    categories.remove(operator, made.id)
    with pytest.raises(NotFound):
        categories.details(operator, made.id)
    assert len(categories.list(operator).items) == len(FIRST_CATEGORIES)


def test_what_is_not_there_can_not_be_changed(world: World, operator: Actor) -> None:
    categories, nothing = world.app.forum.categories, CategoryId("nothing")
    with pytest.raises(NotFound):
        categories.edit(operator, nothing, CategoryChanges())
    with pytest.raises(NotFound):
        categories.remove(operator, nothing)


def test_only_operators_look_after_categories(world: World) -> None:
    member, categories = world.member(), world.app.forum.categories
    known = categories.list(member).items[0].id
    for attempt in (
        lambda: categories.create(member, NEW),
        lambda: categories.edit(member, known, CategoryChanges(name="Mine")),
        lambda: categories.remove(member, known),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_who_is_an_operator_no_more_is_like_all_others_at_once(world: World) -> None:
    assert world.operator().operator
    world.app.identity.accounts.demote_operator(AccountOf(email=World.OPERATOR))

    assert not world.signed_in(World.OPERATOR).operator
    with pytest.raises(NotFound):
        world.app.identity.accounts.demote_operator(AccountOf(email="nobody@plastics.example"))
