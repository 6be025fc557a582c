"""Whether the database's file still stands where it was opened: what is written elsewhere is lost."""

from logging import getLogger
from pathlib import Path

from p2p_core.shared.errors import Unavailable

_log = getLogger(__name__)


class Place:
    """A path and the file that stood there at first.

    A file that is deleted or replaced while it is open lives on without a name: writing would go on
    as if nothing were, and all of it would be gone with the last process that has it open.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = self._standing()
        self._told = False

    def must_hold(self) -> None:
        """Raise ``Unavailable`` when another file or none is there; costs a microsecond."""
        if self._standing() == self._file:
            self._told = False
            return
        if not self._told:
            self._told = True
            _log.error(
                "the database was deleted or replaced while it was open: nothing is written any more; "
                "put the file back or restore a backup, and start the server again"
            )
        raise Unavailable("storage, whose file was deleted or replaced while it was open,")

    def _standing(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino
