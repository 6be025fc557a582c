"""What can be done with topics."""

from dataclasses import dataclass
from datetime import datetime

from p2p_core.forum.attachments.service import attach, hide, show
from p2p_core.forum.differences import pieces
from p2p_core.forum.drafted import published
from p2p_core.forum.indexing.model import entry_of
from p2p_core.forum.interventions.model import Step
from p2p_core.forum.interventions.policy import must_say_why
from p2p_core.forum.interventions.service import Noting, Theirs
from p2p_core.forum.interventions.shapes import FOR_NO_REASON, Removal
from p2p_core.forum.mentions.service import find_for, tell
from p2p_core.forum.reputation.model import Merit
from p2p_core.forum.richtext import Rendered, RichText
from p2p_core.forum.topics.indexed import source_of, words_of_changes
from p2p_core.forum.topics.model import Edit, Topic, heat
from p2p_core.forum.topics.policy import (
    is_on_this_side,
    may_have_back,
    must_be_open_for,
    must_be_responsible,
    must_be_theirs,
    must_curate,
    must_read,
)
from p2p_core.forum.topics.ports import EditReader, TopicReader, TopicTransaction
from p2p_core.forum.topics.shapes import (
    Difference,
    EditDetails,
    EditQuery,
    KeptEdit,
    NewTopic,
    TopicChanges,
    TopicDetails,
    TopicQuery,
    TopicSummary,
)
from p2p_core.identity.users.ports import UserReader
from p2p_core.shared.actor import Actor
from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.asking import asked
from p2p_core.shared.audit import Action
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import FieldError, Invalid, NotFound
from p2p_core.shared.ids import CategoryId, EditId, Ids, TopicId
from p2p_core.shared.inputs import KEEP
from p2p_core.shared.once import Once
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicService:
    """Start a topic, list topics, read one, change it, take it away and have it back."""

    begin: Begin[TopicTransaction]
    topics: TopicReader
    edits: EditReader
    rich_text: RichText
    people: UserReader
    analyzer: TextAnalyzer
    clock: Clock
    ids: Ids

    def start(self, actor: Actor, new: NewTopic, once: Once | None = None) -> TopicDetails:
        """Publish a topic.

        Raises ``Invalid`` on ``category_id`` when there is no such category, or on ``attachment_ids``.
        """
        rendered = self.rich_text.render(new.body, find_for(self.people, actor))
        topic = self._topic(actor, new, rendered)
        entry = entry_of(self.analyzer, source_of(topic))
        with self.begin(once) as tx:
            _must_be_there(tx, topic.category_id)
            tx.topics.add(topic)
            if new.attachment_ids:
                attach(tx, actor, topic.files_at, topic.audience, new.attachment_ids)
            tx.marks.wrote(topic.id, actor.user_id, 0)
            tx.reputation.earn(actor.user_id, Merit.TOPIC, topic.id, topic.id)
            _tell(tx, actor, topic, rendered)
            published(tx, actor, new.draft_key)
            tx.result(topic.id)
            if topic.is_open_to_all:
                tx.categories.topic_added(topic.category_id)
            tx.index.put(entry)
        return self.topics.details(actor, topic.id)

    def list(self, actor: Actor, query: TopicQuery) -> Page[TopicSummary]:
        """A page of the topics the actor may read."""
        return self.topics.page(actor, query, asked(self.analyzer, query.q) if query.q else None)

    def details(self, actor: Actor, topic_id: TopicId) -> TopicDetails:
        """One topic; raises ``NotFound`` also for another organization's private one."""
        return self.topics.details(actor, topic_id)

    def edit(
        self, actor: Actor, topic_id: TopicId, changes: TopicChanges, expected: Expected = WHICHEVER
    ) -> TopicDetails:
        """Change a topic; what its words were before is kept.

        Raises ``NotFound``, ``Forbidden``, ``Stale``, ``Conflict`` (``topic_locked``), or ``Invalid`` on
        ``reason``, ``category_id`` or ``attachment_ids``.
        """
        find = find_for(self.people, actor)
        rendered = None if changes.body is KEEP else self.rich_text.render(changes.body, find)
        words = words_of_changes(self.analyzer, changes)
        with self.begin() as tx:
            topic = self._readable(tx, actor, topic_id)
            must_be_theirs(actor, topic.author_id)
            if changes.curate:
                must_curate(actor)
            if changes.rewords:
                must_say_why(actor, topic.author_id, changes.reason)
            expected.must_include("topic", topic.version)
            must_be_open_for(actor, topic)
            published(tx, actor, changes.draft_key)
            home, was_locked = topic.category_id, topic.locked
            title, body, tags = topic.title, topic.body, topic.tags
            files = changes.attachment_ids
            moved = files is not KEEP and attach(tx, actor, topic.files_at, topic.audience, files)
            if topic.edit(changes, rendered, self.clock.now(), with_files=moved):
                _move(tx, topic, home)
                _tell(tx, actor, topic, rendered)
                if (title, body) != words_of(topic):
                    tx.edits.add(self._edit(actor, topic, title, body))
                steps = {
                    Step.EDITED: moved or (title, body, tags) != (*words_of(topic), topic.tags),
                    Step.MOVED: home != topic.category_id,
                    Step.LOCKED: topic.locked and not was_locked,
                }
                done = (step for step, was in steps.items() if was)
                self._note(tx, actor, Action.TOPIC_EDITED, topic, *done, reason=changes.reason)
                tx.topics.save(topic)
                tx.index.change(topic_id, topic.version, words)
        return self.topics.details(actor, topic_id)

    def remove(
        self,
        actor: Actor,
        topic_id: TopicId,
        expected: Expected = WHICHEVER,
        why: Removal = FOR_NO_REASON,
    ) -> None:
        """Take a topic away with all that stands in it; it can be had back for 30 days.

        Whose it was is told why, if that is somebody else.

        Raises ``NotFound``, ``Forbidden``, ``Stale``, ``Conflict`` (``topic_locked``), or ``Invalid`` on
        ``reason``.
        """
        now = self.clock.now()
        with self.begin() as tx:
            topic = self._readable(tx, actor, topic_id)
            must_be_responsible(actor, topic.author_id, topic.organization_id)
            must_say_why(actor, topic.author_id, why.reason)
            expected.must_include("topic", topic.version)
            must_be_open_for(actor, topic)
            take_away(tx, actor, topic, now)
            self._note(tx, actor, Action.TOPIC_REMOVED, topic, Step.REMOVED, reason=why.reason)

    def restore(self, actor: Actor, topic_id: TopicId) -> TopicDetails:
        """Have a deleted topic back; nothing happens to one that is there.

        Raises ``NotFound``, also for who neither deleted it nor looks after the platform, or ``Conflict``
        (``restore_expired``).
        """
        with self.begin() as tx:
            topic = tx.topics.get(topic_id)
            if not is_on_this_side(actor, topic):
                raise NotFound("topic")
            if topic.deleted_at is not None:
                self._bring_back(tx, actor, topic)
        return self.topics.details(actor, topic_id)

    def history(self, actor: Actor, topic_id: TopicId, query: EditQuery) -> Page[EditDetails]:
        """A page of a topic's edits with their differences, the newest first; raises ``NotFound``."""
        self.topics.details(actor, topic_id)
        return self.edits.page(topic_id, query).map(shown_edit)

    def _readable(self, tx: TopicTransaction, actor: Actor, topic_id: TopicId) -> Topic:
        topic = tx.topics.get(topic_id)
        must_read(actor, topic)
        return topic

    def _bring_back(self, tx: TopicTransaction, actor: Actor, topic: Topic) -> None:
        if not may_have_back(actor, topic.deleted_by):
            raise NotFound("topic")
        tx.publish(topic.restore(self.clock.now()))
        tx.topics.keep_standing(topic)
        tx.reputation.settle(topic.id)
        show(tx, tx.topics.shown_files(topic.id), topic.audience)
        if topic.is_open_to_all:
            tx.categories.topic_added(topic.category_id)

    def _edit(self, actor: Actor, topic: Topic, title: str, body: str) -> Edit:
        return Edit(
            id=EditId(self.ids.new()),
            subject_id=topic.id,
            topic_id=topic.id,
            editor_id=actor.user_id,
            edited_at=topic.updated_at,
            version=topic.version + 1,
            title_before=title,
            title_after=topic.title,
            body_before=body,
            body_after=topic.body,
        )

    def _note(
        self,
        tx: TopicTransaction,
        actor: Actor,
        action: Action,
        topic: Topic,
        *steps: Step,
        reason: object,
    ) -> None:
        theirs = Theirs(subject_id=topic.id, topic_id=topic.id, author_id=topic.author_id)
        kept = Noting(clock=self.clock, ids=self.ids)
        kept.note(tx, actor, action, theirs, *steps, reason=reason)

    def _topic(self, actor: Actor, new: NewTopic, rendered: Rendered) -> Topic:
        now = self.clock.now()
        return Topic(
            id=TopicId(self.ids.new()),
            category_id=CategoryId(new.category_id),
            author_id=actor.user_id,
            organization_id=actor.organization_id,
            visibility=new.visibility,
            title=new.title,
            body=new.body,
            body_html=rendered.html,
            excerpt=rendered.excerpt,
            tags=new.tags,
            created_at=now,
            updated_at=now,
            last_activity_at=now,
            hot=heat(0, 0, now, now),
        )


def shown_edit(kept: KeptEdit) -> EditDetails:
    """An edit with its differences worked out."""
    return EditDetails(
        id=kept.id,
        version=kept.version,
        edited_at=kept.edited_at,
        editor=kept.editor,
        differences=tuple(
            Difference(field=field, before=before, after=after, pieces=pieces(before, after))
            for field, before, after in (
                ("title", kept.title_before or "", kept.title_after or ""),
                ("body", kept.body_before, kept.body_after),
            )
            if before != after
        ),
    )


def take_away(tx: TopicTransaction, actor: Actor, topic: Topic, now: datetime) -> None:
    """Have a topic be there no more; whoever asks for it holds it, and may do so."""
    tx.publish(topic.delete(actor.user_id, now))
    tx.topics.keep_standing(topic)
    tx.reputation.settle(topic.id)
    hide(tx, tx.topics.shown_files(topic.id))
    if topic.is_open_to_all:
        tx.categories.topic_removed(topic.category_id)


def words_of(topic: Topic) -> tuple[str, str]:
    """What an edit changes of a topic, and is kept of it."""
    return topic.title, topic.body


def _tell(tx: TopicTransaction, actor: Actor, topic: Topic, rendered: Rendered | None) -> None:
    """Tell those who are mentioned and may read it."""
    mentioned = rendered.mentions if rendered else ()
    tell(tx, actor, topic.id, topic.id, (one for one in mentioned if topic.is_for(one.organization_id)))


def _must_be_there(tx: TopicTransaction, category_id: CategoryId) -> None:
    if tx.categories.find(category_id) is None:
        raise Invalid(FieldError("category_id", "not_found"))


def _move(tx: TopicTransaction, topic: Topic, home: CategoryId) -> None:
    """Count a topic where it stands now; everybody takes categories in one order, and waits for nobody."""
    if topic.category_id == home:
        return
    for category_id in sorted((topic.category_id, home)):
        tx.categories.find(category_id)
    _must_be_there(tx, topic.category_id)
    if topic.is_open_to_all:
        tx.categories.topic_removed(home)
        tx.categories.topic_added(topic.category_id)
