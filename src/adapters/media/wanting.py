"""What is wrong with a file, on its way out of whatever looked into it."""

from p2p_core.files.model import Flaw


class Wanting(Exception):
    """The file can't be shown; says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw
