"""What can be done with reports."""

from dataclasses import dataclass, replace

from p2p_core.forum.interventions.model import Step
from p2p_core.forum.interventions.service import Noting, Theirs
from p2p_core.forum.moderation.model import Outcome, Report, Reported, Target
from p2p_core.forum.moderation.policy import must_judge, must_moderate
from p2p_core.forum.moderation.ports import ModerationTransaction, ReportReader
from p2p_core.forum.moderation.shapes import (
    NewReport,
    OwnReport,
    ReportDetails,
    ReportQuery,
    Resolution,
    own_report,
)
from p2p_core.forum.posts.model import Post
from p2p_core.forum.posts.service import take_away as take_post_away
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.policy import may_read, must_be_open_for
from p2p_core.forum.topics.service import take_away as take_topic_away
from p2p_core.shared.actor import Actor
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import AlreadyExists, FieldError, Invalid, NotFound
from p2p_core.shared.ids import Ids, PostId, ReportId, TopicId
from p2p_core.shared.once import Once
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin

_FIRST_PAGE = ReportQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportService:
    """Report what shouldn't stand there; look through what was reported, and decide."""

    begin: Begin[ModerationTransaction]
    reports: ReportReader
    clock: Clock
    ids: Ids

    def report(self, actor: Actor, new: NewReport, once: Once | None = None) -> OwnReport:
        """Report a topic or a reply.

        Raises ``Invalid`` on ``target_id`` for what the actor can't read, or ``AlreadyExists``
        (``already_reported``) as long as an earlier report of theirs on it is open.
        """
        with self.begin(once) as tx:
            report = self._made(tx, actor, new)
            if not tx.reports.add(report):
                raise AlreadyExists("already_reported")
            tx.publish(Reported(report_id=report.id, organization_id=report.organization_id))
            tx.result(report.id)
        return own_report(report)

    def mine(self, actor: Actor, report_id: ReportId) -> OwnReport:
        """One's own report; raises ``NotFound``, also for anybody else's."""
        report = self.reports.find(report_id)
        if report is None or report.reporter_id != actor.user_id:
            raise NotFound("report")
        return own_report(report)

    def list(self, actor: Actor, query: ReportQuery = _FIRST_PAGE) -> Page[ReportDetails]:
        """A page of the reports that the actor may decide about; raises ``Forbidden``."""
        must_moderate(actor)
        return self.reports.page(actor, query).map(lambda report: _shown(actor, report))

    def resolve(self, actor: Actor, report_id: ReportId, resolution: Resolution) -> ReportDetails:
        """Decide: with ``removed``, what was reported goes, and all reports on it are decided.

        Raises ``Forbidden``, ``NotFound``, or ``Conflict`` (``report_resolved``, ``topic_locked``).
        """
        must_moderate(actor)
        with self.begin() as tx:
            report, topic = self._held(tx, actor, report_id)
            self._carry_out(tx, actor, report, topic, resolution)
            alike = tx.reports.open_on(report.target_id)
            decided = alike if resolution.outcome is Outcome.REMOVED else [report]
            for one in decided:
                event = one.resolve(resolution.outcome, resolution.reason, actor.user_id, self.clock.now())
                tx.reports.save(one)
                tx.publish(event)
            tx.record(done_by(actor, Action.REPORT_RESOLVED, report.id, outcome=resolution.outcome.value))
        return _shown(actor, self.reports.details(report_id))

    def _held(self, tx: ModerationTransaction, actor: Actor, report_id: ReportId) -> tuple[Report, Topic]:
        """An open report, and its topic, which everybody holds first."""
        found = tx.reports.find(report_id)
        if found is None:
            raise NotFound("report")
        must_judge(actor, found)
        topic = tx.topics.get(found.topic_id)
        report = tx.reports.find(report_id) or found  # as it is now that the topic has been waited for
        report.must_be_open()
        return report, topic

    def _carry_out(
        self, tx: ModerationTransaction, actor: Actor, report: Report, topic: Topic, resolution: Resolution
    ) -> None:
        if resolution.outcome is Outcome.DISMISSED:
            return
        removes = resolution.outcome is Outcome.REMOVED
        if report.target_type is Target.TOPIC:
            if removes:
                self._remove_topic(tx, actor, topic)
            action = Action.TOPIC_REMOVED if removes else Action.TOPIC_WARNED
        else:
            if removes:
                self._remove_post(tx, actor, topic, tx.posts.get(PostId(report.target_id)))
            action = Action.POST_REMOVED if removes else Action.POST_WARNED
        step = Step.REMOVED if removes else Step.WARNED
        theirs = Theirs(subject_id=report.target_id, topic_id=report.topic_id, author_id=report.author_id)
        kept = Noting(clock=self.clock, ids=self.ids)
        kept.note(tx, actor, action, theirs, step, reason=resolution.reason)

    def _remove_topic(self, tx: ModerationTransaction, actor: Actor, topic: Topic) -> None:
        """Take it away; where its author was faster, they don't have it back."""
        if topic.deleted_at is None:
            must_be_open_for(actor, topic)
            take_topic_away(tx, actor, topic, self.clock.now())
        elif topic.deleted_by == topic.author_id:
            topic.withhold(actor.user_id)
            tx.topics.keep_standing(topic)

    def _remove_post(self, tx: ModerationTransaction, actor: Actor, topic: Topic, post: Post) -> None:
        """The same with a reply."""
        if not post.is_deleted:
            must_be_open_for(actor, topic)
            take_post_away(tx, actor, topic, post, self.clock.now())
        elif post.deleted_by == post.author_id:
            post.withhold(actor.user_id)
            tx.posts.keep_standing(post)

    def _made(self, tx: ModerationTransaction, actor: Actor, new: NewReport) -> Report:
        post = tx.posts.find(PostId(new.target_id)) if new.target_type is Target.POST else None
        topic = self._readable(tx, actor, new, post)
        author_id = post.author_id if post else topic.author_id
        return Report(
            id=ReportId(self.ids.new()),
            reporter_id=actor.user_id,
            target_type=new.target_type,
            target_id=new.target_id,
            topic_id=topic.id,
            author_id=author_id,
            organization_id=tx.posts.organization_of(author_id) if post else topic.organization_id,
            reason=new.reason,
            details=new.details,
            created_at=self.clock.now(),
        )

    def _readable(self, tx: ModerationTransaction, actor: Actor, new: NewReport, post: Post | None) -> Topic:
        """The topic that is reported, or in which the reply stands; raises ``Invalid``."""
        try:
            topic = tx.topics.get(TopicId(post.topic_id if post else new.target_id))
        except NotFound:
            raise _nothing_there() from None
        lost = new.target_type is Target.POST and (post is None or post.is_deleted)
        if lost or not may_read(actor, topic):
            raise _nothing_there()
        return topic


def _nothing_there() -> Invalid:
    return Invalid(FieldError("target_id", "not_found"))


def _shown(actor: Actor, report: ReportDetails) -> ReportDetails:
    """Whose report it is, is between them and the operators."""
    return report if actor.operator else replace(report, reporter=None)
