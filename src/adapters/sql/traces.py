"""A person forgotten, in SQL: every row that is theirs or names them, in the caller's transaction."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    Text,
    bindparam,
    delete,
    func,
    or_,
    select,
    type_coerce,
    union_all,
    update,
)

from adapters.sql.audit import ENTRY
from adapters.sql.dialects import among
from adapters.sql.erasure import (
    DROP_EXPERTISE,
    DROP_FACTOR,
    DROP_INVITATION,
    DROP_OWNED,
    DROP_REGISTRATION,
    DROP_REQUESTS,
    DROP_SESSIONS,
    DROP_USER,
    IDS_OWNED,
    POSTS_OF_AUTHOR,
    REGISTRATIONS,
    by,
    drop_events,
    dropped,
    found,
)
from adapters.sql.files import FILE, SqlFiles
from adapters.sql.forum_erasure import RECOUNT_CATEGORY, drop_marks, drop_topic, drop_words, recount
from adapters.sql.inbox_forgetting import Likes, SqlLikes, forget_inbox
from adapters.sql.index import DROP as DROP_ENTRY
from adapters.sql.own_data import DROP_EXPORTS, DROP_PARTS
from adapters.sql.reputation import DROP_EARNED, SqlReputation
from adapters.sql.searching import contains, pattern
from adapters.sql.statements import Row, Statement, Writes
from adapters.sql.tables.audit import audit
from adapters.sql.tables.credentials import email_changes, tallies
from adapters.sql.tables.events import outbox
from adapters.sql.tables.files import files
from adapters.sql.tables.forum import edits, posts, topics
from adapters.sql.tables.identity import invitations, users
from adapters.sql.tables.moderation import interventions, reports
from adapters.sql.tables.notifications import mailbox
from adapters.sql.tables.search import entries
from adapters.sql.topics import UNTAG
from adapters.sql.users import USER
from p2p_core.identity.attempts.model import of_account, of_device, of_person
from p2p_core.identity.users.model import User, address_of
from p2p_core.own_data.model import REMOVED, REMOVED_HTML, Contributions, former_member
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import FileId, Ids, TopicId, UserId

_ID: BindParameter[str] = bindparam("known")
_FORMER: BindParameter[str] = bindparam("former")
_ADD_FORMER = USER.insertion_if_absent("address")
_BY_ADDRESS = USER.query(users.c.address == bindparam("address"))
_HAD = by(email_changes.c.user_id, email_changes.c.old_email)
_INVITED = Statement(
    select(invitations.c.id).where(
        or_(invitations.c.accepted_by == _ID, invitations.c.address == bindparam("address"))
    )
)
_WRITTEN = union_all(*(select(table.c.id).where(table.c.author_id == _ID) for table in (topics, posts)))
_DISOWN_ENTRIES = Statement(
    update(entries).values(author_id=_FORMER).where(entries.c.subject_id.in_(_WRITTEN))
)
"""Before anything that they wrote passes to somebody else, which is how it is found."""
_DISOWN = [
    *(
        Statement(update(table).values(author_id=_FORMER).where(table.c.author_id == _ID))
        for table in (topics, posts)
    ),
    *(
        Statement(update(table).values(deleted_by=_FORMER).where(table.c.deleted_by == _ID))
        for table in (topics, posts)
    ),
    Statement(update(edits).values(editor_id=_FORMER).where(edits.c.editor_id == _ID)),
    Statement(update(reports).values(author_id=_FORMER).where(reports.c.author_id == _ID)),
    Statement(update(reports).values(resolved_by=_FORMER).where(reports.c.resolved_by == _ID)),
    Statement(update(interventions).values(actor_id=_FORMER).where(interventions.c.actor_id == _ID)),
]
_DISOWN_INVITATIONS = Statement(
    update(invitations).values(inviter_id=_FORMER, message=None).where(invitations.c.inviter_id == _ID)
)
_NO_NETWORK = Statement(update(audit).values(network="").where(audit.c.actor_id == _ID))
_REASONS = ENTRY.query(
    or_(audit.c.actor_id == _ID, audit.c.subject_id.in_(_WRITTEN)),
    type_coerce(audit.c.details, Text).contains('"reason":'),
)
_REASONS_OF = Statement(among(audit.c.subject_id, "subjects", ENTRY.selection))
_NO_REASON = Statement(
    update(audit).values(details=bindparam("others", type_=audit.c.details.type)).where(audit.c.id == _ID)
)
_MENTIONED = Statement(
    select(outbox.c.aggregate).where(contains(type_coerce(outbox.c.body, Text), "mention"))
)
_DROP_TALLIES = Statement(delete(tallies).where(tallies.c.id.like(bindparam("pattern"), escape="!")))
_MAILS = Statement(select(mailbox.c.id, mailbox.c.recipient))
_DROP_MAIL = Statement(delete(mailbox).where(mailbox.c.id == _ID))
_replies = posts.alias("replies")
_HAS_REPLIES = select(_replies.c.id).where(
    _replies.c.topic_id == posts.c.topic_id, _replies.c.parent_id == posts.c.id
)
_DROP_UNANSWERED = Statement(delete(posts).where(posts.c.id == _ID, ~_HAS_REPLIES.exists()))
_BLANK_POST = Statement(
    update(posts)
    .values(body=REMOVED, body_html=REMOVED_HTML, author_id=_FORMER, like_count=0)
    .where(posts.c.id == _ID)
)
_NOT_BEST = Statement(update(topics).values(best_answer_id=None).where(topics.c.best_answer_id == _ID))
_OWN_FILES = FILE.query(files.c.owner_id == _ID)
_OWN_TOPICS = by(topics.c.author_id, topics.c.id, topics.c.category_id)
_ANSWERS = Statement(select(func.count()).select_from(posts).where(posts.c.topic_id == _ID))
_BLANK_TOPIC = Statement(
    update(topics)
    .values(
        title=REMOVED,
        body=REMOVED,
        body_html=REMOVED_HTML,
        excerpt=REMOVED,
        tags=(),
        author_id=_FORMER,
    )
    .where(topics.c.id == _ID)
)


@dataclass(frozen=True, slots=True)
class SqlTraces:
    """Everything that is kept of people."""

    writes: Writes
    clock: Clock
    ids: Ids
    likes: Likes | None = None
    """Who likes what, where content is kept elsewhere."""
    written: Collection[str] = ()
    """What they wrote there."""

    def former_of(self, user_id: UserId) -> UserId | None:
        """Who has what somebody leaves behind; nobody where they are gone already."""
        user = USER.find_held(self.writes, user_id)
        return UserId(self._former(user)) if user else None

    def forget(self, user_id: UserId, contributions: Contributions) -> Collection[FileId]:
        user = USER.find_held(self.writes, user_id)
        if user is None:
            return ()
        former = self._former(user)
        self.writes.run(_DISOWN_ENTRIES, known=user_id, former=former)
        self._drop_reasons(user_id)
        touched = {row[1] for row in self.writes.rows(POSTS_OF_AUTHOR, known=user_id)}
        touched |= {topic_id for topic_id, _ in self.writes.rows(_OWN_TOPICS, known=user_id)}
        likes, stay = self.likes or SqlLikes(self.writes), contributions is Contributions.KEEP_ANONYMOUS
        liked = likes.liked(user_id)
        touched |= drop_marks(self.writes, user_id)
        forget_inbox(self.writes, user_id, liked, former if stay else None, likes)
        if not stay:
            self._drop_posts(user_id, former)
            self._drop_topics(user_id, former)
        for disown in (*_DISOWN, _DISOWN_INVITATIONS):
            self.writes.run(disown, known=user_id, former=former)
        recount(self.writes, (), touched)
        for drop in DROP_EARNED:
            self.writes.run(drop, known=user_id)
        for topic_id in sorted(touched):
            SqlReputation(self.writes, self.clock, self.ids).settle(TopicId(topic_id))
        gone = self._leave_files(user_id, UserId(former), contributions)
        self._drop_what_names(user, {user.address, *self._had(user)})
        self._drop_account(user_id)
        return gone

    def _drop_reasons(self, user_id: UserId) -> None:
        """What they wrote to others, and others of what they wrote; that it was done stays on record."""
        elsewhere = ENTRY.all(self.writes, _REASONS_OF, subjects=json.dumps([*self.written]))
        for entry in (*ENTRY.all(self.writes, _REASONS, known=user_id), *elsewhere):
            self.writes.run(_NO_REASON, known=entry.id, others=entry.without_reason().details)

    def _former(self, user: User) -> str:
        """The one former member of the organization."""
        member = former_member(user.organization_id, UserId(self.ids.new()), self.clock.now())
        USER.add_if_absent(self.writes, _ADD_FORMER, member)
        kept = USER.first(self.writes, _BY_ADDRESS, address=member.address)
        return kept.id if kept else member.id

    def _had(self, user: User) -> Collection[str]:
        """The addresses they had before, but for those that somebody else has by now."""
        had = {address_of(old) for (old,) in self.writes.rows(_HAD, known=user.id)}
        return {address for address in had if not USER.first(self.writes, _BY_ADDRESS, address=address)}

    def _leave_files(
        self, user_id: UserId, former: UserId, contributions: Contributions
    ) -> Collection[FileId]:
        """What isn't theirs alone stays; answers with what goes."""
        gone: list[FileId] = []
        kept, stay = SqlFiles(self.writes), contributions is Contributions.KEEP_ANONYMOUS
        for file in FILE.all(self.writes, _OWN_FILES, known=user_id):
            if file.outlives_owner(contributions_stay=stay):
                file.pass_to(former)
                kept.save(file)
            else:
                kept.release(file.organization_id, file.charge)
                kept.drop(file.id)
                gone.append(file.id)
        return gone

    def _drop_posts(self, user_id: UserId, former: str) -> None:
        """The deepest first, so that whole branches of one's own go."""
        gone: list[Row] = []
        own = self.writes.rows(POSTS_OF_AUTHOR, known=user_id)
        for row in sorted(own, key=lambda row: row[3], reverse=True):
            drop_words(self.writes, row[0])
            if self.writes.run(_DROP_UNANSWERED, known=row[0]):
                self.writes.run(DROP_ENTRY, known_id=row[0])
                gone.append(row)
            else:
                self.writes.run(_BLANK_POST, known=row[0], former=former)
                self.writes.run(_NOT_BEST, known=row[0])
        recount(self.writes, gone)

    def _drop_topics(self, user_id: UserId, former: str) -> None:
        for topic_id, category_id in self.writes.rows(_OWN_TOPICS, known=user_id):
            self.writes.run(UNTAG, known_id=topic_id)
            drop_words(self.writes, topic_id)
            ((answers,),) = self.writes.rows(_ANSWERS, known=topic_id)
            if answers:
                self.writes.run(_BLANK_TOPIC, known=topic_id, former=former)
            else:
                drop_topic(self.writes, topic_id)
                self.writes.run(RECOUNT_CATEGORY, known=category_id)

    def _drop_what_names(self, user: User, addresses: Collection[str]) -> None:
        """What isn't theirs and has their address or name in it."""
        writes = self.writes
        pending = [row[0] for row in found(writes, REGISTRATIONS, addresses)]
        invited = {
            row[0] for address in addresses for row in writes.rows(_INVITED, known=user.id, address=address)
        }
        mentioned = [row[0] for row in writes.rows(_MENTIONED, mention=pattern(user.id))]
        owned = [row[0] for ids in IDS_OWNED for row in writes.rows(ids, known=user.id)]
        drop_events(writes, {user.id, *pending, *invited, *mentioned, *owned})
        dropped(writes, DROP_REGISTRATION, pending)
        dropped(writes, DROP_INVITATION, invited)
        digests = [of_account(address).partition(":")[2] for address in addresses]
        for like in (
            *(f"%:{digest}" for digest in digests),
            f"{of_person('', user.id)}%",
            *(f"%{of_device(one)}" for one in owned),
        ):
            writes.run(_DROP_TALLIES, pattern=like)
        # by whom they are for alone: others may have the same name, and what they were told is theirs
        mails = writes.rows(_MAILS)
        dropped(writes, _DROP_MAIL, [key for key, to in mails if address_of(to) in addresses])

    def _drop_account(self, user_id: UserId) -> None:
        for of_user in (DROP_PARTS, DROP_EXPORTS):
            self.writes.run(of_user, known_user=user_id)
        for of_owner in (*DROP_OWNED, DROP_FACTOR, DROP_SESSIONS, DROP_REQUESTS, DROP_EXPERTISE, _NO_NETWORK):
            self.writes.run(of_owner, known=user_id)
        self.writes.run(DROP_USER, known=user_id)
