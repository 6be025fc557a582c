"""A name for each request: what the client calls it, if that is sane, or one of our own."""

import re
from itertools import count
from secrets import token_hex

_SANE = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class RequestIds:
    """Names that no two requests share, of however many processes; nothing is kept secret by them.

    Asking the system for randomness each time took a tenth of a whole request.
    """

    def __init__(self) -> None:
        self._process = token_hex(8)
        self._numbers = count(1)

    def of(self, asked: bytes | None) -> str:
        """The name of the next request."""
        if asked is not None and _SANE.fullmatch(asked):
            return asked.decode()
        return f"{self._process}-{next(self._numbers):x}"
