"""The program that looks into one file: limited in memory, time and reach before it opens it.

`python -m adapters.media.child` waits for a task on its standard input, says that it is ready, and writes
what became of the file. If it dies, that is an answer too.
"""

import ctypes
import errno
import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import msgspec

from adapters.media.children import READY
from adapters.media.results import Task, Told
from adapters.media.wanting import Wanting
from p2p_core.files.model import Flaw
from p2p_core.files.policy import FORMATS, OFFICE, ZIP

MEMORY = 1536 * 1024 * 1024
SECONDS = 40
_LARGEST_FILE = 256 * 1024 * 1024
_MOST_FILES = 64
_OUT_OF_ORDER = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
_OWN_USERS, _OWN_NETWORK = 0x10000000, 0x40000000


def main() -> None:
    """Look into the file that standard input tells of."""
    _limit()
    import_module("adapters.media.pictures")  # what most files need, before there is one
    told_of = sys.stdin.buffer.read()
    if not told_of:  # it was started ahead, and nobody needs it any more
        return
    signal.alarm(SECONDS)
    task = msgspec.json.decode(told_of, type=Task)
    os.chdir(task.folder)
    look = _ready_for(task)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    try:
        told = look()
    except Wanting as wanting:
        told = Told(flaw=wanting.flaw.value)
    except MemoryError:
        told = Told(flaw=Flaw.TOO_HARD.value)
    except OSError as error:
        if error.errno not in _OUT_OF_ORDER:
            raise
        told = Told(hindered=True)
    sys.stdout.buffer.write(msgspec.json.encode(told))


def _ready_for(task: Task) -> Callable[[], Told]:
    """What looks into this kind of file; only what that needs is imported."""
    path, folder, kind = Path(task.path), Path(task.folder), FORMATS[task.media_type]
    if kind.media_type.startswith("image/"):
        from adapters.media import pictures  # noqa: PLC0415 - see above

        return partial(pictures.look_into, path, folder, kind.media_type, square=task.square)
    if kind.is_video:
        from adapters.media import videos  # noqa: PLC0415 - see above

        return partial(videos.look_into, path, folder, kind.media_type)
    if kind is ZIP or kind in OFFICE:
        from adapters.media import archives  # noqa: PLC0415 - see above

        return partial(archives.look_into, path, kind.media_type)
    from adapters.media import documents  # noqa: PLC0415 - see above

    return partial(documents.look_into, path, kind.media_type)


def _limit() -> None:
    """Take from this process what it doesn't need; it ends by itself even if nobody waits for it any more.

    It waits for its file no longer than it may look into it.
    """
    signal.alarm(SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_FILES, _MOST_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # where it may: a network in which there is nobody
        ctypes.CDLL(None).unshare(_OWN_USERS | _OWN_NETWORK)


if __name__ == "__main__":
    main()
