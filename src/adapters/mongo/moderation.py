"""Reports and interventions in MongoDB."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.mongo.aside import Beside
from adapters.mongo.block import Block
from adapters.mongo.docs import Place
from adapters.mongo.kinds import INTERVENTION, POST, REPORT, TOPIC
from adapters.mongo.records import Document
from adapters.mongo.versions import saved
from p2p_core.forum.interventions.model import Intervention
from p2p_core.forum.moderation.model import Report, ReportStatus, Target
from p2p_core.forum.moderation.shapes import ReportDetails, ReportQuery, ReportSort
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import InterventionId, ReportId
from p2p_core.shared.pages import Page, decode_cursor, page_of

_EXCERPT = 200
_OPEN = ReportStatus.OPEN.value


@dataclass(frozen=True, slots=True)
class MongoReports:
    """Reports within a transaction."""

    block: Block

    def find(self, report_id: ReportId) -> Report | None:
        found = self.block[REPORT.collection].one({"_id": report_id})
        return REPORT.entity(found) if found else None

    def add(self, report: Report) -> bool:
        same = {"target_id": report.target_id, "reporter_id": report.reporter_id, "status": _OPEN}
        return self.block[REPORT.collection].add_if_absent(same, REPORT.document(report))

    def save(self, report: Report) -> None:
        saved(self.block, REPORT, "report", report)

    def open_on(self, target_id: str) -> Sequence[Report]:
        wanted = {"target_id": target_id, "status": _OPEN}
        return REPORT.all(self.block[REPORT.collection].some(wanted, [("_id", 1)]))


@dataclass(frozen=True, slots=True)
class MongoReportReader:
    """Reports as they are shown."""

    place: Place
    beside: Beside

    def find(self, report_id: ReportId) -> Report | None:
        found = self.place[REPORT.collection].one({"_id": report_id})
        return REPORT.entity(found) if found else None

    def details(self, report_id: ReportId) -> ReportDetails:
        shown = self._shown({"$match": {"_id": report_id}})
        if not shown:
            raise NotFound("report")
        return shown[0]

    def page(self, actor: Actor, query: ReportQuery) -> Page[ReportDetails]:
        after = decode_cursor(query.binding, query.cursor, str)
        wanted = _wanted(actor, query)
        newest = query.sort is ReportSort.NEWEST
        behind = [{"$match": {"_id": {"$lt" if newest else "$gt": after[0]}}}] if after else []
        shown = self._shown(
            {"$match": wanted},
            *behind,
            {"$sort": {"_id": -1 if newest else 1}},
            {"$limit": query.limit + 1},
        )
        page = page_of(shown, query.limit, query.binding, lambda one: (one.id,))
        return page.counted(self.place[REPORT.collection].count(wanted) if query.count else None)

    def _shown(self, *stages: Mapping[str, Any]) -> list[ReportDetails]:
        found = self.place[REPORT.collection].through(*stages, *_ABOUT)
        asked = {one[name] for one in found for name in ("author_id", "reporter_id", "resolved_by")}
        people = self.beside.people(asked - {None})
        return [_details(one, people) for one in found]


@dataclass(frozen=True, slots=True)
class MongoInterventions:
    """Interventions within a transaction."""

    block: Block

    def add(self, intervention: Intervention) -> None:
        self.block[INTERVENTION.collection].add(INTERVENTION.document(intervention))


@dataclass(frozen=True, slots=True)
class MongoInterventionReader:
    """Interventions, for whoever tells of them."""

    place: Place

    def find(self, intervention_id: InterventionId) -> Intervention | None:
        found = self.place[INTERVENTION.collection].one({"_id": intervention_id})
        return INTERVENTION.entity(found) if found else None


def _about(what: str, key: str, fields: Sequence[str]) -> Mapping[str, Any]:
    shown = [{"$project": dict.fromkeys(fields, 1)}]
    return {
        "$lookup": {"from": what, "localField": key, "foreignField": "_id", "pipeline": shown, "as": what}
    }


_ABOUT = (
    _about(TOPIC.collection, "topic_id", ("title", "excerpt", "deleted_at")),
    _about(POST.collection, "target_id", ("body", "deleted_at")),
)


def _wanted(actor: Actor, query: ReportQuery) -> Document:
    wanted: Document = dict(query.filters)
    if not actor.operator:
        home = actor.organization_id if actor.role is Role.ADMIN else None
        wanted |= {"organization_id": home, "author_id": {"$ne": actor.user_id}}
    return wanted


def _details(found: Document, people: Mapping[str, PersonCard]) -> ReportDetails:
    report = REPORT.entity(found)
    topic, post = found[TOPIC.collection][0], next(iter(found[POST.collection]), None)
    is_topic = report.target_type is Target.TOPIC
    return ReportDetails(
        id=report.id,
        target_type=report.target_type,
        target_id=report.target_id,
        topic_id=report.topic_id,
        topic_title=topic["title"],
        excerpt=topic["excerpt"] if is_topic else (post["body"][:_EXCERPT] if post else ""),
        deleted=topic["deleted_at"] is not None or bool(post and post["deleted_at"] is not None),
        author=people[report.author_id],
        reporter=people[report.reporter_id],
        reason=report.reason,
        details=report.details,
        status=report.status,
        outcome=report.outcome,
        resolution=report.resolution,
        resolved_by=people.get(report.resolved_by or ""),
        resolved_at=report.resolved_at,
        created_at=report.created_at,
        version=report.version,
    )
