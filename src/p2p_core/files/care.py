"""What the installation does with files by itself: looks into them, sweeps up, and looks storage over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from p2p_core.files.examination import Examination
from p2p_core.files.intake import has_room, let_go
from p2p_core.files.model import (
    File,
    FileForgotten,
    FileUploaded,
    Flaw,
    Made,
    file_in,
    folder_of,
    key_of,
)
from p2p_core.files.ports import FileReader, FileStore, FileTransaction, Stored
from p2p_core.shared.batches import in_batches
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import EventId, FileId
from p2p_core.shared.inspections import Finding, ill, well
from p2p_core.shared.transactions import Begin

_SETTLED = timedelta(days=1)
"""How old an object must be before its having no file means anything."""
_BATCH = 200
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInspectionService:
    """Looks storage over, and changes nothing."""

    files: FileReader
    storage: FileStore
    clock: Clock

    def findings(self) -> Sequence[Finding]:
        """Whether every file has its objects, and every object its file."""
        try:
            objects = {stored.key for stored in self.storage.listing()}
            strays = [stored.key for stored in self.strays()]
        except Unavailable as error:
            return [ill("storage", f"{error}.", "See whether the place that P2P_STORAGE_URL names works.")]
        wanted = (key_of(file.id, part) for file in self._all() for part in file.parts)
        lost = [key for key in wanted if key not in objects and self.storage.size(key) is None]
        return [
            well("storage"),
            _told("files.objects", lost, "files have lost their content", "Restore it from a backup."),
            _told(
                "files.strays", strays, "objects belong to no file", "The server sweeps them away every day."
            ),
        ]

    def strays(self) -> Iterator[Stored]:
        """Objects that no file knows, and that are too old to be on their way."""
        before = self.clock.now() - _SETTLED
        old = [stored for stored in self.storage.listing() if stored.modified_at < before]
        for start in range(0, len(old), _BATCH):
            some = old[start : start + _BATCH]
            files = self.files.among({file_in(stored.key) for stored in some})
            known = {key_of(file.id, part) for file in files for part in file.kept_parts}
            yield from (stored for stored in some if stored.key not in known)

    def _all(self) -> Iterator[File]:
        files = self.files.after("", _BATCH)
        while files:
            yield from files
            files = self.files.after(files[-1].id, _BATCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCareService:
    """What the installation does with files by itself: looks into them, sweeps up, and looks storage over."""

    begin: Begin[FileTransaction]
    files: FileReader
    storage: FileStore
    examination: Examination
    inspection: FileInspectionService
    clock: Clock
    retention: timedelta
    """How long the bytes of a deleted file are kept."""
    patience: timedelta
    """How long a file may be attached to nothing."""

    def process(self, event_id: EventId, event: FileUploaded) -> None:
        """Look into a file that has arrived: it becomes ready, or is rejected with a reason."""
        del event_id  # a file that was looked into isn't looked into again
        file = self.files.find(FileId(event.file_id))
        if file is None or not file.is_waiting:
            return
        made = self.examination.outcome(file)
        with self.begin() as tx:
            kept = tx.files.find(file.id)
            if kept is not None and kept.is_waiting:
                _settle(tx, kept, made)
                tx.files.save(kept)
        if kept is None:  # it went while it was looked into, and what was made of it is nobody's
            self.storage.remove_folder(folder_of(file.id))
        else:
            self.examination.tidy(kept)

    def remove_objects(self, event_id: EventId, event: FileForgotten) -> None:
        """Take away the objects of a file that went with its owner, again if storage is out of order."""
        del event_id  # what was removed is removed again
        self.storage.remove_folder(folder_of(FileId(event.file_id)))

    def sweep(self) -> int:
        """Take away what nobody wants any more; answers with how many files went."""
        now = self.clock.now()

        def some(limit: int) -> int:
            for file in self.files.unattached(now - self.patience, limit):
                self._is_deleted(file, now)
            over = [*self.files.unfinished(now, limit), *self.files.deleted(now - self.retention, limit)]
            gone = [file for file in over if self._is_deleted(file, now)]
            for file in gone:
                self.storage.remove_folder(folder_of(file.id))
                with self.begin() as tx:
                    tx.files.drop(file.id)
            return len(gone)

        return in_batches(some)

    def sweep_strays(self) -> int:
        """Take away objects that belong to no file; answers with how many went. Looks at every object."""
        strays = [stored.key for stored in self.inspection.strays()]
        for key in strays:
            self.storage.remove(key)
        return len(strays)

    def _is_deleted(self, file: File, now: datetime) -> bool:
        """Delete it if it still is as it was found; whether it is deleted then."""
        with self.begin() as tx:
            found = tx.files.find(file.id)
            if found is None or found.deleted_at:
                return True
            if found.version != file.version:
                return False
            let_go(tx, found, now)
        return True


def _settle(tx: FileTransaction, file: File, made: Made | Flaw) -> None:
    """Let the outcome hold, as far as the organization's storage has room for it."""
    if isinstance(made, Made):
        if has_room(tx, file, made):
            tx.publish(file.become_ready(made))
            return
        made = Flaw.NO_ROOM
    tx.files.release(file.organization_id, file.charge)
    tx.publish(file.reject(made))


def _told(name: str, keys: Sequence[str], what: str, remedy: str) -> Finding:
    if not keys:
        return well(name)
    others = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return ill(name, f"{len(keys)} {what}: {', '.join(keys[:_NAMED])}{others}.", remedy)
