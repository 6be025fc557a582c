"""Changing what is there: what isn't given stays, and nobody overwrites what they haven't seen."""

from dataclasses import dataclass, fields
from typing import ClassVar

from p2p_core.shared.errors import Stale
from p2p_core.shared.inputs import KEEP, Input


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes(Input):
    """What is to become of a thing's fields: each is ``KEEP`` unless given; ``None``, where it fits, clears.

    Subclasses are called after the entity, ``CategoryChanges``, and so are their fields.
    """

    beside: ClassVar[frozenset[str]] = frozenset()
    """Fields that aren't the entity's own, and change something that stands beside it."""

    def given(self) -> dict[str, object]:
        """The fields that aren't to stay as they are, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: value for name, value in values.items() if value is not KEEP and name not in self.beside
        }


def amend(entity: object, changes: Changes) -> bool:
    """Give an entity's fields what was given for them; false when that changes nothing.

    For an entity's own methods: what else must stay true is theirs to keep.
    """
    differing = {name: value for name, value in changes.given().items() if getattr(entity, name) != value}
    for name, value in differing.items():
        setattr(entity, name, value)
    return bool(differing)


@dataclass(frozen=True, slots=True)
class Expected:
    """Which versions of a thing a change is meant for: what its author had before their eyes."""

    versions: frozenset[int] | None = None
    """Without any, whichever is there when the change arrives."""

    def must_include(self, what: str, version: int) -> None:
        """Raise ``Stale`` when the thing has moved on; to be asked inside the transaction that changes it."""
        if self.versions is not None and version not in self.versions:
            raise Stale(what, version)


WHICHEVER = Expected()
"""For who doesn't say: fields that others changed meanwhile and that aren't given stay as they are."""
