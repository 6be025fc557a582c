"""Identity's table of contents, and how it is put together."""

from dataclasses import dataclass
from datetime import timedelta

from p2p_core.identity.access_tokens.service import AccessTokenService
from p2p_core.identity.accounts.service import AccountService
from p2p_core.identity.attempts.model import Budgets
from p2p_core.identity.attempts.service import Gate
from p2p_core.identity.blocks.service import BlockService
from p2p_core.identity.devices.service import KnownDevices
from p2p_core.identity.email_changes.service import EmailChangeService
from p2p_core.identity.invitations.model import InvitationLimits
from p2p_core.identity.invitations.service import InvitationService
from p2p_core.identity.joining.service import JoiningService
from p2p_core.identity.logins.service import Door, LoginService
from p2p_core.identity.members.service import MemberService
from p2p_core.identity.passwords.service import PasswordService
from p2p_core.identity.ports import IdentityStore
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.registrations.service import RegistrationService
from p2p_core.identity.second_factors.ports import FactorKeys
from p2p_core.identity.second_factors.service import SecondFactorService
from p2p_core.identity.sessions.model import SessionLimits
from p2p_core.identity.sessions.service import SessionService
from p2p_core.identity.users.ports import Passwords, Secrets
from p2p_core.identity.users.service import UserService
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Everything about people and how they prove who they are."""

    registrations: RegistrationService
    logins: LoginService
    sessions: SessionService
    passwords: PasswordService
    email_changes: EmailChangeService
    second_factors: SecondFactorService
    access_tokens: AccessTokenService
    accounts: AccountService
    users: UserService
    blocks: BlockService
    members: MemberService
    invitations: InvitationService
    joining: JoiningService


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityPorts:
    """Everything identity needs from outside."""

    store: IdentityStore
    passwords: Passwords
    secrets: Secrets
    tokens: Tokens
    factor_keys: FactorKeys
    clock: Clock
    ids: Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRules:
    """What an installation decides about accounts."""

    verification_lifetime: timedelta
    reset_lifetime: timedelta
    sessions: SessionLimits
    budgets: Budgets
    invitations: InvitationLimits


def identity(ports: IdentityPorts, rules: IdentityRules) -> Identity:
    """Identity on these ports, under these rules."""
    gate = Gate(clock=ports.clock, budgets=rules.budgets)
    devices = KnownDevices(secrets=ports.secrets, clock=ports.clock, ids=ports.ids)
    registrations = _registrations(ports, rules, gate)
    logins = _logins(ports, rules, gate, devices)
    users = UserService(begin=ports.store.begin, users=ports.store.users)
    return Identity(
        registrations=registrations,
        logins=logins,
        sessions=_sessions(ports, rules),
        passwords=_passwords(ports, rules, gate, logins),
        email_changes=_email_changes(ports, rules, gate),
        second_factors=SecondFactorService(
            begin=ports.store.begin,
            keys=ports.factor_keys,
            secrets=ports.secrets,
            gate=gate,
            devices=devices,
            clock=ports.clock,
        ),
        access_tokens=AccessTokenService(
            begin=ports.store.begin,
            tokens=ports.store.access_tokens,
            secrets=ports.secrets,
            clock=ports.clock,
            ids=ports.ids,
        ),
        accounts=_accounts(ports, registrations),
        users=users,
        blocks=BlockService(begin=ports.store.begin, people=users, clock=ports.clock),
        members=MemberService(
            begin=ports.store.begin, members=ports.store.members, users=ports.store.users, clock=ports.clock
        ),
        invitations=_invitations(ports, rules, gate),
        joining=_joining(ports, logins.door),
    )


def _joining(ports: IdentityPorts, door: Door) -> JoiningService:
    return JoiningService(
        begin=ports.store.begin,
        door=door,
        invitations=ports.store.invitations,
        users=ports.store.users,
        organizations=ports.store.organizations,
        passwords=ports.passwords,
        tokens=ports.tokens,
        clock=ports.clock,
        ids=ports.ids,
    )


def _registrations(ports: IdentityPorts, rules: IdentityRules, gate: Gate) -> RegistrationService:
    return RegistrationService(
        begin=ports.store.begin,
        users=ports.store.users,
        organizations=ports.store.organizations,
        passwords=ports.passwords,
        tokens=ports.tokens,
        gate=gate,
        clock=ports.clock,
        ids=ports.ids,
        lifetime=rules.verification_lifetime,
    )


def _logins(ports: IdentityPorts, rules: IdentityRules, gate: Gate, devices: KnownDevices) -> LoginService:
    door = Door(
        gate=gate,
        devices=devices,
        secrets=ports.secrets,
        clock=ports.clock,
        ids=ports.ids,
        limits=rules.sessions,
    )
    return LoginService(
        begin=ports.store.begin,
        door=door,
        users=ports.store.users,
        organizations=ports.store.organizations,
        registrations=ports.store.registrations,
        passwords=ports.passwords,
        keys=ports.factor_keys,
    )


def _sessions(ports: IdentityPorts, rules: IdentityRules) -> SessionService:
    return SessionService(
        begin=ports.store.begin,
        sessions=ports.store.sessions,
        users=ports.store.users,
        organizations=ports.store.organizations,
        secrets=ports.secrets,
        clock=ports.clock,
        limits=rules.sessions,
    )


def _passwords(
    ports: IdentityPorts, rules: IdentityRules, gate: Gate, logins: LoginService
) -> PasswordService:
    return PasswordService(
        begin=ports.store.begin,
        logins=logins,
        users=ports.store.users,
        resets=ports.store.password_resets,
        passwords=ports.passwords,
        secrets=ports.secrets,
        tokens=ports.tokens,
        gate=gate,
        clock=ports.clock,
        ids=ports.ids,
        lifetime=rules.reset_lifetime,
    )


def _email_changes(ports: IdentityPorts, rules: IdentityRules, gate: Gate) -> EmailChangeService:
    return EmailChangeService(
        begin=ports.store.begin,
        tokens=ports.tokens,
        gate=gate,
        clock=ports.clock,
        ids=ports.ids,
        lifetime=rules.verification_lifetime,
    )


def _invitations(ports: IdentityPorts, rules: IdentityRules, gate: Gate) -> InvitationService:
    return InvitationService(
        begin=ports.store.begin,
        invitations=ports.store.invitations,
        clock=ports.clock,
        ids=ports.ids,
        limits=rules.invitations,
        gate=gate,
    )


def _accounts(ports: IdentityPorts, registrations: RegistrationService) -> AccountService:
    return AccountService(
        begin=ports.store.begin,
        registrations=registrations,
        users=ports.store.users,
        passwords=ports.passwords,
        clock=ports.clock,
        ids=ports.ids,
    )
