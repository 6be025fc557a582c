"""What taking one's data along, and being erased, needs from a store."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Protocol

from p2p_core.identity.passwords.ports import PasswordTransaction
from p2p_core.identity.users.model import User
from p2p_core.own_data.model import Contributions, ErasureWish, Export
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import ErasureId, ExportId, FileId, PackingId, UserId


class Exports(Protocol):
    """Exports within a transaction."""

    def find(self, export_id: ExportId) -> Export | None:
        """The export, which nobody else changes until the transaction ends."""
        ...

    def put(self, export: Export) -> None:
        """Store a new one in place of all others that its person had."""
        ...

    def save(self, export: Export) -> None:
        """Store a changed one, with its packing's parts alone; one that made way for another stays gone."""
        ...

    def put_part(self, export_id: ExportId, packing: PackingId, number: int, content: bytes) -> bool:
        """Store one part of one attempt to pack it; false when the export made way for another."""
        ...

    def drop_parts(self, export_id: ExportId, packing: PackingId) -> None:
        """Forget the parts of one attempt that came to nothing."""
        ...

    def forget_expired(self, before: datetime, limit: int) -> int:
        """Forget up to so many that are over, with their parts, and say how many that were."""
        ...


class ErasureWishes(Protocol):
    """Wishes to be erased, within a transaction."""

    def find(self, erasure_id: ErasureId) -> ErasureWish | None:
        """The wish; none once it is done and told."""
        ...

    def add(self, wish: ErasureWish) -> None:
        """Store a new one."""
        ...

    def drop(self, erasure_id: ErasureId) -> None:
        """Forget it; nothing happens when there is none."""
        ...

    def forget_expired(self, before: datetime, limit: int) -> int:
        """Forget up to so many that are too old, and say how many that were."""
        ...


class Traces(Protocol):
    """Everything that is kept of people, wherever it is."""

    def forget(self, user_id: UserId, contributions: Contributions) -> Collection[FileId]:
        """Forget a person: their account, everything about it, their address wherever it stands.

        Answers with the files that went: their objects are still in storage, which is no part of this.

        What they wrote stays with a former member of their organization, or goes: then a note stands where
        others have answered, and all counters are right. Of what they did, the log keeps their id, and not
        from where. Nothing happens when they are gone already.
        """
        ...


class OwnDataTransaction(PasswordTransaction, Protocol):
    """What exports and erasures are carried out with."""

    @property
    def exports(self) -> Exports:
        """Exports."""
        ...

    @property
    def erasure_wishes(self) -> ErasureWishes:
        """Wishes to be erased."""
        ...

    @property
    def traces(self) -> Traces:
        """Everything that is kept of people."""
        ...


class ExportReader(Protocol):
    """Exports outside a transaction."""

    def find(self, export_id: ExportId) -> Export | None:
        """The export, however it stands."""
        ...

    def of_person(self, user_id: UserId) -> Export | None:
        """The one that a person has."""
        ...

    def part(self, export_id: ExportId, number: int) -> bytes | None:
        """One part of a finished export; none of what others packed."""
        ...


class ErasureWishReader(Protocol):
    """Wishes to be erased, outside a transaction."""

    def find(self, erasure_id: ErasureId) -> ErasureWish | None:
        """The wish; none once it is done and told."""
        ...


class PersonalData(Protocol):
    """What one part of the platform keeps of people, for themselves to take along."""

    def of(self, user_id: UserId) -> Iterator[tuple[str, Iterable[object]]]:
        """The name of each file, and the entities in it; what they don't show of themselves stays here."""
        ...


class StillSignedIn(Protocol):
    """Whether who acts is signed in at this very moment; identity knows."""

    def __call__(self, tx: OwnDataTransaction, actor: Actor) -> object:
        """Raise ``Unauthenticated`` when their session has ended, or when there never was one."""
        ...


class Leave(Protocol):
    """Somebody's own way out of an organization; identity knows how."""

    def __call__(self, tx: OwnDataTransaction, actor: Actor) -> User:
        """Be gone for everybody and signed out everywhere; raises ``Conflict`` (``last_admin``)."""
        ...
