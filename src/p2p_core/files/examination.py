"""What looking into one file means: for malicious programs first, then for what it is and makes."""

from dataclasses import dataclass

from p2p_core.files.model import UPLOAD, File, Flaw, Made, key_of
from p2p_core.files.policy import PORTRAITS
from p2p_core.files.ports import FileStore, Order, Scanner, Verdict, Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Looks into files that are stored, changes no row."""

    storage: FileStore
    workshop: Workshop
    scanner: Scanner

    def outcome(self, file: File) -> Made | Flaw:
        """What is shown in its place, or what is wrong; raises ``Unavailable`` when nobody can tell now."""
        chunks = self.storage.read(key_of(file.id, UPLOAD), 0, file.size)
        if self.scanner.scan(chunks) is Verdict.INFECTED:
            return Flaw.INFECTED
        square = file.purpose in PORTRAITS
        order = Order(file_id=file.id, part=UPLOAD, media_type=file.media_type, square=square)
        return self.workshop.work_on(order)

    def tidy(self, file: File) -> None:
        """Take away the upload where something else is shown in its place, or nothing is."""
        if UPLOAD not in file.parts:
            self.storage.remove(key_of(file.id, UPLOAD))
