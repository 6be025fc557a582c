"""Reports and interventions as rows."""

from sqlalchemy import Index, Table

from adapters.sql.tables.forum import only_where
from adapters.sql.tables.schema import (
    METADATA,
    choice,
    counter,
    identifier,
    instant,
    pointer,
    reference,
    text,
)
from p2p_core.forum.interventions.model import Step
from p2p_core.forum.moderation.model import Complaint, Outcome, ReportStatus, Target

OPEN = ("status = 'open'",) * 2

reports = Table(
    "reports",
    METADATA,
    identifier("id"),
    reference("reporter_id", "users"),
    choice("target_type", Target),
    text("target_id"),
    reference("topic_id", "topics"),
    reference("author_id", "users"),
    reference("organization_id", "organizations"),
    choice("reason", Complaint),
    text("details"),
    instant("created_at"),
    choice("status", ReportStatus),
    choice("outcome", Outcome, nullable=True),
    text("resolution", nullable=True),
    pointer("resolved_by"),
    instant("resolved_at", nullable=True),
    counter("version"),
    Index("uq_reports_open", "target_id", "reporter_id", unique=True, **only_where(*OPEN)),
    Index(None, "status", "id"),
    Index(None, "organization_id", "id"),
    Index(None, "target_id"),
    Index(None, "topic_id"),
    Index(None, "reporter_id"),
    Index(None, "author_id"),
)

interventions = Table(
    "interventions",
    METADATA,
    identifier("id"),
    choice("step", Step),
    text("subject_id"),
    reference("topic_id", "topics"),
    reference("author_id", "users"),
    pointer("actor_id"),
    text("reason"),
    instant("at"),
    Index(None, "subject_id"),
    Index(None, "topic_id"),
    Index(None, "author_id"),
)
