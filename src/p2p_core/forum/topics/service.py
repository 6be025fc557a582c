"""What can be done with topics."""

from dataclasses import dataclass

from p2p_core.forum.differences import pieces
from p2p_core.forum.indexing.model import Source, Words, entry_of, words_of_tags
from p2p_core.forum.richtext import RichText
from p2p_core.forum.topics.model import Edit, Topic, heat
from p2p_core.forum.topics.policy import (
    is_on_this_side,
    may_have_back,
    must_attach_nothing,
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
from p2p_core.shared.actor import Actor
from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.asking import asked
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import FieldError, Invalid, NotFound
from p2p_core.shared.ids import CategoryId, EditId, Ids, TopicId, UserId
from p2p_core.shared.inputs import KEEP
from p2p_core.shared.once import Once
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicService:
    """Start a topic, list topics, read one, change it, take it away and have it back."""

    begin: Begin[TopicTransaction]
    topics: TopicReader
    edits: EditReader
    rich_text: RichText
    analyzer: TextAnalyzer
    clock: Clock
    ids: Ids

    def start(self, actor: Actor, new: NewTopic, once: Once | None = None) -> TopicDetails:
        """Publish a topic; raises ``Invalid`` on ``category_id`` when there is no such category."""
        must_attach_nothing(new.attachment_ids)
        topic = self._topic(actor, new)
        entry = entry_of(self.analyzer, _source(topic))
        with self.begin(once) as tx:
            _must_be_there(tx, topic.category_id)
            tx.topics.add(topic)
            tx.marks.wrote(topic.id, actor.user_id, 0)
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
        ``category_id``.
        """
        rendered = None if changes.body is KEEP else self.rich_text.render(changes.body)
        words = self._words(changes)
        with self.begin() as tx:
            topic = self._readable(tx, actor, topic_id)
            must_be_theirs(actor, topic.author_id)
            if changes.curate:
                must_curate(actor)
            expected.must_include("topic", topic.version)
            must_be_open_for(actor, topic)
            home, title, body = topic.category_id, topic.title, topic.body
            if topic.edit(changes, rendered, self.clock.now()):
                _move(tx, topic, home)
                if (title, body) != (topic.title, topic.body):
                    tx.edits.add(self._edit(actor, topic, title, body))
                note_intervention(tx, actor, topic.author_id, Action.TOPIC_EDITED, topic_id)
                tx.topics.save(topic)
                tx.index.change(topic_id, topic.version, words)
        return self.topics.details(actor, topic_id)

    def remove(self, actor: Actor, topic_id: TopicId, expected: Expected = WHICHEVER) -> None:
        """Take a topic away with all that stands in it; it can be had back for 30 days.

        Raises ``NotFound``, ``Forbidden``, ``Stale``, or ``Conflict`` (``topic_locked``).
        """
        with self.begin() as tx:
            topic = self._readable(tx, actor, topic_id)
            must_be_responsible(actor, topic.author_id, topic.organization_id)
            expected.must_include("topic", topic.version)
            must_be_open_for(actor, topic)
            tx.publish(topic.delete(actor.user_id, self.clock.now()))
            tx.topics.keep_standing(topic)
            note_intervention(tx, actor, topic.author_id, Action.TOPIC_REMOVED, topic_id)
            if topic.is_open_to_all:
                tx.categories.topic_removed(topic.category_id)

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
        if topic.is_open_to_all:
            tx.categories.topic_added(topic.category_id)

    def _words(self, changes: TopicChanges) -> Words:
        """What they make of the index; what isn't given stays as it is there."""
        analyzer = self.analyzer
        return Words(
            title=None if changes.title is KEEP else analyzer.words(changes.title),
            tags=None if changes.tags is KEEP else words_of_tags(analyzer, changes.tags),
            body=None if changes.body is KEEP else analyzer.words(changes.body),
        )

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

    def _topic(self, actor: Actor, new: NewTopic) -> Topic:
        rendered = self.rich_text.render(new.body)
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


def note_intervention(
    tx: Transaction, actor: Actor, author_id: UserId, action: Action, subject_id: str
) -> None:
    """Write down what somebody did with another's words."""
    if actor.user_id != author_id:
        tx.record(done_by(actor, action, subject_id))


def _source(topic: Topic) -> Source:
    return Source(
        topic_id=topic.id,
        post_id=None,
        author_id=topic.author_id,
        created_at=topic.created_at,
        version=topic.version,
        title=topic.title,
        tags=topic.tags,
        body=topic.body,
    )


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
