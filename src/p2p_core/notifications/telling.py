"""How the services are put together that tell people something."""

from dataclasses import dataclass

from p2p_core.identity.ports import IdentityStore
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.notifications.inbox.arrivals import ArrivalService
from p2p_core.notifications.inbox.mails import NotificationMailService
from p2p_core.notifications.inbox.notices import NoticeService
from p2p_core.notifications.inbox.ports import InboxStore
from p2p_core.notifications.inbox.service import InboxService
from p2p_core.notifications.post import Post, Recipients
from p2p_core.notifications.security.service import SecurityMailService
from p2p_core.notifications.service import NotificationService
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """By what means people are told."""

    post: Post
    tokens: Tokens
    clock: Clock
    public_url: str
    """Where links in mails lead, without a slash at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What people are told: what they can do with it, what makes it, and its mails."""

    notifications: InboxService
    arrivals: ArrivalService
    notices: NoticeService
    mails: NotificationMailService


def inbox(store: InboxStore, voice: Voice, ids: Ids) -> Inbox:
    """The inbox on a store."""
    return Inbox(
        notifications=InboxService(
            begin=store.begin, notifications=store.notifications, tokens=voice.tokens, clock=voice.clock
        ),
        arrivals=ArrivalService(begin=store.begin_content, clock=voice.clock, ids=ids),
        notices=NoticeService(
            begin=store.begin_content,
            interventions=store.interventions,
            reports=store.reports,
            clock=voice.clock,
            ids=ids,
        ),
        mails=NotificationMailService(
            notifications=store.notifications,
            tokens=voice.tokens,
            post=voice.post,
            public_url=voice.public_url,
        ),
    )


def account_mails(store: IdentityStore, voice: Voice) -> NotificationService:
    """The mails that open accounts."""
    return NotificationService(
        registrations=store.registrations,
        invitations=store.invitations,
        people=Recipients(users=store.users, organizations=store.organizations),
        tokens=voice.tokens,
        mailer=voice.post.mailer,
        clock=voice.clock,
        public_url=voice.public_url,
        mail_domain=voice.post.mail_domain,
    )


def security_mails(store: IdentityStore, voice: Voice) -> SecurityMailService:
    """The mails about people's own accounts."""
    return SecurityMailService(
        people=Recipients(users=store.users, organizations=store.organizations),
        devices=store.devices,
        resets=store.password_resets,
        changes=store.email_changes,
        tokens=voice.tokens,
        post=voice.post,
        clock=voice.clock,
        public_url=voice.public_url,
    )
