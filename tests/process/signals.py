"""Signals as the system gives them, which chooses the thread."""

import ctypes
from pathlib import Path


def give_to_another_thread(pid: int, number: int) -> None:
    """Send it to the oldest thread beside the main one, as happens when a stopped process goes on."""
    threads = {int(task.name) for task in Path(f"/proc/{pid}/task").iterdir()}
    assert ctypes.CDLL(None).tgkill(pid, min(threads - {pid}), number) == 0
