"""Points in time as people and programs write them: RFC 3339, and nothing that only looks like it."""

import re
from dataclasses import dataclass
from datetime import datetime

from p2p_core.shared.clock import EPOCH, cut
from p2p_core.shared.inputs import Refused

_FORM = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
LONGEST_MOMENT = 40


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with its zone."""

    def apply(self, value: str) -> str:
        """Check it by reading it."""
        if len(value) > LONGEST_MOMENT or not _FORM.fullmatch(value):
            raise Refused("not_a_moment")
        try:
            moment_of(value)
        except (ValueError, OverflowError):
            raise Refused("not_a_moment") from None
        return value


def moment_of(text: str) -> datetime:
    """The instant, in UTC; nothing here is older than the epoch."""
    text = text.upper()
    whole, dot, rest = text.partition(".")
    if dot:  # more digits than anybody keeps
        digits = rest.rstrip("Z").partition("+")[0].partition("-")[0]
        text = f"{whole}.{digits[:6].ljust(6, '0')}{rest[len(digits) :]}"
    return max(cut(datetime.fromisoformat(text)), EPOCH)
