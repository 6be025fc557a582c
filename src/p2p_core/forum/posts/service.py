"""What can be done with posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from p2p_core.forum.attachments.service import attach, hide, show
from p2p_core.forum.drafted import published
from p2p_core.forum.indexing.model import Words
from p2p_core.forum.interventions.model import Step
from p2p_core.forum.interventions.policy import must_say_why
from p2p_core.forum.interventions.service import Noting, Theirs
from p2p_core.forum.interventions.shapes import FOR_NO_REASON, Removal
from p2p_core.forum.mentions.service import find_for, tell
from p2p_core.forum.posts.indexed import entry_for
from p2p_core.forum.posts.model import Post, PostWritten
from p2p_core.forum.posts.ports import PostReader, PostTransaction
from p2p_core.forum.posts.shapes import NewPost, PostChanges, PostDetails, PostQuery
from p2p_core.forum.reputation.model import Merit
from p2p_core.forum.richtext import Rendered, RichText
from p2p_core.forum.topics.model import Edit, Topic
from p2p_core.forum.topics.policy import (
    may_have_back,
    must_be_open_for,
    must_be_responsible,
    must_be_theirs,
    must_read,
)
from p2p_core.forum.topics.ports import EditReader
from p2p_core.forum.topics.service import shown_edit
from p2p_core.forum.topics.shapes import EditDetails, EditQuery
from p2p_core.identity.users.ports import UserReader
from p2p_core.shared.actor import Actor
from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.audit import Action
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import FieldError, Forbidden, Invalid, NotFound
from p2p_core.shared.ids import EditId, FileId, Ids, PostId, TopicId
from p2p_core.shared.inputs import KEEP
from p2p_core.shared.once import Once
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class PostService:
    """Reply to a topic or to a reply, read the thread, change a reply, take it away and have it back."""

    begin: Begin[PostTransaction]
    posts: PostReader
    edits: EditReader
    rich_text: RichText
    people: UserReader
    analyzer: TextAnalyzer
    clock: Clock
    ids: Ids

    def write(self, actor: Actor, topic_id: TopicId, new: NewPost, once: Once | None = None) -> PostDetails:
        """Publish a reply.

        Raises ``NotFound``, ``Conflict`` (``topic_locked``), or ``Invalid`` on ``parent_id`` or
        ``attachment_ids``.
        """
        rendered = self.rich_text.render(new.body, find_for(self.people, actor))
        words = self.analyzer.words(new.body)
        with self.begin(once) as tx:
            topic = tx.topics.get(topic_id)
            must_read(actor, topic)
            topic.must_be_open()
            parent = self._parent(tx, topic_id, new.parent_id)
            post = self._place(tx, actor, topic_id, parent, new, rendered)
            self._count_in(tx, topic, post)
            tx.posts.add(post)
            if new.attachment_ids:
                attach(tx, actor, post.files_at, topic.audience, new.attachment_ids)
            tx.marks.wrote(topic_id, actor.user_id, post.seq)
            tx.publish(PostWritten(post_id=post.id, topic_id=topic_id))
            tx.reputation.earn(actor.user_id, Merit.POST, post.id, topic_id)
            _tell(tx, actor, topic, post, rendered)
            published(tx, actor, new.draft_key)
            tx.result(post.id)
            tx.index.put(entry_for(post, words))
        return self.posts.details(actor, post.id)

    def thread(self, actor: Actor, topic_id: TopicId, query: PostQuery) -> Page[PostDetails]:
        """A page of one level of a topic's replies, with the first replies below each."""
        page = self.posts.page(actor, topic_id, query)
        if page is None:
            raise NotFound("thread")
        return page

    def details(self, actor: Actor, post_id: PostId) -> PostDetails:
        """One post; raises ``NotFound`` also when its topic isn't the actor's to read."""
        return self.posts.details(actor, post_id)

    def edit(
        self, actor: Actor, post_id: PostId, changes: PostChanges, expected: Expected = WHICHEVER
    ) -> PostDetails:
        """Change a reply's words; what they were before is kept.

        Raises ``NotFound``, ``Forbidden``, ``Stale``, ``Conflict`` (``topic_locked``), or ``Invalid`` on
        ``reason`` or ``attachment_ids``.
        """
        find = find_for(self.people, actor)
        rendered = None if changes.body is KEEP else self.rich_text.render(changes.body, find)
        words = None if changes.body is KEEP else self.analyzer.words(changes.body)
        with self.begin() as tx:
            topic, post = self._written(tx, actor, post_id)
            must_be_theirs(actor, post.author_id)
            must_say_why(actor, post.author_id, changes.reason)
            expected.must_include("post", post.version)
            must_be_open_for(actor, topic)
            published(tx, actor, changes.draft_key)
            before, now = post.body, self.clock.now()
            files = changes.attachment_ids
            moved = files is not KEEP and attach(tx, actor, post.files_at, topic.audience, files)
            if post.edit(changes, rendered, now, with_files=moved):
                if post.body != before:
                    tx.edits.add(self._edit(actor, post, before))
                    _tell(tx, actor, topic, post, rendered)
                self._note(tx, actor, Action.POST_EDITED, post, Step.EDITED, reason=changes.reason)
                tx.posts.save(post)
                tx.index.change(post_id, post.version, Words(body=words))
        return self.posts.details(actor, post_id)

    def remove(
        self, actor: Actor, post_id: PostId, expected: Expected = WHICHEVER, why: Removal = FOR_NO_REASON
    ) -> None:
        """Take a reply away; where others answered it, its place is kept. It can be had back for 30 days.

        Whose it was is told why, if that is somebody else.

        Raises ``NotFound``, ``Forbidden``, ``Stale``, ``Conflict`` (``topic_locked``), or ``Invalid`` on
        ``reason``.
        """
        with self.begin() as tx:
            topic, post = self._written(tx, actor, post_id)
            must_be_responsible(actor, post.author_id, tx.posts.organization_of(post.author_id))
            must_say_why(actor, post.author_id, why.reason)
            expected.must_include("post", post.version)
            must_be_open_for(actor, topic)
            take_away(tx, actor, topic, post, self.clock.now())
            self._note(tx, actor, Action.POST_REMOVED, post, Step.REMOVED, reason=why.reason)

    def restore(self, actor: Actor, post_id: PostId) -> PostDetails:
        """Have a deleted reply back; nothing happens to one that is there.

        Raises ``NotFound``, ``Forbidden`` for who neither deleted it nor looks after the platform, or
        ``Conflict`` (``topic_locked``, ``restore_expired``).
        """
        with self.begin() as tx:
            topic, post = self._held(tx, actor, post_id)
            if post.is_deleted:
                self._bring_back(tx, actor, topic, post)
        return self.posts.details(actor, post_id)

    def history(self, actor: Actor, post_id: PostId, query: EditQuery) -> Page[EditDetails]:
        """A page of a reply's edits with their differences, the newest first; raises ``NotFound``."""
        if self.posts.details(actor, post_id).deleted:
            raise NotFound("post")
        return self.edits.page(post_id, query).map(shown_edit)

    def _held(self, tx: PostTransaction, actor: Actor, post_id: PostId) -> tuple[Topic, Post]:
        """A reply, deleted or not, and its topic, which is held first by everybody who changes either."""
        found = tx.posts.find(post_id)
        if found is None:
            raise NotFound("post")
        topic = tx.topics.get(found.topic_id)
        must_read(actor, topic)
        return topic, tx.posts.get(post_id)  # as it is now that the topic has been waited for

    def _written(self, tx: PostTransaction, actor: Actor, post_id: PostId) -> tuple[Topic, Post]:
        """The same, of one that has its words."""
        topic, post = self._held(tx, actor, post_id)
        if post.is_deleted:
            raise NotFound("post")
        return topic, post

    def _bring_back(self, tx: PostTransaction, actor: Actor, topic: Topic, post: Post) -> None:
        if not may_have_back(actor, post.deleted_by):
            raise Forbidden if post.is_shown else NotFound("post")
        must_be_open_for(actor, topic)
        was_shown = post.is_shown
        self._count_in(tx, topic, post)
        tx.publish(post.restore(self.clock.now()))
        tx.posts.keep_standing(post)
        tx.topics.replies_changed(topic.id, 1)
        tx.marks.reply_back(topic.id, post.seq, post.author_id)
        tx.reputation.settle(topic.id, post.id)
        show(tx, _files(tx, post), topic.audience)
        if not was_shown:
            _show(tx, post)

    def _count_in(self, tx: PostTransaction, topic: Topic, post: Post) -> None:
        """Count who replies for the first time; to be asked before the reply is there."""
        if post.author_id != topic.author_id and not tx.posts.has_others(post):
            topic.replied(1, self.clock.now())
            tx.topics.keep_standing(topic)

    def _parent(self, tx: PostTransaction, topic_id: TopicId, parent_id: str | None) -> Post | None:
        if parent_id is None:
            return None
        parent = tx.posts.find(PostId(parent_id))
        if parent is None or parent.topic_id != topic_id or parent.is_deleted:
            raise Invalid(FieldError("parent_id", "not_found"))
        return parent

    def _place(
        self,
        tx: PostTransaction,
        actor: Actor,
        topic_id: TopicId,
        parent: Post | None,
        new: NewPost,
        rendered: Rendered,
    ) -> Post:
        """The post at the next free place: the store hands out each number once."""
        now = self.clock.now()
        post_id = PostId(self.ids.new())
        seq = tx.topics.reply_added(topic_id, post_id, now)
        return Post(
            id=post_id,
            topic_id=topic_id,
            parent_id=parent.id if parent else None,
            depth=parent.depth + 1 if parent else 0,
            seq=seq,
            place=tx.posts.reply_added(parent.id) if parent else seq,
            author_id=actor.user_id,
            body=new.body,
            body_html=rendered.html,
            created_at=now,
        )

    def _note(
        self, tx: PostTransaction, actor: Actor, action: Action, post: Post, step: Step, *, reason: object
    ) -> None:
        theirs = Theirs(subject_id=post.id, topic_id=post.topic_id, author_id=post.author_id)
        kept = Noting(clock=self.clock, ids=self.ids)
        kept.note(tx, actor, action, theirs, step, reason=reason)

    def _edit(self, actor: Actor, post: Post, before: str) -> Edit:
        return Edit(
            id=EditId(self.ids.new()),
            subject_id=post.id,
            topic_id=post.topic_id,
            editor_id=actor.user_id,
            edited_at=self.clock.now(),
            version=post.version + 1,
            title_before=None,
            title_after=None,
            body_before=before,
            body_after=post.body,
        )


def take_away(tx: PostTransaction, actor: Actor, topic: Topic, post: Post, now: datetime) -> None:
    """Have a reply be there no more; whoever asks for it holds its topic, and may do so."""
    tx.publish(post.delete(actor.user_id, now))
    tx.posts.keep_standing(post)
    tx.topics.replies_changed(topic.id, -1)
    tx.marks.reply_gone(topic.id, post.seq, post.author_id)
    _count_out(tx, topic, post, now)
    tx.reputation.settle(topic.id, post.id)
    hide(tx, _files(tx, post))
    _hide(tx, post)


def _tell(tx: PostTransaction, actor: Actor, topic: Topic, post: Post, rendered: Rendered | None) -> None:
    """Tell those who are mentioned and may read it."""
    mentioned = rendered.mentions if rendered else ()
    tell(tx, actor, post.id, topic.id, (one for one in mentioned if topic.is_for(one.organization_id)))


def _files(tx: PostTransaction, post: Post) -> Sequence[FileId]:
    return [file.id for file in tx.files.shown_at(post.files_at)]


def _count_out(tx: PostTransaction, topic: Topic, post: Post, now: datetime) -> None:
    """Forget who has no other reply there, and the best answer if this was it."""
    if topic.best_answer_id == post.id:
        tx.publish(topic.withdraw(post.id))
    if post.author_id != topic.author_id and not tx.posts.has_others(post):
        topic.replied(-1, now)
    tx.topics.keep_standing(topic)


def _hide(tx: PostTransaction, post: Post) -> None:
    """A deleted reply without replies is gone from its level; with it go tombstones that have no others."""
    below = post
    while below.parent_id and not below.is_shown:
        below = tx.posts.reply_shown(below.parent_id, -1)


def _show(tx: PostTransaction, post: Post) -> None:
    """A reply that was gone from its level is back; with it come tombstones that had no others."""
    below: Post | None = post
    while below and below.parent_id:
        above = tx.posts.reply_shown(below.parent_id, 1)
        below = above if above.is_deleted and above.reply_count == 1 else None
