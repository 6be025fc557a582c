"""The whole domain behind one object: what every entry point, and every embedding program, holds."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from p2p_core.audit.service import AuditService
from p2p_core.dashboard.service import DashboardService
from p2p_core.drafts.service import DraftService
from p2p_core.files.care import FileCareService, FileInspectionService
from p2p_core.files.examination import Examination
from p2p_core.files.intake import Intake
from p2p_core.files.portraits import PortraitService
from p2p_core.files.ports import FileStore, Scanner, Workshop
from p2p_core.files.service import FileService
from p2p_core.forum.richtext import RichText
from p2p_core.forum.service import Forum, forum
from p2p_core.identity.attempts.model import Budgets
from p2p_core.identity.invitations.model import InvitationLimits
from p2p_core.identity.members.service import leave
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.second_factors.ports import FactorKeys
from p2p_core.identity.service import Identity, IdentityPorts, IdentityRules, identity
from p2p_core.identity.sessions.model import SessionLimits
from p2p_core.identity.sessions.service import own_session
from p2p_core.identity.users.ports import Passwords, Secrets
from p2p_core.notifications.own_data.service import OwnDataMailService
from p2p_core.notifications.ports import Mailer
from p2p_core.notifications.post import Post, Recipients
from p2p_core.notifications.security.service import SecurityMailService
from p2p_core.notifications.service import NotificationService
from p2p_core.notifications.telling import Inbox, Voice, account_mails, inbox, security_mails
from p2p_core.organizations.service import OrganizationService
from p2p_core.own_data.service import ErasureService, ExportService, OwnFiles
from p2p_core.reactions import OwnData, Reactor, reaction_table, timetable
from p2p_core.shared.analysis import Stems, TextAnalyzer
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from p2p_core.store import Store, StoreTransaction
from p2p_core.upkeep.model import Planned
from p2p_core.upkeep.ports import Calendar
from p2p_core.upkeep.service import AUDIT_IS_KEPT, RetentionService, ScheduleService, TaskService

__all__ = ["App", "Ports", "Rules", "Store", "StoreTransaction", "build"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything the domain needs from outside."""

    store: Store
    mailer: Mailer
    passwords: Passwords
    secrets: Secrets
    tokens: Tokens
    factor_keys: FactorKeys
    rich_text: RichText
    stems: Stems
    storage: FileStore
    workshop: Workshop
    scanner: Scanner
    clock: Clock
    calendar: Calendar
    ids: Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an installation decides."""

    public_url: str = "http://127.0.0.1:8000"
    """Where people reach the platform, without a slash at the end."""
    mail_domain: str = "localhost"
    """The right side of Message-IDs."""
    verification_lifetime: timedelta = timedelta(hours=24)
    reset_lifetime: timedelta = timedelta(hours=1)
    sessions: SessionLimits = field(default_factory=SessionLimits)
    budgets: Budgets = field(default_factory=Budgets)
    invitations: InvitationLimits = field(default_factory=InvitationLimits)
    upload_lifetime: timedelta = timedelta(hours=24)
    """How long an upload may take that comes piece by piece."""
    file_retention: timedelta = timedelta(days=30)
    """How long the bytes of a deleted file are kept."""
    file_patience: timedelta = timedelta(days=7)
    """How long a file may be attached to nothing."""
    export_lifetime: timedelta = timedelta(days=3)
    """How long an export of somebody's data is kept, and its link good."""
    audit_kept: timedelta = AUDIT_IS_KEPT
    """How long it is on record who did what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The table of contents: one service a slice, one method an operation."""

    identity: Identity
    organizations: OrganizationService
    forum: Forum
    drafts: DraftService
    files: FileService
    portraits: PortraitService
    care: FileCareService
    notifications: NotificationService
    security_mails: SecurityMailService
    inbox: Inbox
    dashboard: DashboardService
    audit: AuditService
    own_data: OwnData
    tasks: TaskService
    schedules: ScheduleService
    retention: RetentionService
    reactor: Reactor


def build(ports: Ports, rules: Rules) -> App:
    """The domain on these adapters, under these rules."""
    store, clock = ports.store, ports.clock
    voice = _voice(ports, rules)
    notifications, security = account_mails(store, voice), security_mails(store, voice)
    told = inbox(store, voice, ports.ids)
    care = _care(ports, rules)
    retention = RetentionService(begin=store.begin, clock=clock, audit_kept=rules.audit_kept)
    discussion = forum(store, ports.rich_text, TextAnalyzer(ports.stems), clock, ports.ids)
    drafts = DraftService(begin=store.begin, drafts=store.drafts, clock=clock, ids=ports.ids)
    planned = timetable(retention, care, told, discussion.search, drafts)
    schedules, own = _schedules(ports, planned), _own_data(ports, rules)
    reactor = Reactor(
        begin=store.begin,
        done=store.reactions,
        outbox=store.outbox,
        clock=clock,
        table=reaction_table(notifications, security, care, schedules, own, told),
        worker=ports.ids.new(),
    )
    return App(
        identity=_identity(ports, rules),
        organizations=OrganizationService(begin=store.begin, organizations=store.organizations),
        forum=discussion,
        drafts=drafts,
        files=_files(ports, rules),
        portraits=_portraits(ports),
        care=care,
        notifications=notifications,
        security_mails=security,
        inbox=told,
        dashboard=DashboardService(figures=store.figures, clock=clock),
        audit=AuditService(begin=store.begin, entries=store.audit, clock=clock),
        own_data=own,
        tasks=TaskService(begin=store.begin, tasks=store.tasks, schedules=store.schedules, clock=clock),
        schedules=schedules,
        retention=retention,
        reactor=reactor,
    )


def _own_data(ports: Ports, rules: Rules) -> OwnData:
    store = ports.store
    erasures = ErasureService(
        begin=store.begin_content, leave=partial(leave, clock=ports.clock), clock=ports.clock, ids=ports.ids
    )
    return OwnData(
        exports=ExportService(
            begin=store.begin,
            exports=store.exports,
            sources=(store.personal_data,),
            files=OwnFiles(files=store.files, storage=ports.storage),
            tokens=ports.tokens,
            clock=ports.clock,
            ids=ports.ids,
            lifetime=rules.export_lifetime,
            budget=rules.budgets.exports,
            still_signed_in=partial(own_session, clock=ports.clock),
        ),
        erasures=erasures,
        mails=OwnDataMailService(
            people=Recipients(users=store.users, organizations=store.organizations),
            exports=store.exports,
            wishes=store.erasure_wishes,
            tokens=ports.tokens,
            post=Post(mailer=ports.mailer, mail_domain=rules.mail_domain),
            clock=ports.clock,
            public_url=rules.public_url,
            forget_address=erasures.forget_address,
        ),
    )


def _schedules(ports: Ports, planned: tuple[Planned, ...]) -> ScheduleService:
    return ScheduleService(
        begin=ports.store.begin,
        schedules=ports.store.schedules,
        calendar=ports.calendar,
        clock=ports.clock,
        timetable=planned,
    )


def _identity(ports: Ports, rules: Rules) -> Identity:
    return identity(
        IdentityPorts(
            store=ports.store,
            passwords=ports.passwords,
            secrets=ports.secrets,
            tokens=ports.tokens,
            factor_keys=ports.factor_keys,
            clock=ports.clock,
            ids=ports.ids,
        ),
        IdentityRules(
            verification_lifetime=rules.verification_lifetime,
            reset_lifetime=rules.reset_lifetime,
            sessions=rules.sessions,
            budgets=rules.budgets,
            invitations=rules.invitations,
        ),
    )


def _files(ports: Ports, rules: Rules) -> FileService:
    return FileService(
        begin=ports.store.begin,
        files=ports.store.files,
        intake=_intake(ports),
        clock=ports.clock,
        upload_lifetime=rules.upload_lifetime,
    )


def _portraits(ports: Ports) -> PortraitService:
    return PortraitService(
        begin=ports.store.begin,
        intake=_intake(ports),
        examination=_examination(ports),
        users=ports.store.users,
        organizations=ports.store.organizations,
    )


def _intake(ports: Ports) -> Intake:
    return Intake(begin=ports.store.begin, storage=ports.storage, clock=ports.clock, ids=ports.ids)


def _examination(ports: Ports) -> Examination:
    return Examination(storage=ports.storage, workshop=ports.workshop, scanner=ports.scanner)


def _care(ports: Ports, rules: Rules) -> FileCareService:
    files, storage, clock = ports.store.files, ports.storage, ports.clock
    return FileCareService(
        begin=ports.store.begin,
        files=files,
        storage=storage,
        inspection=FileInspectionService(files=files, storage=storage, clock=clock),
        examination=_examination(ports),
        clock=clock,
        retention=rules.file_retention,
        patience=rules.file_patience,
    )


def _voice(ports: Ports, rules: Rules) -> Voice:
    post = Post(mailer=ports.mailer, mail_domain=rules.mail_domain)
    return Voice(post=post, tokens=ports.tokens, clock=ports.clock, public_url=rules.public_url)
