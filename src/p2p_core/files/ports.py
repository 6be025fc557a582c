"""What files need from a store, from storage, and from whoever looks into them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from p2p_core.files.model import File, Flaw, Made
from p2p_core.files.shapes import StorageUse
from p2p_core.identity.users.ports import UserTransaction
from p2p_core.organizations.ports import OrganizationTransaction
from p2p_core.shared.ids import FileId, OrganizationId, UserId
from p2p_core.shared.transactions import Transaction


class Files(Protocol):
    """Files within a transaction."""

    def find(self, file_id: FileId) -> File | None:
        """The file, which nobody else may change until the transaction ends."""
        ...

    def shown_at(self, place: str) -> Sequence[File]:
        """Those that are attached there, in their order; nobody else changes them until the end."""
        ...

    def add(self, file: File) -> None:
        """Store a new one."""
        ...

    def save(self, file: File) -> None:
        """Store a changed one and raise its version; raises ``Stale`` if somebody was faster."""
        ...

    def drop(self, file_id: FileId) -> None:
        """Forget it, if it is there."""
        ...

    def reserve(self, organization_id: OrganizationId, size: int) -> bool:
        """Take so many bytes of the organization's storage, atomically; false when they aren't left."""
        ...

    def release(self, organization_id: OrganizationId, size: int) -> None:
        """Give so many bytes back."""
        ...


class FileTransaction(Transaction, Protocol):
    """What files are changed with."""

    @property
    def files(self) -> Files:
        """Files."""
        ...


class PortraitTransaction(FileTransaction, UserTransaction, OrganizationTransaction, Protocol):
    """What pictures of people and logos are changed with."""


class FileReader(Protocol):
    """Files outside a transaction."""

    def find(self, file_id: FileId) -> File | None:
        """The file, as it is."""
        ...

    def among(self, file_ids: Collection[FileId]) -> Sequence[File]:
        """Those of them that exist."""
        ...

    def after(self, file_id: str, limit: int) -> Sequence[File]:
        """The next files by their ids; the first ones after an empty id."""
        ...

    def of_person(self, owner_id: UserId, behind: str, limit: int) -> Sequence[File]:
        """The next of somebody's files by their ids, deleted ones too; the first ones behind an empty id."""
        ...

    def use(self, organization_id: OrganizationId) -> StorageUse:
        """How much the organization has used; raises ``NotFound``."""
        ...

    def unfinished(self, now: datetime, limit: int) -> Sequence[File]:
        """Uploads whose time is over."""
        ...

    def unattached(self, before: datetime, limit: int) -> Sequence[File]:
        """Files that came before then, and that nothing shows."""
        ...

    def deleted(self, before: datetime, limit: int) -> Sequence[File]:
        """Files that were deleted before then."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An object in storage."""

    key: str
    size: int
    modified_at: datetime


class FileStore(Protocol):
    """Where bytes are kept, by generated keys; raises ``Unavailable`` when it is out of order."""

    def put(self, key: str, path: str, media_type: str) -> None:
        """Keep this machine's file under the key, durably, whole or not at all; again replaces it."""
        ...

    def fetch(self, key: str, path: str) -> None:
        """Copy the object into a new file of this machine; raises ``NotFound``."""
        ...

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """That part of the object in pieces of moderate size; raises ``NotFound``."""
        ...

    def size(self, key: str) -> int | None:
        """How many bytes the object has; ``None`` when it isn't there."""
        ...

    def remove(self, key: str) -> None:
        """Remove the object, if it is there."""
        ...

    def remove_folder(self, folder: str) -> None:
        """Remove everything in it, if there is anything."""
        ...

    def listing(self) -> Iterator[Stored]:
        """Every object."""
        ...

    def link(self, key: str, media_type: str, disposition: str) -> str | None:
        """An address that hands the object out for a short while; ``None`` where only we can."""
        ...

    def ping(self) -> None:
        """Raise ``Unavailable`` when nothing could be stored."""
        ...


class Verdict(StrEnum):
    """What a virus scanner says."""

    CLEAN = "clean"
    INFECTED = "infected"


class Scanner(Protocol):
    """Looks for malicious programs."""

    def scan(self, chunks: Iterator[bytes]) -> Verdict:
        """Look through the bytes; raises ``Unavailable`` when nobody can tell, and the file waits."""
        ...

    def ping(self) -> None:
        """Raise ``Unavailable`` when nothing could be looked through."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be looked into."""

    file_id: FileId
    part: str
    media_type: str
    square: bool = False
    """Whether smaller pictures are cut to squares, as for people and logos."""


class Workshop(Protocol):
    """Looks into files where damage stays contained, writes pictures anew, and makes smaller ones."""

    def work_on(self, order: Order) -> Made | Flaw:
        """What was made, stored beside the upload; or what is wrong with it.

        Working on the same file again does the same. Raises ``Unavailable`` when it can't be done now.
        """
        ...
