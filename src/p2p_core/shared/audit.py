"""Who did what: written down by the operation it tells of, in its own transaction, and never changed.

A deed holds ids and stable words, never people's own words, addresses or secrets; the one exception is the
reason that somebody gave for what they did with another's words, which goes with either's account.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from p2p_core.shared.actor import Actor
from p2p_core.shared.cause import CAUSE, NETWORK
from p2p_core.shared.ids import AuditId, OrganizationId, UserId


class Action(StrEnum):
    """What somebody did, or wanted to do."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    PROOF_REFUSED = "proof_refused"
    """Somebody signed in gave a wrong password or code when asked once more."""
    ACCESS_DENIED = "access_denied"
    ACCOUNT_OPENED = "account_opened"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - no password
    PASSWORD_RESET = "password_reset"  # noqa: S105 - no password
    EMAIL_CHANGE_REQUESTED = "email_change_requested"
    EMAIL_CHANGED = "email_changed"
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    TOKEN_CREATED = "token_created"  # noqa: S105 - no token
    TOKEN_ENDED = "token_ended"  # noqa: S105 - no token
    INVITATION_SENT = "invitation_sent"
    INVITATION_RESENT = "invitation_resent"
    INVITATION_CANCELLED = "invitation_cancelled"
    INVITATION_ACCEPTED = "invitation_accepted"
    ROLE_CHANGED = "role_changed"
    STATUS_CHANGED = "status_changed"
    USER_REMOVED = "user_removed"
    SESSIONS_ENDED = "sessions_ended"
    OPERATOR_GRANTED = "operator_granted"
    OPERATOR_WITHDRAWN = "operator_withdrawn"
    ORGANIZATION_CHANGED = "organization_changed"
    TOPIC_EDITED = "topic_edited"
    """Another's, as the next; what people do with their own words is not written down."""
    TOPIC_REMOVED = "topic_removed"
    POST_EDITED = "post_edited"
    POST_REMOVED = "post_removed"
    FILE_DESCRIBED = "file_described"
    FILE_REMOVED = "file_removed"
    TOPIC_WARNED = "topic_warned"
    """Its author was told what is wrong with it, and it stays."""
    POST_WARNED = "post_warned"
    REPORT_RESOLVED = "report_resolved"
    EXPORT_REQUESTED = "export_requested"
    EXPORT_DOWNLOADED = "export_downloaded"
    ERASURE_REQUESTED = "erasure_requested"
    ACCOUNT_ERASED = "account_erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that somebody did; where it came from is added when it is written down."""

    action: Action
    actor_id: UserId | None = None
    """Who did it; nobody who is known, where somebody couldn't sign in."""
    organization_id: OrganizationId | None = None
    """Whose admins may read of it."""
    subject_id: str | None = None
    """On whom, or on what: an account's, an invitation's, a token's or an export's id."""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """A deed as it is kept."""

    id: AuditId
    at: datetime
    action: Action
    actor_id: UserId | None
    organization_id: OrganizationId | None
    subject_id: str | None
    details: Mapping[str, str]
    network: str
    """Where the request came from; empty for the installation's own programs."""
    request_id: str | None

    def without_reason(self) -> "AuditEntry":
        """The same, but for what somebody wrote."""
        return replace(self, details={name: one for name, one in self.details.items() if name != "reason"})


def entry_of(deed: Deed, entry_id: AuditId, at: datetime) -> AuditEntry:
    """What is kept of a deed of the present request."""
    return AuditEntry(
        id=entry_id,
        at=at,
        action=deed.action,
        actor_id=deed.actor_id,
        organization_id=deed.organization_id,
        subject_id=deed.subject_id,
        details=deed.details,
        network=NETWORK.get(),
        request_id=CAUSE.get(),
    )


def done_by(actor: Actor, action: Action, subject_id: str | None = None, **details: str) -> Deed:
    """What somebody signed in did, in their own organization; a script's token is told as well."""
    by_token = {"token": str(actor.token_id)} if actor.token_id else {}
    return Deed(
        action=action,
        actor_id=actor.user_id,
        organization_id=actor.organization_id,
        subject_id=subject_id,
        details={**details, **by_token},
    )
