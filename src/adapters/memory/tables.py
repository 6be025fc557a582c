"""Tables of entities in dictionaries: copies in and out, and a journal that can take changes back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import datetime
from heapq import nlargest, nsmallest
from typing import Any, Generic, TypeVar

from p2p_core.drafts.model import Draft
from p2p_core.files.model import File
from p2p_core.forum.categories.model import Category
from p2p_core.forum.indexing.model import Entry
from p2p_core.forum.interventions.model import Intervention
from p2p_core.forum.moderation.model import Report
from p2p_core.forum.posts.model import Post
from p2p_core.forum.reputation.model import Earned
from p2p_core.forum.topics.model import Edit, Topic
from p2p_core.identity.access_tokens.model import AccessToken
from p2p_core.identity.attempts.model import Tally
from p2p_core.identity.blocks.model import Block
from p2p_core.identity.devices.model import Device
from p2p_core.identity.email_changes.model import EmailChange
from p2p_core.identity.invitations.model import Invitation
from p2p_core.identity.passwords.model import PasswordReset
from p2p_core.identity.registrations.model import Registration
from p2p_core.identity.second_factors.model import Challenge, SecondFactor
from p2p_core.identity.sessions.model import Session
from p2p_core.identity.users.model import User
from p2p_core.notifications.inbox.model import Notification, Said
from p2p_core.organizations.model import Organization
from p2p_core.own_data.model import ErasureWish, Export
from p2p_core.shared.audit import AuditEntry
from p2p_core.shared.events import Event
from p2p_core.shared.ids import PostId, TopicId, UserId
from p2p_core.shared.once import DoneRequest
from p2p_core.upkeep.model import Schedule

Row = TypeVar("Row")


class Journal:
    """How to take back what the open transaction did, in the order it was done."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], None]] = []

    def note(self, undo: Callable[[], None]) -> None:
        """Remember one step back."""
        self._steps.append(undo)

    def undo(self) -> None:
        """Take everything back, the last change first."""
        while self._steps:
            self._steps.pop()()

    def forget(self) -> None:
        """Everything holds from now on."""
        self._steps.clear()


class Table(Generic[Row]):
    """Rows by key, in the order in which they were first stored."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._rows: dict[str, Row] = {}

    def get(self, key: str) -> Row | None:
        """A copy of the row, so that changing it changes nothing here."""
        row = self._rows.get(key)
        return None if row is None else copy(row)

    def put(self, key: str, row: Row) -> None:
        """Store a copy."""
        self._note(key)
        self._rows[key] = copy(row)

    def drop(self, key: str) -> None:
        """Remove the row, if it is there."""
        if key in self._rows:
            self._note(key)
            del self._rows[key]

    def where(self, wanted: Callable[[Row], bool]) -> Sequence[Row]:
        """Copies of the rows that are wanted, the oldest first."""
        return [copy(row) for row in self._rows.values() if wanted(row)]

    def first(
        self, most: int, wanted: Callable[[Row], bool], order: Callable[[Row], Any], *, reverse: bool
    ) -> Sequence[Row]:
        """Copies of the first so many, in some order, of the rows that are wanted."""
        found = filter(wanted, self._rows.values())
        chosen = nlargest(most, found, key=order) if reverse else nsmallest(most, found, key=order)
        return [copy(row) for row in chosen]

    def __iter__(self) -> Iterator[str]:
        """The keys of all rows."""
        return iter([*self._rows])

    def keys(self, wanted: Callable[[Row], bool]) -> Sequence[str]:
        """The keys of the rows that are wanted, the oldest first."""
        return [key for key, row in self._rows.items() if wanted(row)]

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def _note(self, key: str) -> None:
        if key in self._rows:
            before = self._rows[key]
            self._journal.note(lambda: self._rows.__setitem__(key, before))
        else:
            self._journal.note(lambda: self._rows.__delitem__(key))


def whose(read: Callable[[Row], object], value: object) -> Callable[[Row], bool]:
    """The rows of which this is read: for loops, whose variable must not be looked up later."""
    return lambda row: read(row) == value


def dropped(table: Table[Row], wanted: Callable[[Row], bool], most: int) -> int:
    """Remove up to so many of the rows that are wanted, and say how many that were."""
    doomed = table.keys(wanted)[:most]
    for key in doomed:
        table.drop(key)
    return len(doomed)


@dataclass(slots=True, kw_only=True)
class Waiting:
    """An event in the outbox."""

    id: str
    event: Event
    happened_at: datetime
    due_at: datetime
    attempts: int = 0
    leased_until: datetime | None = None
    finished_at: datetime | None = None
    buried_at: datetime | None = None
    reason: str = ""
    cause: str | None = None
    worker: str | None = None
    """Who has it in hand."""
    lost: int = 0

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do."""
        return self.finished_at is None and self.buried_at is None


@dataclass(slots=True)
class Mark:
    """What somebody did with a topic, and how far they read."""

    topic_id: TopicId
    user_id: UserId
    liked: bool = False
    following: bool = False
    bookmarked_at: datetime | None = None
    read_seq: int | None = None
    """Up to which reply; none for who isn't told of new ones."""
    skipped: int = 0
    """How many behind it are the reader's own, or deleted."""
    viewed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Indexed:
    """What is indexed of a topic or a reply, with its number: the newer, the higher."""

    number: int
    entry: Entry


@dataclass(slots=True)
class Tables:
    """Everything the store keeps."""

    journal: Journal = field(default_factory=Journal)
    organizations: Table[Organization] = field(init=False)
    users: Table[User] = field(init=False)
    blocks: Table[Block] = field(init=False)
    registrations: Table[Registration] = field(init=False)
    invitations: Table[Invitation] = field(init=False)
    sessions: Table[Session] = field(init=False)
    tallies: Table[Tally] = field(init=False)
    devices: Table[Device] = field(init=False)
    second_factors: Table[SecondFactor] = field(init=False)
    challenges: Table[Challenge] = field(init=False)
    password_resets: Table[PasswordReset] = field(init=False)
    email_changes: Table[EmailChange] = field(init=False)
    access_tokens: Table[AccessToken] = field(init=False)
    audit: Table[AuditEntry] = field(init=False)
    exports: Table[Export] = field(init=False)
    export_parts: Table[bytes] = field(init=False)
    erasure_wishes: Table[ErasureWish] = field(init=False)
    categories: Table[Category] = field(init=False)
    topic_counts: Table[int] = field(init=False)
    topics: Table[Topic] = field(init=False)
    posts: Table[Post] = field(init=False)
    post_likes: Table[tuple[PostId, UserId]] = field(init=False)
    marks: Table[Mark] = field(init=False)
    edits: Table[Edit] = field(init=False)
    entries: Table[Indexed] = field(init=False)
    notifications: Table[Notification] = field(init=False)
    wishes: Table[Said] = field(init=False)
    mentions: Table[tuple[str, str, str]] = field(init=False)
    """Topic or reply, the topic, and who is mentioned."""
    reputation: Table[Earned] = field(init=False)
    standings: Table[int] = field(init=False)
    reports: Table[Report] = field(init=False)
    interventions: Table[Intervention] = field(init=False)
    files: Table[File] = field(init=False)
    drafts: Table[Draft] = field(init=False)
    storage: Table[int] = field(init=False)
    outbox: Table[Waiting] = field(init=False)
    reactions: Table[str] = field(init=False)
    done_requests: Table[DoneRequest] = field(init=False)
    schedules: Table[Schedule] = field(init=False)

    next_numbers: dict[int, int] = field(default_factory=dict)
    """Of entries, for each moment; what is taken back leaves gaps, which nobody minds."""

    def __post_init__(self) -> None:
        """Give every table the same journal."""
        for one in fields(self):
            if not one.init:
                setattr(self, one.name, Table(self.journal))


Work = Callable[[], AbstractContextManager[Tables]]
"""Opens the tables for one piece of work; the next in line waits until it is done."""
