"""How drafts are written, asked for and shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from p2p_core.drafts.model import Draft
from p2p_core.shared.errors import Conflict
from p2p_core.shared.inputs import Input, Length, Range
from p2p_core.shared.open_objects import Open
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit

LONGEST_DRAFT = 65_536
"""Of the body as text: more than any form of ours can send."""
DraftKey = Annotated[str, Length(1, 100)]
"""Under which a draft is kept, such as ``reply:<topic id>``."""
LAST_SEQUENCE = 2**53 - 1
"""Up to here all programs count exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraft(Input):
    """What a composer holds now, with a number that is higher each time."""

    body: Annotated[object, Open(LONGEST_DRAFT)]
    sequence: Annotated[int, Range(0, LAST_SEQUENCE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuery(Input):
    """Which of one's own drafts to list: what changed last comes first, and from where on."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDetails:
    """A draft as its author sees it."""

    key: str
    body: Mapping[str, object]
    sequence: int
    created_at: datetime
    updated_at: datetime
    version: int


class DraftOutdated(Conflict):
    """What was to be kept is older than what is kept, which is told."""

    def __init__(self, kept: DraftDetails) -> None:
        super().__init__("draft_outdated")
        self.kept = kept


def details_of(draft: Draft) -> DraftDetails:
    """A draft as it is shown."""
    return DraftDetails(
        key=draft.key,
        body=draft.body,
        sequence=draft.sequence,
        created_at=draft.created_at,
        updated_at=draft.updated_at,
        version=draft.version,
    )
