"""How a file comes in, and how it is let go: its row, the bytes it takes up, and its objects in step."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from p2p_core.files.model import UPLOAD, File, Made, folder_of, key_of
from p2p_core.files.policy import file_name, format_of
from p2p_core.files.ports import FileStore, FileTransaction
from p2p_core.files.shapes import Arrival, NewFile
from p2p_core.shared.actor import Actor
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Conflict
from p2p_core.shared.ids import FileId, Ids
from p2p_core.shared.once import Once
from p2p_core.shared.transactions import Begin

AT_ONCE = timedelta(hours=1)
"""How long an upload in one request may take from its announcement to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A row with its size reserved comes first, then the object; what fails is withdrawn."""

    begin: Begin[FileTransaction]
    storage: FileStore
    clock: Clock
    ids: Ids

    def announced(self, actor: Actor, new: NewFile, lasts: timedelta) -> File:
        """The file as it is told of; raises ``Invalid`` when it may not be uploaded."""
        name, now = file_name(new.name), self.clock.now()
        return File(
            id=FileId(self.ids.new()),
            owner_id=actor.user_id,
            organization_id=actor.organization_id,
            purpose=new.purpose,
            name=name,
            media_type=format_of(new.purpose, name, new.media_type, new.size).media_type,
            size=new.size,
            created_at=now,
            expires_at=now + lasts,
        )

    def add(self, file: File, once: Once | None = None) -> None:
        """Reserve its size and add its row; raises ``Conflict`` when the storage is full."""
        with self.begin(once) as tx:
            if not tx.files.reserve(file.organization_id, file.size):
                raise Conflict("quota_exceeded")
            tx.files.add(file)
            tx.result(file.id)

    def store(self, file: File, arrival: Arrival) -> None:
        """The bytes come first: a file whose row says that it is here, is."""
        self.storage.put(key_of(file.id, UPLOAD), arrival.path, file.media_type)

    def withdraw(self, file: File) -> None:
        """Have it that it never came."""
        with self.begin() as tx:
            found = tx.files.find(file.id)
            if found is not None and not found.deleted_at:
                found.must_be_uploading()
                tx.files.release(found.organization_id, found.charge)
                tx.files.drop(found.id)
        self.storage.remove_folder(folder_of(file.id))


def let_go(tx: FileTransaction, file: File, now: datetime) -> None:
    """Delete it; the bytes it took up are free at once."""
    tx.files.release(file.organization_id, file.charge)
    file.delete(now)
    tx.files.save(file)


def has_room(tx: FileTransaction, file: File, made: Made) -> bool:
    """Count what was made of it in place of what was uploaded; false, as before, if there is no room."""
    growth = made.size - file.size
    if growth > 0 and not tx.files.reserve(file.organization_id, growth):
        return False
    tx.files.release(file.organization_id, max(0, -growth))
    return True
