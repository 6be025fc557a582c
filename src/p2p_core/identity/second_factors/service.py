"""Setting up a second factor and taking it away again."""

from dataclasses import dataclass
from typing import Protocol

from p2p_core.identity.attempts.ports import AttemptTransaction
from p2p_core.identity.attempts.service import Gate
from p2p_core.identity.devices.ports import DeviceTransaction
from p2p_core.identity.devices.service import KnownDevices
from p2p_core.identity.second_factors.model import (
    RECOVERY_CODES,
    SecondFactor,
    SecondFactorTurnedOff,
    SecondFactorTurnedOn,
    otpauth_uri,
    recovery_code,
    shown_secret,
)
from p2p_core.identity.second_factors.policy import must_not_be_required
from p2p_core.identity.second_factors.ports import FactorKeys, SecondFactorTransaction
from p2p_core.identity.second_factors.shapes import ConfirmSecondFactor, Enrolment, RecoveryCodes
from p2p_core.identity.users.ports import Secrets
from p2p_core.shared.actor import Actor, Visit, must_have_proven
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import AlreadyExists, FieldError, Invalid
from p2p_core.shared.transactions import Begin

_ISSUER = "P2P Sandbox"


class EnrolmentTransaction(SecondFactorTransaction, DeviceTransaction, AttemptTransaction, Protocol):
    """What a second factor is set up with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorService:
    """Set up an app, show that it works, take it away."""

    begin: Begin[EnrolmentTransaction]
    keys: FactorKeys
    secrets: Secrets
    gate: Gate
    devices: KnownDevices
    clock: Clock

    def set_up(self, actor: Actor) -> Enrolment:
        """Give the app a secret; nothing is asked for until it has shown a code.

        Raises ``Forbidden`` (``reauth_required``), or ``AlreadyExists`` (``second_factor_on``).
        """
        now = self.clock.now()
        must_have_proven(actor, now)
        factor = SecondFactor(
            id=actor.user_id, salt=self.secrets.token(), key_id=self.keys.newest(), created_at=now
        )
        with self.begin() as tx:
            user = tx.users.get(actor.user_id)
            before = tx.second_factors.find(actor.user_id)
            if before and before.is_on:
                raise AlreadyExists("second_factor_on")
            tx.second_factors.put(factor)
        secret = self.keys.secret(factor.key_id, factor.salt) or b""
        return Enrolment(secret=shown_secret(secret), otpauth_uri=otpauth_uri(secret, _ISSUER, user.email))

    def confirm(self, actor: Actor, visit: Visit, proof: ConfirmSecondFactor) -> RecoveryCodes:
        """Ask for codes from now on, and give those for paper, which are shown this once.

        Raises ``Forbidden`` (``reauth_required``), ``Invalid`` on ``code``, or ``TooMany``.
        """
        must_have_proven(actor, self.clock.now())
        codes = tuple(recovery_code(self.secrets.token()) for _ in range(RECOVERY_CODES))
        with self.begin() as tx:
            turned_on = self._turned_on(tx, actor, visit, proof.code, codes)
        if not turned_on:
            raise Invalid(FieldError("code", "wrong_code"))
        return RecoveryCodes(recovery_codes=codes)

    def remove(self, actor: Actor) -> None:
        """Ask for no code any more; raises ``Forbidden`` (``reauth_required``, or where it is required)."""
        must_have_proven(actor, self.clock.now())
        with self.begin() as tx:
            user = tx.users.get(actor.user_id)
            settings = tx.organizations.get(user.organization_id).settings
            must_not_be_required(user.role, required=settings.require_second_factor)
            factor = tx.second_factors.find(user.id)
            tx.second_factors.drop(user.id)
            if factor and factor.is_on:
                tx.publish(SecondFactorTurnedOff(user_id=user.id))
                tx.record(done_by(actor, Action.SECOND_FACTOR_OFF, user.id))

    def _turned_on(
        self, tx: EnrolmentTransaction, actor: Actor, visit: Visit, code: str, codes: tuple[str, ...]
    ) -> bool:
        """Whether the code was right; it is counted in any case."""
        user = tx.users.get(actor.user_id)
        factor = tx.second_factors.find(user.id)
        attempt = self.devices.attempt(tx, visit, user.id, user.address)
        self.gate.begin(tx, attempt)
        if factor is None or factor.is_on:
            return False
        secret = self.keys.secret(factor.key_id, factor.salt)
        if not factor.turn_on(secret, code, self.clock.now(), codes):
            return False
        tx.second_factors.put(factor)
        self.gate.succeed(tx, attempt)
        tx.publish(SecondFactorTurnedOn(user_id=user.id))
        tx.record(done_by(actor, Action.SECOND_FACTOR_ON, user.id))
        return True
