"""Everything that happens "after", and everything that happens by the clock, on one page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from p2p_core.drafts.service import DraftService
from p2p_core.files.care import FileCareService
from p2p_core.files.model import FileForgotten, FileUploaded
from p2p_core.forum.interventions.model import Intervened
from p2p_core.forum.mentions.model import Mentioned
from p2p_core.forum.moderation.model import ReportResolved
from p2p_core.forum.posts.model import PostDeleted, PostLiked, PostRestored, PostUnliked, PostWritten
from p2p_core.forum.search.service import SearchService
from p2p_core.forum.topics.model import (
    AnswerAccepted,
    AnswerWithdrawn,
    TopicDeleted,
    TopicLiked,
    TopicRestored,
    TopicUnliked,
)
from p2p_core.identity.blocks.model import BlocksChanged
from p2p_core.identity.devices.model import NewDeviceSignedIn
from p2p_core.identity.email_changes.model import EmailChanged, EmailChangeRequested
from p2p_core.identity.invitations.model import InvitationSent
from p2p_core.identity.passwords.model import PasswordChanged, PasswordForgotten
from p2p_core.identity.registrations.model import KnownAddressSignedUp, VerificationRequested
from p2p_core.identity.second_factors.model import SecondFactorTurnedOff, SecondFactorTurnedOn
from p2p_core.notifications.inbox.model import NotificationArrived
from p2p_core.notifications.model import Undeliverable
from p2p_core.notifications.own_data.service import OwnDataMailService
from p2p_core.notifications.security.service import SecurityMailService
from p2p_core.notifications.service import NotificationService
from p2p_core.notifications.telling import Inbox
from p2p_core.own_data.model import AccountErased, ErasureRequested, ExportReady, ExportRequested
from p2p_core.own_data.service import ErasureService, ExportService
from p2p_core.shared.cause import CAUSE
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotYet
from p2p_core.shared.events import Envelope, Event, UnknownEvent
from p2p_core.shared.ids import EventId
from p2p_core.shared.outbox import LEASE, LONGEST_DELAY, MOST_LOST, Outbox, next_attempt
from p2p_core.shared.reasons import reason_of
from p2p_core.shared.transactions import Begin, Reactions, Transaction
from p2p_core.upkeep.model import Planned, ScheduleCame
from p2p_core.upkeep.service import RetentionService, ScheduleService

Reaction = Callable[[EventId, Any], None]
"""Takes the event's id and the event; the table below gives each only events of its own type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """What people can ask about their own data, and who tells them what came of it."""

    exports: ExportService
    erasures: ErasureService
    mails: OwnDataMailService


def reaction_table(
    notifications: NotificationService,
    security: SecurityMailService,
    care: FileCareService,
    schedules: ScheduleService,
    own_data: OwnData,
    inbox: Inbox,
) -> Mapping[type[Event], tuple[Reaction, ...]]:
    """Event -> reactions. An event that isn't here has none yet."""
    return {
        VerificationRequested: (notifications.mail_verification,),
        KnownAddressSignedUp: (notifications.mail_known_address,),
        InvitationSent: (notifications.mail_invitation,),
        ScheduleCame: (schedules.keep,),
        NewDeviceSignedIn: (security.mail_new_device,),
        PasswordForgotten: (security.mail_password_reset,),
        PasswordChanged: (security.mail_password_changed,),
        EmailChangeRequested: (security.mail_email_confirmation, security.mail_email_change_requested),
        EmailChanged: (security.mail_email_changed,),
        SecondFactorTurnedOn: (security.mail_second_factor_on,),
        SecondFactorTurnedOff: (security.mail_second_factor_off,),
        FileUploaded: (care.process,),
        FileForgotten: (care.remove_objects,),
        ExportRequested: (own_data.exports.put_together,),
        ExportReady: (own_data.mails.mail_export_ready,),
        ErasureRequested: (own_data.erasures.carry_out,),
        AccountErased: (own_data.mails.mail_account_erased,),
        PostWritten: (inbox.arrivals.tell_of_reply,),
        Mentioned: (inbox.arrivals.tell_of_mention,),
        AnswerAccepted: (inbox.arrivals.tell_of_best_answer,),
        **dict.fromkeys((TopicLiked, TopicUnliked, PostLiked, PostUnliked), (inbox.arrivals.count_likes,)),
        BlocksChanged: (inbox.arrivals.count_unblocked,),
        **dict.fromkeys((AnswerWithdrawn, PostDeleted), (inbox.arrivals.keep_right,)),
        PostRestored: (inbox.arrivals.keep_right, inbox.notices.take_back),
        TopicDeleted: (inbox.arrivals.hide_or_show,),
        TopicRestored: (inbox.arrivals.hide_or_show, inbox.notices.take_back),
        Intervened: (inbox.notices.tell_why,),
        ReportResolved: (inbox.notices.tell_of_decision,),
        NotificationArrived: (inbox.mails.mail_notification,),
    }


def timetable(
    retention: RetentionService,
    care: FileCareService,
    inbox: Inbox,
    search: SearchService,
    drafts: DraftService,
) -> tuple[Planned, ...]:
    """What happens by the clock; a line that goes from here needs a migration that takes its row away."""
    every_hour, night = "UTC", "Asia/Riyadh"
    return (
        Planned("forget-ended-sessions", "23 * * * *", every_hour, retention.forget_ended_sessions),
        Planned("forget-expired-credentials", "35 * * * *", every_hour, retention.forget_expired_credentials),
        Planned("forget-requests", "11 * * * *", every_hour, retention.forget_requests),
        Planned("forget-finished-events", "47 * * * *", every_hour, retention.forget_finished_events),
        Planned("remove-deleted-topics", "20 3 * * *", night, retention.remove_deleted_topics),
        Planned("remove-deleted-posts", "30 3 * * *", night, retention.remove_deleted_posts),
        Planned("forget-old-registrations", "10 3 * * *", night, retention.forget_old_registrations),
        Planned("sweep-files", "31 * * * *", every_hour, care.sweep),
        Planned("sweep-strays", "40 3 * * *", night, care.sweep_strays),
        Planned("complete-index", "5 * * * *", every_hour, search.complete),
        Planned("forget-old-notifications", "50 3 * * *", night, inbox.notifications.sweep),
        Planned("forget-old-drafts", "15 4 * * *", night, drafts.sweep),
        Planned("forget-old-audit", "30 3 * * *", night, retention.forget_old_audit),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reactor:
    """Takes events from the outbox through their reactions, each once as far as it is recorded."""

    begin: Begin[Transaction]
    done: Reactions
    outbox: Outbox
    clock: Clock
    table: Mapping[type[Event], tuple[Reaction, ...]]
    worker: str
    """Under which name events are had in hand here: another for each process."""

    def handle(self, event_id: EventId) -> None:
        """Run an event's reactions and finish it; nothing happens to one that is finished or in hand.

        An event with a reaction whose turn has not come is held until then. When one fails, the event is
        postponed or, after too many attempts or a refusal for good, buried, and the error goes on to the
        caller.
        """
        envelope = self._taken(event_id)
        if envelope is None:
            return
        if envelope.lost >= MOST_LOST:
            self.outbox.bury(event_id, self.clock.now(), f"{envelope.lost} workers ended with it in hand")
            return
        CAUSE.set(envelope.cause)  # and stays: what the caller says of this event belongs to it as well
        troubles = self._react(envelope)
        if troubles:
            self._put_off(envelope, max(troubles, key=_weight))
        else:
            self.outbox.finish(event_id, self.clock.now())

    def keep_hold(self) -> None:
        """Keep what is in hand here for longer: its work takes its time, and we are alive."""
        now = self.clock.now()
        self.outbox.renew(self.worker, now, now + LEASE)

    def _taken(self, event_id: EventId) -> Envelope | None:
        """The event; one that only a newer version knows waits for that version, and is never buried."""
        now = self.clock.now()
        try:
            return self.outbox.take(event_id, self.worker, now, now + LEASE)
        except UnknownEvent as error:
            self.outbox.postpone(event_id, now + LONGEST_DELAY, str(error))
            raise

    def _react(self, envelope: Envelope) -> list[Exception]:
        """Run what hasn't happened yet; none waits for another, so the trouble of each is collected."""
        troubles: list[Exception] = []
        for reaction in self.table.get(type(envelope.event), ()):
            if self.done.is_recorded(envelope.id, reaction.__name__):
                continue
            try:
                reaction(envelope.id, envelope.event)
                with self.begin() as tx:
                    tx.first_time(envelope.id, reaction.__name__)
            except Exception as error:  # noqa: BLE001 - the heaviest goes on when all have been run
                troubles.append(error)
        return troubles

    def _put_off(self, envelope: Envelope, trouble: Exception) -> None:
        now, reason = self.clock.now(), reason_of(trouble)
        if isinstance(trouble, NotYet):
            self.outbox.hold(envelope.id, now + trouble.retry_after, reason)
            return
        again = None if isinstance(trouble, Undeliverable) else next_attempt(envelope.attempts + 1, now)
        if again:
            self.outbox.postpone(envelope.id, again, reason)
        else:
            self.outbox.bury(envelope.id, now, reason)
        raise trouble


def _weight(trouble: Exception) -> int:
    """Which of several troubles decides: a mail refused for good only once nothing else is left to do."""
    if isinstance(trouble, Undeliverable):
        return 0
    return 1 if isinstance(trouble, NotYet) else 2
