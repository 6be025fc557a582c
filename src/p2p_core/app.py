"""The whole domain behind one object: what every entry point, and every embedding program, holds."""

from dataclasses import dataclass, field
from datetime import timedelta

from p2p_core.dashboard.service import DashboardService
from p2p_core.forum.categories.service import CategoryService
from p2p_core.forum.posts.service import PostService
from p2p_core.forum.richtext import RichText
from p2p_core.forum.service import Forum
from p2p_core.forum.topics.service import TopicService
from p2p_core.identity.accounts.service import AccountService
from p2p_core.identity.invitations.model import InvitationLimits
from p2p_core.identity.invitations.service import InvitationService
from p2p_core.identity.joining.service import JoiningService
from p2p_core.identity.members.service import MemberService
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.registrations.service import RegistrationService
from p2p_core.identity.service import Identity
from p2p_core.identity.sessions.model import SessionLimits
from p2p_core.identity.sessions.service import SessionService
from p2p_core.identity.users.ports import Passwords, Secrets
from p2p_core.identity.users.service import UserService
from p2p_core.notifications.ports import Mailer
from p2p_core.notifications.service import NotificationService
from p2p_core.organizations.service import OrganizationService
from p2p_core.reactions import Reactor, reaction_table, timetable
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from p2p_core.store import Store, StoreTransaction
from p2p_core.upkeep.ports import Calendar
from p2p_core.upkeep.service import RetentionService, ScheduleService, TaskService

__all__ = ["App", "Ports", "Rules", "Store", "StoreTransaction", "build"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything the domain needs from outside."""

    store: Store
    mailer: Mailer
    passwords: Passwords
    secrets: Secrets
    tokens: Tokens
    rich_text: RichText
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
    sessions: SessionLimits = field(default_factory=SessionLimits)
    invitations: InvitationLimits = field(default_factory=InvitationLimits)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The table of contents: one service a slice, one method an operation."""

    identity: Identity
    organizations: OrganizationService
    forum: Forum
    notifications: NotificationService
    dashboard: DashboardService
    tasks: TaskService
    schedules: ScheduleService
    retention: RetentionService
    reactor: Reactor


def build(ports: Ports, rules: Rules) -> App:
    """The domain on these adapters, under these rules."""
    store, clock = ports.store, ports.clock
    notifications = _notifications(ports, rules)
    retention = RetentionService(begin=store.begin, clock=clock)
    schedules = _schedules(ports, retention)
    reactor = Reactor(
        begin=store.begin,
        done=store.reactions,
        outbox=store.outbox,
        clock=clock,
        table=reaction_table(notifications, schedules),
        worker=ports.ids.new(),
    )
    return App(
        identity=_identity(ports, rules),
        organizations=OrganizationService(begin=store.begin, organizations=store.organizations),
        forum=_forum(ports),
        notifications=notifications,
        dashboard=DashboardService(figures=store.figures, clock=clock),
        tasks=TaskService(begin=store.begin, tasks=store.tasks, schedules=store.schedules, clock=clock),
        schedules=schedules,
        retention=retention,
        reactor=reactor,
    )


def _schedules(ports: Ports, retention: RetentionService) -> ScheduleService:
    return ScheduleService(
        begin=ports.store.begin,
        schedules=ports.store.schedules,
        calendar=ports.calendar,
        clock=ports.clock,
        timetable=timetable(retention),
    )


def _identity(ports: Ports, rules: Rules) -> Identity:
    store = ports.store
    registrations = RegistrationService(
        begin=store.begin,
        users=store.users,
        organizations=store.organizations,
        passwords=ports.passwords,
        tokens=ports.tokens,
        clock=ports.clock,
        ids=ports.ids,
        lifetime=rules.verification_lifetime,
    )
    accounts = AccountService(
        begin=store.begin,
        registrations=registrations,
        users=store.users,
        passwords=ports.passwords,
        clock=ports.clock,
        ids=ports.ids,
    )
    return Identity(
        registrations=registrations,
        sessions=_sessions(ports, rules),
        accounts=accounts,
        users=UserService(begin=store.begin, users=store.users),
        members=MemberService(begin=store.begin, members=store.members, users=store.users, clock=ports.clock),
        invitations=_invitations(ports, rules),
        joining=_joining(ports, rules),
    )


def _sessions(ports: Ports, rules: Rules) -> SessionService:
    store = ports.store
    return SessionService(
        begin=store.begin,
        sessions=store.sessions,
        users=store.users,
        organizations=store.organizations,
        registrations=store.registrations,
        passwords=ports.passwords,
        secrets=ports.secrets,
        clock=ports.clock,
        ids=ports.ids,
        limits=rules.sessions,
    )


def _invitations(ports: Ports, rules: Rules) -> InvitationService:
    return InvitationService(
        begin=ports.store.begin,
        invitations=ports.store.invitations,
        clock=ports.clock,
        ids=ports.ids,
        limits=rules.invitations,
    )


def _joining(ports: Ports, rules: Rules) -> JoiningService:
    store = ports.store
    return JoiningService(
        begin=store.begin,
        invitations=store.invitations,
        users=store.users,
        organizations=store.organizations,
        passwords=ports.passwords,
        secrets=ports.secrets,
        tokens=ports.tokens,
        clock=ports.clock,
        ids=ports.ids,
        limits=rules.sessions,
    )


def _forum(ports: Ports) -> Forum:
    store = ports.store
    return Forum(
        categories=CategoryService(begin=store.begin, categories=store.categories, ids=ports.ids),
        topics=TopicService(
            begin=store.begin,
            topics=store.topics,
            rich_text=ports.rich_text,
            clock=ports.clock,
            ids=ports.ids,
        ),
        posts=PostService(
            begin=store.begin, posts=store.posts, rich_text=ports.rich_text, clock=ports.clock, ids=ports.ids
        ),
    )


def _notifications(ports: Ports, rules: Rules) -> NotificationService:
    return NotificationService(
        registrations=ports.store.registrations,
        invitations=ports.store.invitations,
        users=ports.store.users,
        tokens=ports.tokens,
        mailer=ports.mailer,
        clock=ports.clock,
        public_url=rules.public_url,
        mail_domain=rules.mail_domain,
    )
