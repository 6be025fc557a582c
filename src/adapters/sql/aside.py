"""What content that is kept elsewhere needs of SQL: people and files beside words, what goes with them."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select

from adapters.sql.agreement import SqlAgreement, owe
from adapters.sql.changes import held
from adapters.sql.dialects import among
from adapters.sql.erasure import erase_people, people_of
from adapters.sql.files import FILE, let_loose
from adapters.sql.inbox import listeners
from adapters.sql.inbox_forgetting import Likes
from adapters.sql.people import organization_card, person_card
from adapters.sql.records import Shape
from adapters.sql.statements import Reads, Row, Statement, Writes
from adapters.sql.tables.files import IS_THERE, files
from adapters.sql.tables.identity import users
from adapters.sql.tables.inbox import notifications
from adapters.sql.tables.organizations import organizations
from adapters.sql.traces import SqlTraces
from p2p_core.files.shapes import Attachment, attachment_of
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.notifications.inbox.model import FAMILIES, Kind, Listener
from p2p_core.organizations.shapes import OrganizationCard
from p2p_core.own_data.model import Contributions
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import EventId, FileId, Ids, OrganizationId, UserId

_PERSON = Shape(PersonCard, person_card("", users, organizations))
_PLACE = Shape(OrganizationCard, organization_card("", organizations))
_PEOPLE = Statement(
    among(
        users.c.id,
        "ids",
        lambda is_one: (
            select(*_PERSON.labelled())
            .select_from(users.join(organizations, users.c.organization_id == organizations.c.id))
            .where(is_one)
        ),
    )
)
_PLACES = Statement(among(organizations.c.id, "ids", lambda is_one: select(*_PLACE.labelled()).where(is_one)))
_ATTACHED = Statement(
    among(
        files.c.attached_to,
        "places",
        lambda is_one: FILE.selection(is_one, IS_THERE).order_by(files.c.position, files.c.id),
    )
)
_SHOWN_AT = Statement(
    among(files.c.attached_to, "places", lambda is_one: held(select(files.c.id).where(is_one, IS_THERE)))
)
_HOME = Statement(select(users.c.organization_id).where(users.c.id == bindparam("known_id")))
_MEMBERS = Statement(select(users.c.id).where(users.c.organization_id == bindparam("organization_id")))
_LET_LOOSE = Statement(among(files.c.attached_to, "places", let_loose))
_UNTELL = Statement(among(notifications.c.about, "abouts", delete(notifications).where))
_UNTELL_TOPICS = Statement(among(notifications.c.topic_id, "ids", delete(notifications).where))


@dataclass(frozen=True, slots=True)
class SqlBeside:
    """What is shown beside words; each method is one query, however many are asked for."""

    reads: Reads

    def members(self, organization_id: OrganizationId) -> Sequence[UserId]:
        """Everybody of an organization, those who left too."""
        return [UserId(user_id) for (user_id,) in self.reads.rows(_MEMBERS, organization_id=organization_id)]

    def people(self, ids: Collection[str]) -> Mapping[str, PersonCard]:
        return {card.id: card for card in _PERSON.all(_rows(self.reads, _PEOPLE, "ids", ids))}

    def organizations(self, ids: Collection[str]) -> Mapping[str, OrganizationCard]:
        return {card.id: card for card in _PLACE.all(_rows(self.reads, _PLACES, "ids", ids))}

    def attachments(self, places: Collection[str]) -> Mapping[str, Sequence[Attachment]]:
        found: dict[str, list[Attachment]] = defaultdict(list)
        for file in FILE.record.all(_rows(self.reads, _ATTACHED, "places", places)):
            found[file.attached_to or ""].append(attachment_of(file))
        return found

    def owed(self) -> tuple[int, bytes] | None:
        """The last turn that changed both stores, and what it changes in content."""
        return SqlAgreement(self.reads).owed()


@dataclass(frozen=True, slots=True)
class SqlAside:
    """What a transaction of content asks and changes here."""

    writes: Writes
    clock: Clock
    ids: Ids

    def organization_of(self, user_id: UserId) -> OrganizationId:
        rows = self.writes.rows(_HOME, known_id=user_id)
        if not rows:
            raise NotFound("user")
        return OrganizationId(rows[0][0])

    def shown_at(self, places: Collection[str]) -> Sequence[FileId]:
        return [FileId(file_id) for (file_id,) in _rows(self.writes, _SHOWN_AT, "places", places)]

    def let_go(self, places: Collection[str], subjects: Collection[str], topics: Collection[str]) -> None:
        abouts = [f"{family} {subject}" for subject in subjects for family in sorted(FAMILIES)]
        self.writes.run(_LET_LOOSE, places=json.dumps([*places]))
        self.writes.run(_UNTELL, abouts=json.dumps(abouts))
        self.writes.run(_UNTELL_TOPICS, ids=json.dumps([*topics]))

    def people_of(self, organization_ids: Collection[OrganizationId]) -> Sequence[UserId]:
        return people_of(self.writes, organization_ids)

    def erase(
        self,
        organization_ids: Collection[OrganizationId],
        liked: Mapping[UserId, Collection[str]],
        likes: Likes,
        events: Collection[EventId],
    ) -> int:
        return erase_people(self.writes, organization_ids, liked, likes, events)

    def owe(self, turn: int, changes: bytes) -> None:
        owe(self.writes, turn, changes)

    def listeners(self, user_ids: Collection[UserId], kind: Kind, by: UserId | None) -> Sequence[Listener]:
        return listeners(self.writes, user_ids, kind, by)

    def former_of(self, user_id: UserId) -> UserId | None:
        return SqlTraces(self.writes, self.clock, self.ids).former_of(user_id)

    def forget(
        self, user_id: UserId, contributions: Contributions, likes: Likes, written: Collection[str]
    ) -> Collection[FileId]:
        return SqlTraces(self.writes, self.clock, self.ids, likes, written).forget(user_id, contributions)


def _rows(reads: Reads, statement: Statement, name: str, wanted: Collection[str]) -> list[Row]:
    """The rows for these, in one query; none where nothing is asked for."""
    return reads.rows(statement, **{name: json.dumps([*wanted])}) if wanted else []
