"""Reports and interventions, in memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from adapters.memory.people import person_card
from adapters.memory.tables import Tables, Work
from p2p_core.forum.interventions.model import Intervention
from p2p_core.forum.moderation.model import Report, ReportStatus, Target
from p2p_core.forum.moderation.shapes import ReportDetails, ReportQuery, ReportSort
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import NotFound, Stale
from p2p_core.shared.ids import InterventionId, ReportId, UserId
from p2p_core.shared.pages import Page, decode_cursor, page_of

_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class MemoryReports:
    """Reports within a transaction."""

    tables: Tables

    def find(self, report_id: ReportId) -> Report | None:
        return self.tables.reports.get(report_id)

    def add(self, report: Report) -> bool:
        if any(one.reporter_id == report.reporter_id for one in self.open_on(report.target_id)):
            return False
        self.tables.reports.put(report.id, report)
        return True

    def save(self, report: Report) -> None:
        kept = self.tables.reports.get(report.id)
        if kept is None or kept.version != report.version:
            raise Stale("report")
        report.version += 1
        self.tables.reports.put(report.id, report)

    def open_on(self, target_id: str) -> Sequence[Report]:
        return self.tables.reports.where(
            lambda one: one.target_id == target_id and one.status is ReportStatus.OPEN
        )


@dataclass(frozen=True, slots=True)
class MemoryReportReader:
    """Reports as they are shown."""

    work: Work

    def find(self, report_id: ReportId) -> Report | None:
        with self.work() as tables:
            return tables.reports.get(report_id)

    def details(self, report_id: ReportId) -> ReportDetails:
        with self.work() as tables:
            report = tables.reports.get(report_id)
            if report is None:
                raise NotFound("report")
            return _details(tables, report)

    def page(self, actor: Actor, query: ReportQuery) -> Page[ReportDetails]:
        after = decode_cursor(query.binding, query.cursor, str)
        with self.work() as tables:
            found = tables.reports.where(lambda one: _is_wanted(actor, one, query))
            ordered = sorted(found, key=lambda one: one.id, reverse=query.sort is ReportSort.NEWEST)
            behind = [one for one in ordered if after is None or _is_behind(one, str(after[0]), query)]
            page = page_of(behind, query.limit, query.binding, lambda one: (one.id,))
            shown = page.map(lambda one: _details(tables, one))
        return shown.counted(len(found) if query.count else None)


@dataclass(frozen=True, slots=True)
class MemoryInterventions:
    """Interventions within a transaction."""

    tables: Tables

    def add(self, intervention: Intervention) -> None:
        self.tables.interventions.put(intervention.id, intervention)


@dataclass(frozen=True, slots=True)
class MemoryInterventionReader:
    """Interventions, for whoever tells of them."""

    work: Work

    def find(self, intervention_id: InterventionId) -> Intervention | None:
        with self.work() as tables:
            return tables.interventions.get(intervention_id)


def _is_behind(report: Report, last: str, query: ReportQuery) -> bool:
    return report.id < last if query.sort is ReportSort.NEWEST else report.id > last


def _is_wanted(actor: Actor, report: Report, query: ReportQuery) -> bool:
    governs = actor.role is Role.ADMIN and actor.organization_id == report.organization_id
    return (actor.operator or (governs and actor.user_id != report.author_id)) and all(
        getattr(report, name) == value for name, value in query.filters.items()
    )


def _details(tables: Tables, report: Report) -> ReportDetails:
    topic, post = tables.topics.get(report.topic_id), tables.posts.get(report.target_id)
    if topic is None:
        message = f"report {report.id} is about a topic that isn't there"
        raise LookupError(message)
    is_topic = report.target_type is Target.TOPIC
    return ReportDetails(
        id=report.id,
        target_type=report.target_type,
        target_id=report.target_id,
        topic_id=report.topic_id,
        topic_title=topic.title,
        excerpt=topic.excerpt if is_topic else (post.body[:_EXCERPT] if post else ""),
        deleted=topic.deleted_at is not None or bool(post and post.is_deleted),
        author=person_card(tables, report.author_id),
        reporter=person_card(tables, report.reporter_id),
        reason=report.reason,
        details=report.details,
        status=report.status,
        outcome=report.outcome,
        resolution=report.resolution,
        resolved_by=_decider(tables, report),
        resolved_at=report.resolved_at,
        created_at=report.created_at,
        version=report.version,
    )


def _decider(tables: Tables, report: Report) -> PersonCard | None:
    """Nobody who can be shown, where it was decided on the command line."""
    by = report.resolved_by
    return person_card(tables, by) if by and by in tables.users else None


def drop_moderation(tables: Tables, people: Collection[str]) -> None:
    """What people reported, and why something was done with their words."""
    for key in tables.reports.keys(lambda one: one.reporter_id in people):
        tables.reports.drop(key)
    for key in tables.interventions.keys(lambda one: one.author_id in people):
        tables.interventions.drop(key)


def disown_moderation(tables: Tables, user_id: UserId, former: UserId) -> None:
    """What was reported of somebody's words, and what they decided, is a former member's."""
    for report in tables.reports.where(lambda one: user_id in {one.author_id, one.resolved_by}):
        report.author_id = former if report.author_id == user_id else report.author_id
        report.resolved_by = former if report.resolved_by == user_id else report.resolved_by
        tables.reports.put(report.id, report)
    for one in tables.interventions.where(lambda one: one.actor_id == user_id):
        tables.interventions.put(one.id, replace(one, actor_id=former))
