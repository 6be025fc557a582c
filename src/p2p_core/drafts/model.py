"""What is true of a draft: it only ever goes forward."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from p2p_core.shared.ids import DraftId, UserId

MOST_DRAFTS = 100
"""How many drafts one person may have."""
DRAFTS_ARE_KEPT = timedelta(days=90)
"""How long a draft is kept that nobody goes on with: whoever was away for a season finds it still."""

_KEY = re.compile(r"(topic:new|reply|post|message):[A-Za-z0-9_-]{1,64}")


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a composer of any kind holds; nobody but its author looks into it."""

    id: DraftId
    user_id: UserId
    key: str
    """Which composer, such as ``reply:<topic id>``: one person has one draft for each."""
    body: Mapping[str, object]
    """Whatever the composer holds, finished or not."""
    sequence: int
    """Counted up by the composer with every change, so that what arrives late is noticed."""
    created_at: datetime
    updated_at: datetime
    version: int = 1

    def is_behind(self, body: Mapping[str, object], sequence: int) -> bool:
        """Whether what is kept is newer; of two different ones at the same number, what is kept stays."""
        return sequence < self.sequence or (sequence == self.sequence and _text(body) != _text(self.body))

    def go_on(self, body: Mapping[str, object], sequence: int, now: datetime) -> bool:
        """Take on what comes next; false when it came before."""
        if sequence == self.sequence:
            return False
        self.body, self.sequence, self.updated_at = body, sequence, now
        return True


def _text(body: Mapping[str, object]) -> str:
    """What is written there, to be compared: for Python, ``true`` is 1 and 1 is 1.0."""
    return json.dumps(body, sort_keys=True)


def is_key(key: str) -> bool:
    """Whether a draft can be kept under this name."""
    return _KEY.fullmatch(key) is not None
