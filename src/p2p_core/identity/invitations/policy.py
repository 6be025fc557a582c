"""Whom an organization may invite, and how often."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from p2p_core.identity.invitations.model import DAY, HOUR, InvitationLimits, Mailed
from p2p_core.identity.users.model import User
from p2p_core.shared.errors import AlreadyExists, TooMany
from p2p_core.shared.ids import OrganizationId


def must_not_belong(user: User | None, organization_id: OrganizationId) -> None:
    """Refuse the address of a member (``already_member``) or of somebody removed (``email_taken``).

    An account elsewhere is no reason: whoever invites must not learn from it that there is one.
    """
    if user is None or user.organization_id != organization_id:
        return
    raise AlreadyExists("email_taken" if user.is_deleted else "already_member")


def must_be_within(limits: InvitationLimits, recent: Sequence[Mailed], address: str, now: datetime) -> None:
    """Refuse one more mail when the organization's budget, or the address's, is spent: ``TooMany``."""
    of_all = [moment for mailed in recent for moment in mailed.at]
    of_address = [moment for mailed in recent if mailed.address == address for moment in mailed.at]
    _must_be_fewer(of_all, limits.a_day, DAY, now)
    _must_be_fewer(of_address, limits.an_hour, HOUR, now)


def _must_be_fewer(moments: Sequence[datetime], most: int, within: timedelta, now: datetime) -> None:
    counted = sorted(moment for moment in moments if now - moment < within)
    if len(counted) >= most:
        raise TooMany(counted[len(counted) - most] + within - now)
