"""Changing what is there: what isn't given stays, ``None`` clears, and nobody overwrites the unseen."""

from dataclasses import dataclass, fields
from types import UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import pytest

from p2p_core.files.model import File
from p2p_core.files.shapes import FileChanges
from p2p_core.forum.categories.model import Category
from p2p_core.forum.categories.shapes import CategoryChanges
from p2p_core.forum.posts.model import Post
from p2p_core.forum.posts.shapes import PostChanges
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.shapes import TopicChanges
from p2p_core.identity.members.shapes import MemberChanges
from p2p_core.identity.users.model import User
from p2p_core.identity.users.shapes import ProfileChanges
from p2p_core.notifications.inbox.shapes import Preferences, PreferencesChanges
from p2p_core.organizations.model import Organization, OrganizationSettings
from p2p_core.organizations.shapes import OrganizationChanges
from p2p_core.shared.changes import WHICHEVER, Changes, Expected, amend
from p2p_core.shared.errors import Invalid, Stale
from p2p_core.shared.inputs import KEEP, Items, Keep, Length

CHANGED: dict[type[Changes], tuple[type, ...]] = {
    CategoryChanges: (Category,),
    FileChanges: (File,),
    TopicChanges: (Topic,),
    PostChanges: (Post,),
    ProfileChanges: (User,),
    MemberChanges: (User,),
    OrganizationChanges: (Organization, OrganizationSettings),
    PreferencesChanges: (Preferences,),
}
"""Changes and the entities, with what is nested in them, that take them on: a new pair belongs here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingChanges(Changes):
    name: Annotated[str, Length(2, 5)] | Keep = KEEP
    note: Annotated[str, Length(0, 5)] | Keep | None = KEEP
    tags: Annotated[tuple[str, ...], Items(2)] | Keep = KEEP


@dataclass(slots=True)
class Thing:
    name: str = "old"
    note: str | None = "old"
    tags: tuple[str, ...] = ("old",)
    secret: str = "old"


def plain(hint: object) -> set[object]:
    """The types an annotation allows, without limits and without ``KEEP``."""
    if get_origin(hint) is Annotated:
        return plain(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        return {kind for part in get_args(hint) if part is not Keep for kind in plain(part)}
    if get_origin(hint) is tuple:
        (inner,) = plain(get_args(hint)[0])
        return {tuple[inner, ...]}  # type: ignore[valid-type]  # made of what was found
    return {getattr(hint, "__supertype__", hint)}


def test_only_what_is_given_changes() -> None:
    thing = Thing()

    assert ThingChanges().given() == {}
    assert not amend(thing, ThingChanges(name="old", tags=("old",)))
    assert amend(thing, ThingChanges(name="new"))
    assert thing == Thing(name="new")


def test_nothing_clears_what_may_be_empty_and_is_refused_elsewhere() -> None:
    thing = Thing()
    amend(thing, ThingChanges(note=None))

    assert thing.note is None
    with pytest.raises(Invalid) as refused:
        ThingChanges(name=None, tags=None, note="too long")  # type: ignore[arg-type]  # what is tested
    assert [(error.field, error.code) for error in refused.value.errors] == [
        ("name", "wrong_type"),
        ("note", "too_long"),
        ("tags", "wrong_type"),
    ]


def test_a_change_for_another_version_is_stale_and_says_which_is_there() -> None:
    WHICHEVER.must_include("thing", 7)
    Expected(frozenset({6, 7})).must_include("thing", 7)
    for versions in (frozenset({6}), frozenset[int]()):
        with pytest.raises(Stale) as refused:
            Expected(versions).must_include("thing", 7)
        assert (refused.value.code, refused.value.version) == ("version_conflict", 7)


def test_every_kind_of_changes_is_looked_at_here() -> None:
    known = {kind for kind in Changes.__subclasses__() if kind.__module__.startswith("p2p_core.")}

    # dataclass(slots=True) builds each class anew, so that its name comes by twice
    assert {kind.__name__ for kind in known} == {kind.__name__ for kind in CHANGED}


@pytest.mark.parametrize("kind", CHANGED)
def test_changes_have_the_names_and_types_of_their_entity_and_keep_what_is_not_given(
    kind: type[Changes],
) -> None:
    hints = get_type_hints(kind, include_extras=True)
    given = {name: hint for name, hint in hints.items() if name not in {"beside", *kind.beside}}
    kept = {name: hint for entity in CHANGED[kind] for name, hint in get_type_hints(entity).items()}

    assert {name: plain(hint) for name, hint in given.items()} == {name: plain(kept[name]) for name in given}
    assert all(field.default is KEEP for field in fields(kind))
