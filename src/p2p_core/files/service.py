"""What can be done with files."""

from dataclasses import dataclass
from datetime import timedelta

from p2p_core.files.model import (
    UPLOAD,
    File,
    folder_of,
    key_of,
)
from p2p_core.files.policy import FORMATS, file_name, format_of, must_begin_like, must_delete, must_read
from p2p_core.files.ports import (
    FileReader,
    FileStore,
    FileTransaction,
)
from p2p_core.files.shapes import Arrival, Content, FileDetails, NewFile, StorageUse, content_of, details_of
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Conflict, Invalid, NotFound, Unavailable
from p2p_core.shared.ids import FileId, Ids
from p2p_core.shared.language import Language
from p2p_core.shared.once import Once, Replayed
from p2p_core.shared.transactions import Begin

_AT_ONCE = timedelta(hours=1)
"""How long an upload in one request may take from its announcement to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileService:
    """Upload files, look at them, take them away."""

    begin: Begin[FileTransaction]
    files: FileReader
    storage: FileStore
    clock: Clock
    ids: Ids
    upload_lifetime: timedelta
    """How long an upload may take that comes piece by piece."""

    def upload(self, actor: Actor, new: NewFile, arrival: Arrival, once: Once | None = None) -> FileDetails:
        """Keep a file that came in one request; raises ``Invalid`` on ``file`` when it may not be uploaded.

        Raises ``Conflict`` with ``quota_exceeded`` when the organization's storage is full.
        """
        file = self._announced(actor, new, _AT_ONCE)
        must_begin_like(FORMATS[file.media_type], arrival.head)
        self._add(file)
        try:
            self._store(file, arrival)
        except Unavailable:
            self._withdraw(file)
            raise
        return self._kept(actor, file, arrival, once)

    def announce(self, actor: Actor, new: NewFile, once: Once | None = None) -> FileDetails:
        """Begin an upload that comes piece by piece; its size is reserved. Raises as ``upload`` does."""
        file = self._announced(actor, new, self.upload_lifetime)
        self._add(file, once)
        return details_of(file, Language.ENGLISH)

    def finish(self, actor: Actor, file_id: FileId, arrival: Arrival) -> FileDetails:
        """Keep a file that came piece by piece and is whole now; raises ``Invalid`` as ``upload`` does.

        When storage is out of order, the upload stays, and can be finished later.
        """
        file = self._uploading(actor, file_id)
        if arrival.size != file.size:
            raise Conflict("upload_incomplete")
        try:
            must_begin_like(FORMATS[file.media_type], arrival.head)
        except Invalid:  # no other bytes can take their place
            self._withdraw(file)
            raise
        self._store(file, arrival)
        return self._kept(actor, file, arrival)

    def uploading(self, actor: Actor, file_id: FileId) -> FileDetails:
        """An upload that isn't finished; raises ``NotFound``, and ``Conflict`` when it is."""
        return details_of(self._uploading(actor, file_id), Language.ENGLISH)

    def abandon(self, actor: Actor, file_id: FileId) -> None:
        """Give an upload up, and what it reserved back."""
        self._withdraw(self._uploading(actor, file_id))

    def details(self, actor: Actor, file_id: FileId, language: Language = Language.ENGLISH) -> FileDetails:
        """One file; raises ``NotFound`` also for one whose audience the actor isn't among."""
        return details_of(must_read(actor, self.files.find(file_id)), language)

    def content(self, actor: Actor, file_id: FileId, variant: str | None = None) -> Content:
        """What to hand out; raises ``NotFound``, and ``Conflict`` when it isn't ready or was rejected."""
        return content_of(must_read(actor, self.files.find(file_id)), variant)

    def public_content(self, visit: Visit, file_id: FileId, variant: str | None = None) -> Content:
        """The same for anybody, of files that are public."""
        del visit  # it makes no difference which visitor asks
        return content_of(must_read(None, self.files.find(file_id)), variant)

    def delete(self, actor: Actor, file_id: FileId, expected: Expected = WHICHEVER) -> None:
        """Take a file away; raises ``NotFound``, ``Forbidden`` or ``Stale``."""
        with self.begin() as tx:
            file = must_read(actor, tx.files.find(file_id))
            must_delete(actor, file)
            expected.must_include("file", file.version)
            tx.files.release(file.organization_id, file.charge)
            file.delete(self.clock.now())
            tx.files.save(file)

    def use(self, actor: Actor) -> StorageUse:
        """How much storage the actor's organization has used, and how much it may."""
        return self.files.use(actor.organization_id)

    def _announced(self, actor: Actor, new: NewFile, lasts: timedelta) -> File:
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

    def _add(self, file: File, once: Once | None = None) -> None:
        with self.begin(once) as tx:
            if not tx.files.reserve(file.organization_id, file.size):
                raise Conflict("quota_exceeded")
            tx.files.add(file)
            tx.result(file.id)

    def _store(self, file: File, arrival: Arrival) -> None:
        """The bytes come first: a file whose row says that it is here, is."""
        self.storage.put(key_of(file.id, UPLOAD), arrival.path, file.media_type)

    def _uploading(self, actor: Actor, file_id: FileId) -> File:
        file = must_read(actor, self.files.find(file_id))
        file.must_be_uploading()
        return file

    def _kept(self, actor: Actor, file: File, arrival: Arrival, once: Once | None = None) -> FileDetails:
        try:
            with self.begin(once) as tx:
                kept = must_read(actor, tx.files.find(file.id))
                tx.publish(kept.arrived(arrival.size, arrival.sha256))
                tx.files.save(kept)
                tx.result(kept.id)
        except (Replayed, Conflict, NotFound):  # it is there already, or nobody wants it any more
            self._withdraw(file)
            raise
        return details_of(kept, Language.ENGLISH)

    def _withdraw(self, file: File) -> None:
        with self.begin() as tx:
            found = tx.files.find(file.id)
            if found is not None and not found.deleted_at:
                found.must_be_uploading()
                tx.files.release(found.organization_id, found.charge)
                tx.files.drop(found.id)
        self.storage.remove_folder(folder_of(file.id))
