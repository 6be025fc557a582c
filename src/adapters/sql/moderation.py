"""Reports and interventions in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Text, and_, bindparam, case, func, or_, select

from adapters.sql.changes import Stored, Versioned
from adapters.sql.dialects import insert_unless
from adapters.sql.people import person_card
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.forum import posts, topics
from adapters.sql.tables.identity import users
from adapters.sql.tables.moderation import interventions, reports
from adapters.sql.tables.organizations import organizations
from adapters.sql.viewers import VIEWER, VIEWER_GOVERNS, VIEWER_OPERATES, viewing
from p2p_core.forum.interventions.model import Intervention
from p2p_core.forum.moderation.model import Report, ReportStatus, Target
from p2p_core.forum.moderation.shapes import ReportDetails, ReportQuery, ReportSort
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import InterventionId, ReportId
from p2p_core.shared.pages import Page, decode_cursor, page_of

REPORT = Versioned("report", Report, reports)
INTERVENTION = Stored("intervention", Intervention, interventions)
_EXCERPT = 200
_BOUND = {name: bindparam(name, type_=reports.c[name].type) for name in REPORT.record.written}
_ADD = Statement(insert_unless(reports, _BOUND))
_OPEN_ON = REPORT.ordered(
    reports.c.id, reports.c.target_id == bindparam("target_id"), reports.c.status == ReportStatus.OPEN
)
_people = {name: users.alias(name) for name in ("author", "reporter", "resolver")}
_places = {name: organizations.alias(f"{name}_place") for name in _people}
_DETAILS = Shape(
    ReportDetails,
    {
        **{
            name: column for name, column in matching(ReportDetails, reports).items() if name != "resolved_by"
        },
        "topic_title": topics.c.title,
        "excerpt": case(
            (reports.c.target_type == Target.TOPIC, topics.c.excerpt),
            else_=func.coalesce(func.substr(posts.c.body, 1, _EXCERPT), ""),
        ),
        "deleted": or_(topics.c.deleted_at.is_not(None), posts.c.deleted_at.is_not(None)),
        **person_card("author.", _people["author"], _places["author"]),
        **person_card("reporter.", _people["reporter"], _places["reporter"]),
        **person_card("resolved_by.", _people["resolver"], _places["resolver"]),
    },
)


def _with_person(joined: FromClause, name: str, column: ColumnElement[Any], *, may_miss: bool) -> FromClause:
    person, place = _people[name], _places[name]
    found = joined.join(person, column == person.c.id, isouter=may_miss)
    return found.join(place, person.c.organization_id == place.c.id, isouter=may_miss)


_FROM: FromClause = reports.join(topics, reports.c.topic_id == topics.c.id).outerjoin(
    posts, and_(posts.c.id == reports.c.target_id, reports.c.target_type == Target.POST)
)
_FROM = _with_person(_FROM, "author", reports.c.author_id, may_miss=False)
_FROM = _with_person(_FROM, "reporter", reports.c.reporter_id, may_miss=False)
_FROM = _with_person(_FROM, "resolver", reports.c.resolved_by, may_miss=True)
_ONE = Statement(select(*_DETAILS.labelled()).select_from(_FROM).where(reports.c.id == bindparam("id")))
_MAY_JUDGE = or_(
    VIEWER_OPERATES, and_(reports.c.organization_id == VIEWER_GOVERNS, reports.c.author_id != VIEWER)
)
"""The core's ``must_judge``, among those who may moderate."""


@dataclass(frozen=True, slots=True)
class SqlReports:
    """Reports within a transaction."""

    writes: Writes

    def find(self, report_id: ReportId) -> Report | None:
        return REPORT.find(self.writes, report_id)

    def add(self, report: Report) -> bool:
        return REPORT.add_if_absent(self.writes, _ADD, report)

    def save(self, report: Report) -> None:
        report.version = REPORT.save(self.writes, report)

    def open_on(self, target_id: str) -> Sequence[Report]:
        return REPORT.all(self.writes, _OPEN_ON, target_id=target_id)


@dataclass(frozen=True, slots=True)
class SqlReportReader:
    """Reports as they are shown."""

    reads: Reads

    def find(self, report_id: ReportId) -> Report | None:
        return REPORT.find(self.reads, report_id)

    def details(self, report_id: ReportId) -> ReportDetails:
        rows = self.reads.rows(_ONE, id=report_id)
        if not rows:
            raise NotFound("report")
        return _DETAILS.of(rows[0])

    def page(self, actor: Actor, query: ReportQuery) -> Page[ReportDetails]:
        after = decode_cursor(query.binding, query.cursor, str)
        which = frozenset(query.filters)
        values = {**query.filters, **_judging(actor)}
        statement = page_statement(query.sort, which, goes_on=after is not None)
        position = {} if after is None else {"last_id": after[0]}
        rows = self.reads.rows(statement, **values, **position, limit=query.limit + 1)
        page = page_of(_DETAILS.all(rows), query.limit, query.binding, lambda report: (report.id,))
        if not query.count:
            return page
        ((total,),) = self.reads.rows(_count_statement(which), **values)
        return page.counted(total)


@dataclass(frozen=True, slots=True)
class SqlInterventions:
    """Interventions within a transaction."""

    writes: Writes

    def add(self, intervention: Intervention) -> None:
        INTERVENTION.add(self.writes, intervention)


@dataclass(frozen=True, slots=True)
class SqlInterventionReader:
    """Interventions, for whoever tells of them."""

    reads: Reads

    def find(self, intervention_id: InterventionId) -> Intervention | None:
        return INTERVENTION.find(self.reads, intervention_id)


def _judging(actor: Actor) -> dict[str, object]:
    wanted = ("viewer", "viewer_operates", "viewer_governs")
    return {name: value for name, value in viewing(actor).items() if name in wanted}


@cache
def page_statement(sort: ReportSort, filters: frozenset[str], *, goes_on: bool) -> Statement:
    """The query for a page of reports."""
    last: ColumnElement[str] = bindparam("last_id", type_=Text)
    newest = sort is ReportSort.NEWEST
    behind = () if not goes_on else (reports.c.id < last if newest else reports.c.id > last,)
    chosen = _filtered(select(*_DETAILS.labelled()).select_from(_FROM), filters).where(*behind)
    order = reports.c.id.desc() if newest else reports.c.id
    return Statement(chosen.order_by(order).limit(bindparam("limit")))


@cache
def _count_statement(filters: frozenset[str]) -> Statement:
    return Statement(_filtered(select(func.count()).select_from(reports), filters))


def _filtered(chosen: Select[Any], filters: frozenset[str]) -> Select[Any]:
    wanted = (reports.c[name] == bindparam(name, type_=reports.c[name].type) for name in sorted(filters))
    return chosen.where(_MAY_JUDGE, *wanted)
