"""Who is told why: what was done with somebody's words, and what was decided about a report of theirs.

Each method is a reaction, in a transaction that holds the topic: what was undone meanwhile reaches nobody.
"""

from dataclasses import dataclass

from p2p_core.forum.interventions.model import Intervened, Intervention, Step
from p2p_core.forum.interventions.ports import InterventionReader
from p2p_core.forum.moderation.model import ReportResolved, Target
from p2p_core.forum.moderation.ports import ReportReader
from p2p_core.forum.posts.model import PostRestored
from p2p_core.forum.topics.model import Topic, TopicRestored
from p2p_core.notifications.inbox.model import Kind, Notification, Verdict
from p2p_core.notifications.inbox.policy import may_be_noticed
from p2p_core.notifications.inbox.ports import InboxTransaction
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import EventId, Ids, NotificationId, PostId, ReportId, TopicId, UserId
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """What somebody is told."""

    kind: Kind
    deed_id: str
    user_id: UserId
    topic_id: TopicId
    post_id: PostId | None
    outcome: Verdict
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeService:
    """Makes notices of events; run by the worker, never by a request."""

    begin: Begin[InboxTransaction]
    interventions: InterventionReader
    reports: ReportReader
    clock: Clock
    ids: Ids

    def tell_why(self, _event_id: EventId, event: Intervened) -> None:
        """Tell an author what was done with their words and why, as long as it is so."""
        deed = self.interventions.find(event.intervention_id)
        if deed is None:
            return
        decision = _Decision(
            kind=Kind.MODERATION,
            deed_id=deed.id,
            user_id=deed.author_id,
            topic_id=deed.topic_id,
            post_id=None if deed.subject_id == deed.topic_id else PostId(deed.subject_id),
            outcome=Verdict(deed.step.value),
            reason=deed.reason or None,
        )
        with self.begin() as tx:
            topic = _topic(tx, deed.topic_id)
            if topic is not None and _stands(tx, deed, topic):
                self._tell(tx, topic, decision)

    def tell_of_decision(self, _event_id: EventId, event: ReportResolved) -> None:
        """Tell who reported something what came of it, unless they decided themselves."""
        report = self.reports.find(ReportId(event.report_id))
        if report is None or report.outcome is None or report.resolved_by == report.reporter_id:
            return
        decision = _Decision(
            kind=Kind.REPORT,
            deed_id=report.id,
            user_id=report.reporter_id,
            topic_id=report.topic_id,
            post_id=PostId(report.target_id) if report.target_type is Target.POST else None,
            outcome=Verdict(report.outcome.value),
        )
        with self.begin() as tx:
            topic = _topic(tx, report.topic_id)
            if topic is not None:
                self._tell(tx, topic, decision)

    def take_back(self, _event_id: EventId, event: PostRestored | TopicRestored) -> None:
        """Tell nobody any more that their words were removed, which are there again."""
        with self.begin() as tx:
            topic = _topic(tx, event.topic_id)
            post_id = event.post_id if isinstance(event, PostRestored) else None
            if topic is not None and not _is_removed(tx, topic, post_id):
                tx.notifications.retract(topic.id, post_id)

    def _tell(self, tx: InboxTransaction, topic: Topic, decision: _Decision) -> None:
        """Tell one person, if they may and want to know; nobody is told of the same twice."""
        listener = tx.audience.listener(decision.user_id, decision.kind)
        if listener is None or not may_be_noticed(listener, topic):
            return
        wish = listener.wish(decision.kind)
        if wish.is_for_nothing:
            return
        new = Notification(
            id=NotificationId(self.ids.new()),
            user_id=listener.id,
            kind=decision.kind,
            topic_id=decision.topic_id,
            post_id=decision.post_id,
            actor_id=listener.id,
            happened_at=self.clock.now(),
            deed_id=decision.deed_id,
            outcome=decision.outcome,
            reason=decision.reason,
        )
        mail = new.arrive(wish)
        if tx.notifications.add(new) and mail:
            tx.publish(mail)


def _topic(tx: InboxTransaction, topic_id: TopicId) -> Topic | None:
    """The topic, held; none where it was removed for good."""
    try:
        return tx.topics.get(topic_id)
    except NotFound:
        return None


def _stands(tx: InboxTransaction, deed: Intervention, topic: Topic) -> bool:
    """Whether it wasn't undone."""
    if deed.step is Step.REMOVED:
        return _is_removed(tx, topic, PostId(deed.subject_id) if deed.subject_id != topic.id else None)
    return topic.locked or deed.step is not Step.LOCKED


def _is_removed(tx: InboxTransaction, topic: Topic, post_id: PostId | None) -> bool:
    if post_id is None:
        return topic.deleted_at is not None
    post = tx.posts.find(post_id)
    return post is None or post.is_deleted
