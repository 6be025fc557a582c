"""Who was mentioned where, in SQL, and who can be."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Executable,
    Select,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects import postgresql

from adapters.sql.dialects import insert_if_absent
from adapters.sql.people import display_name
from adapters.sql.people_reader import TAKES_PART
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.drafts import drafts
from adapters.sql.tables.forum import edits, mentions, posts, topics
from adapters.sql.tables.identity import users
from adapters.sql.tables.organizations import organizations
from p2p_core.forum.mentions.model import forgotten
from p2p_core.forum.richtext import NOBODY_CHOSEN
from p2p_core.identity.users.shapes import Mentionable
from p2p_core.shared.ids import OrganizationId, TopicId, UserId

_MOST = 200
_NOTE = Statement(
    insert_if_absent(
        mentions,
        {name: bindparam(name) for name in ("subject_id", "user_id", "topic_id")},
        "subject_id",
        "user_id",
    )
)
_SUBJECTS = select(mentions.c.subject_id).where(mentions.c.user_id == bindparam("known"))
_DRAFTED = type_coerce(drafts.c.body, Text)
_CHOSEN: ColumnElement[str] = literal("(user:").concat(bindparam("known")).concat(")")


def _without(column: Column[str]) -> ColumnElement[str]:
    """What somebody wrote, with the name they wrote, and with no id of whoever that was."""
    return func.replace(column, _CHOSEN, NOBODY_CHOSEN)


_MENTIONED_IN = (
    Statement(select(topics.c.id, topics.c.body_html, topics.c.excerpt).where(topics.c.id.in_(_SUBJECTS))),
    Statement(select(posts.c.id, posts.c.body_html, literal("")).where(posts.c.id.in_(_SUBJECTS))),
)
_SHOW = tuple(
    Statement(
        update(table)
        .values({name: bindparam(f"new_{name}") for name in shown})
        .where(table.c.id == bindparam("subject"))
    )
    for table, shown in ((topics, ("body_html", "excerpt")), (posts, ("body_html",)))
)
_DROP_MENTIONS = (
    *(
        Statement(update(table).values(body=_without(table.c.body)).where(table.c.id.in_(_SUBJECTS)))
        for table in (topics, posts)
    ),
    Statement(
        update(edits)
        .values(body_before=_without(edits.c.body_before), body_after=_without(edits.c.body_after))
        .where(edits.c.subject_id.in_(_SUBJECTS))
    ),
    Statement(
        update(drafts)
        .values(body=type_coerce(func.replace(_DRAFTED, _CHOSEN, NOBODY_CHOSEN), drafts.c.body.type))
        .where(_DRAFTED.contains(_CHOSEN))
    ),
    Statement(delete(mentions).where(mentions.c.user_id == bindparam("known"))),
)


def drop_mentions(writes: Writes, user_id: str) -> None:
    """Nobody is mentioned by whom nobody is meant any more; the words stay."""
    for query, show in zip(_MENTIONED_IN, _SHOW, strict=True):
        for subject_id, html, excerpt in writes.rows(query, known=user_id):
            shown, beginning = forgotten(html, excerpt, user_id)
            writes.run(show, subject=subject_id, new_body_html=shown, new_excerpt=beginning)
    for change in _DROP_MENTIONS:
        writes.run(change, known=user_id)


_LISTED: Mapping[str, Callable[[str], Select[Any]]] = {
    "sqlite": lambda name: select(column("value")).select_from(func.json_each(bindparam(name, type_=Text))),
    "postgresql": lambda name: select(
        func.jsonb_array_elements_text(cast(bindparam(name, type_=Text), postgresql.JSONB))
    ),
}
"""The items of a JSON list, as rows."""


def _mentionable() -> Mapping[str, Executable]:
    return {
        dialect: select(users.c.id, display_name(users), users.c.organization_id)
        .join(organizations, users.c.organization_id == organizations.c.id)
        .where(or_(users.c.name_key.in_(listed("names")), users.c.id.in_(listed("ids"))), TAKES_PART)
        .order_by(users.c.id)
        .limit(_MOST)
        for dialect, listed in _LISTED.items()
    }


_MENTIONABLE = Statement(_mentionable())


def mentionable(reads: Reads, names: Collection[str], ids: Collection[str]) -> Sequence[Mentionable]:
    """Those of the network who have one of these names, as names are sorted, or one of these ids."""
    asked = {"names": _json(names), "ids": _json(ids)}
    return [
        Mentionable(id=UserId(user_id), name=name, organization_id=OrganizationId(home))
        for user_id, name, home in reads.rows(_MENTIONABLE, **asked)
    ]


def _json(items: Collection[str]) -> str:
    return msgspec.json.encode(sorted(items)).decode()


@dataclass(frozen=True, slots=True)
class SqlMentions:
    """Mentions within a transaction."""

    writes: Writes

    def note(self, subject_id: str, topic_id: TopicId, user_id: UserId) -> bool:
        return self.writes.run(_NOTE, subject_id=subject_id, topic_id=topic_id, user_id=user_id) == 1
