"""A person forgotten, in memory: everything that is theirs or names them."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from adapters.memory.blocked import drop_blocks
from adapters.memory.erasure import drop_credentials, drop_events, drop_marks, recount
from adapters.memory.files import MemoryFiles
from adapters.memory.forum import MemoryCategories
from adapters.memory.inbox import forget_inbox
from adapters.memory.marks import drop_post, drop_topic, drop_words
from adapters.memory.mentions import drop_mentions
from adapters.memory.moderation import disown_moderation, drop_moderation
from adapters.memory.once import key_of
from adapters.memory.own_data import drop_exports
from adapters.memory.reputation import MemoryReputation, drop_reputation
from adapters.memory.tables import Indexed, Tables, whose
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Visibility
from p2p_core.identity.attempts.model import of_account, of_device, of_person
from p2p_core.identity.users.model import User, address_of
from p2p_core.own_data.model import REMOVED, REMOVED_HTML, Contributions, former_member
from p2p_core.shared.clock import Clock
from p2p_core.shared.events import to_fields
from p2p_core.shared.ids import FileId, Ids, UserId


@dataclass(frozen=True, slots=True)
class MemoryTraces:
    """Everything that is kept of people."""

    tables: Tables
    clock: Clock
    ids: Ids

    def forget(self, user_id: UserId, contributions: Contributions) -> Collection[FileId]:
        user = self.tables.users.get(user_id)
        if user is None:
            return ()
        former = self._former(user)
        self._drop_reasons(user_id)
        touched = {post.topic_id for post in self.tables.posts.where(lambda one: one.author_id == user_id)}
        touched |= {topic.id for topic in self.tables.topics.where(lambda one: one.author_id == user_id)}
        touched |= drop_marks(self.tables, {user_id})
        stay = contributions is Contributions.KEEP_ANONYMOUS
        forget_inbox(self.tables, {user_id}, former if stay else None)
        if not stay:
            self._drop_posts(user_id)
            self._drop_topics(user_id)
        drop_moderation(self.tables, {user_id})
        drop_mentions(self.tables, user_id)
        self._disown(user_id, former)
        recount(self.tables, (), touched)
        drop_reputation(self.tables, {user_id})
        for topic_id in sorted(touched):
            MemoryReputation(self.tables, self.clock, self.ids).settle(topic_id)
        gone = self._leave_files(user_id, former, contributions)
        self._drop_what_names(user)
        drop_blocks(self.tables, {user_id})
        drop_exports(self.tables, lambda one: one.user_id == user_id)
        for key in self.tables.sessions.keys(lambda one: one.user_id == user_id):
            self.tables.sessions.drop(key)
        for entry in self.tables.audit.where(lambda one: one.actor_id == user_id):
            self.tables.audit.put(entry.id, replace(entry, network=""))
        self.tables.users.drop(user_id)
        return gone

    def _former(self, user: User) -> UserId:
        """The one former member of the organization."""
        new = former_member(user.organization_id, UserId(self.ids.new()), self.clock.now())
        for known in self.tables.users.where(lambda one: one.address == new.address):
            return known.id
        self.tables.users.put(new.id, new)
        return new.id

    def _drop_reasons(self, user_id: UserId) -> None:
        """What they wrote to others, and others of what they wrote; that it was done stays on record."""
        written: set[str] = {
            post.id for post in self.tables.posts.where(lambda one: one.author_id == user_id)
        }
        written |= {topic.id for topic in self.tables.topics.where(lambda one: one.author_id == user_id)}
        for entry in self.tables.audit.where(
            lambda one: one.actor_id == user_id or one.subject_id in written
        ):
            self.tables.audit.put(entry.id, entry.without_reason())

    def _drop_posts(self, user_id: UserId) -> None:
        """The deepest first, so that whole branches of one's own go."""
        gone: list[Post] = []
        own = self.tables.posts.where(lambda post: post.author_id == user_id)
        for post in sorted(own, key=lambda post: post.depth, reverse=True):
            if self.tables.posts.keys(whose(lambda one: one.parent_id, post.id)):
                drop_words(self.tables, post.id)
                post.body, post.body_html, post.like_count = REMOVED, REMOVED_HTML, 0
                self.tables.posts.put(post.id, post)
                for topic in self.tables.topics.where(whose(lambda one: one.best_answer_id, post.id)):
                    topic.best_answer_id = None
                    self.tables.topics.put(topic.id, topic)
            else:
                drop_post(self.tables, post.id)
                gone.append(post)
        recount(self.tables, gone)

    def _drop_topics(self, user_id: UserId) -> None:
        for topic in self.tables.topics.where(lambda one: one.author_id == user_id):
            if self.tables.posts.keys(whose(lambda post: post.topic_id, topic.id)):
                drop_words(self.tables, topic.id)
                topic.title = topic.body = topic.excerpt = REMOVED
                topic.body_html, topic.tags = REMOVED_HTML, ()
                self.tables.topics.put(topic.id, topic)
                continue
            drop_topic(self.tables, topic.id)
            if topic.visibility is Visibility.NETWORK and topic.deleted_at is None:
                MemoryCategories(self.tables).topic_removed(topic.category_id)

    def _disown(self, user_id: UserId, former: UserId) -> None:
        for topic in self.tables.topics.where(lambda one: one.author_id == user_id):
            topic.author_id = former
            self.tables.topics.put(topic.id, topic)
        for post in self.tables.posts.where(lambda one: one.author_id == user_id):
            post.author_id = former
            self.tables.posts.put(post.id, post)
        for removed in self.tables.topics.where(lambda one: one.deleted_by == user_id):
            removed.deleted_by = former
            self.tables.topics.put(removed.id, removed)
        for hidden in self.tables.posts.where(lambda one: one.deleted_by == user_id):
            hidden.deleted_by = former
            self.tables.posts.put(hidden.id, hidden)
        disown_moderation(self.tables, user_id, former)
        for row in self.tables.entries.where(lambda one: one.entry.author_id == user_id):
            entry = replace(row.entry, author_id=former)
            self.tables.entries.put(entry.subject_id, Indexed(row.number, entry))
        for edit in self.tables.edits.where(lambda one: one.editor_id == user_id):
            self.tables.edits.put(edit.id, replace(edit, editor_id=former))
        for invitation in self.tables.invitations.where(lambda one: one.inviter_id == user_id):
            invitation.inviter_id, invitation.message = former, None
            self.tables.invitations.put(invitation.id, invitation)

    def _had(self, user: User) -> set[str]:
        """The addresses they had before, but for those that somebody else has by now."""
        changes = self.tables.email_changes.where(lambda one: one.user_id == user.id)
        taken = {one.address for one in self.tables.users.where(lambda one: one.id != user.id)}
        return {address_of(change.old_email) for change in changes} - taken

    def _leave_files(
        self, user_id: UserId, former: UserId, contributions: Contributions
    ) -> Collection[FileId]:
        """What isn't theirs alone stays; answers with what goes."""
        gone: list[FileId] = []
        kept, stay = MemoryFiles(self.tables), contributions is Contributions.KEEP_ANONYMOUS
        for file in self.tables.files.where(lambda one: one.owner_id == user_id):
            if file.outlives_owner(contributions_stay=stay):
                file.pass_to(former)
                kept.save(file)
            else:
                kept.release(file.organization_id, file.charge)
                kept.drop(file.id)
                gone.append(file.id)
        return gone

    def _drop_what_names(self, user: User) -> None:
        """What isn't theirs and has their address in it."""
        tables = self.tables
        addresses = {user.address, *self._had(user)}
        pending = tables.registrations.keys(lambda one: one.address in addresses)
        invited = tables.invitations.keys(lambda one: one.accepted_by == user.id or one.address in addresses)
        mentioned = tables.outbox.where(lambda one: user.id in to_fields(one.event).values())
        owned = drop_credentials(tables, {user.id})
        about = {one.event.aggregate for one in mentioned}
        drop_events(tables, {user.id, *pending, *invited, *owned, *about})
        for key in pending:
            tables.registrations.drop(key)
        for key in invited:
            tables.invitations.drop(key)
        for done in tables.done_requests.where(lambda one: one.once.caller == user.id):
            tables.done_requests.drop(key_of(done.once))
        digests = (of_account(address).partition(":")[2] for address in addresses)
        counted = (*digests, *(of_device(one) for one in owned))
        for key in tables.tallies:
            if key.endswith(counted) or key.startswith(of_person("", user.id)):
                tables.tallies.drop(key)
