"""What can be done with files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from p2p_core.files.intake import AT_ONCE, Intake, let_go
from p2p_core.files.model import File, FileStatus
from p2p_core.files.policy import FORMATS, must_begin_like, must_change, must_delete, must_read
from p2p_core.files.ports import FileReader, FileTransaction
from p2p_core.files.shapes import (
    Arrival,
    Content,
    FileChanges,
    FileDetails,
    NewFile,
    StorageUse,
    content_of,
    details_of,
)
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Conflict, Invalid, NotFound, Unavailable
from p2p_core.shared.ids import FileId
from p2p_core.shared.language import Language
from p2p_core.shared.once import Once, Replayed
from p2p_core.shared.transactions import Begin

_A_TIME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FileService:
    """Upload files, look at them, take them away."""

    begin: Begin[FileTransaction]
    files: FileReader
    intake: Intake
    clock: Clock
    upload_lifetime: timedelta
    """How long an upload may take that comes piece by piece."""

    def upload(self, actor: Actor, new: NewFile, arrival: Arrival, once: Once | None = None) -> FileDetails:
        """Keep a file that came in one request; raises ``Invalid`` on ``file`` when it may not be uploaded.

        Raises ``Conflict`` with ``quota_exceeded`` when the organization's storage is full.
        """
        file = self.intake.announced(actor, new, AT_ONCE)
        must_begin_like(FORMATS[file.media_type], arrival.head)
        self.intake.add(file)
        try:
            self.intake.store(file, arrival)
        except Unavailable:
            self.intake.withdraw(file)
            raise
        return self._kept(actor, file, arrival, once)

    def announce(self, actor: Actor, new: NewFile, once: Once | None = None) -> FileDetails:
        """Begin an upload that comes piece by piece; its size is reserved. Raises as ``upload`` does."""
        file = self.intake.announced(actor, new, self.upload_lifetime)
        self.intake.add(file, once)
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
            self.intake.withdraw(file)
            raise
        self.intake.store(file, arrival)
        return self._kept(actor, file, arrival)

    def uploading(self, actor: Actor, file_id: FileId) -> FileDetails:
        """An upload that isn't finished; raises ``NotFound``, and ``Conflict`` when it is."""
        return details_of(self._uploading(actor, file_id), Language.ENGLISH)

    def arriving(self, actor: Actor) -> Sequence[FileId]:
        """One's own uploads that aren't finished."""
        arriving, behind = list[FileId](), ""
        while found := self.files.of_person(actor.user_id, behind, _A_TIME):
            arriving += [file.id for file in found if file.status is FileStatus.UPLOADING]
            behind = found[-1].id
        return arriving

    def upload_of(self, actor: Actor, file_id: FileId) -> FileDetails:
        """An upload of the actor's own, also one that has become a file; raises ``NotFound``."""
        file = must_read(actor, self.files.find(file_id))
        if file.owner_id != actor.user_id:
            raise NotFound("file")
        return details_of(file, Language.ENGLISH)

    def abandon(self, actor: Actor, file_id: FileId) -> None:
        """Give an upload up, and what it reserved back."""
        self.intake.withdraw(self._uploading(actor, file_id))

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

    def edit(
        self, actor: Actor, file_id: FileId, changes: FileChanges, expected: Expected = WHICHEVER
    ) -> FileDetails:
        """Say what is to be seen; raises ``NotFound``, ``Forbidden`` or ``Stale``."""
        with self.begin() as tx:
            file = must_read(actor, tx.files.find(file_id))
            must_change(actor, file)
            expected.must_include("file", file.version)
            if file.change(changes.without_the_unseen()):
                tx.files.save(file)
                _note(tx, actor, Action.FILE_DESCRIBED, file)
        return details_of(file, Language.ENGLISH)

    def delete(self, actor: Actor, file_id: FileId, expected: Expected = WHICHEVER) -> None:
        """Take a file away; raises ``NotFound``, ``Forbidden`` or ``Stale``."""
        with self.begin() as tx:
            file = must_read(actor, tx.files.find(file_id))
            must_delete(actor, file)
            expected.must_include("file", file.version)
            let_go(tx, file, self.clock.now())
            _note(tx, actor, Action.FILE_REMOVED, file)

    def use(self, actor: Actor) -> StorageUse:
        """How much storage the actor's organization has used, and how much it may."""
        return self.files.use(actor.organization_id)

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
            self.intake.withdraw(file)
            raise
        return details_of(kept, Language.ENGLISH)


def _note(tx: FileTransaction, actor: Actor, action: Action, file: File) -> None:
    """What is done with another's file is on record; with one's own everybody does as they like."""
    if actor.user_id != file.owner_id:
        tx.record(done_by(actor, action, file.id))
