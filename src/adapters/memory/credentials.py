"""Requests for new passwords and addresses, and access tokens, within a transaction and outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.identity import MemoryOrganizations, MemoryUsers
from adapters.memory.tables import Tables, Work, dropped
from p2p_core.identity.access_tokens.model import AccessToken
from p2p_core.identity.access_tokens.ports import Bearer
from p2p_core.identity.email_changes.model import EmailChange
from p2p_core.identity.passwords.model import PasswordReset
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import AccessTokenId, EmailChangeId, PasswordResetId, UserId


@dataclass(frozen=True, slots=True)
class MemoryPasswordResets:
    """Requests for new passwords in memory."""

    tables: Tables

    def find(self, reset_id: PasswordResetId) -> PasswordReset | None:
        return self.tables.password_resets.get(reset_id)

    def add(self, reset: PasswordReset) -> None:
        self.tables.password_resets.put(reset.id, reset)

    def save(self, reset: PasswordReset) -> None:
        self.tables.password_resets.put(reset.id, reset)

    def end_all(self, address: str, now: datetime) -> None:
        for reset in self.tables.password_resets.where(lambda r: r.address == address and r.is_open(now)):
            reset.ended_at = now
            self.tables.password_resets.put(reset.id, reset)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return dropped(self.tables.password_resets, lambda reset: reset.expires_at <= before, limit)


@dataclass(frozen=True, slots=True)
class MemoryPasswordResetReader:
    """Requests for new passwords outside a transaction."""

    work: Work

    def find(self, reset_id: PasswordResetId) -> PasswordReset | None:
        with self.work() as tables:
            return MemoryPasswordResets(tables).find(reset_id)


@dataclass(frozen=True, slots=True)
class MemoryEmailChanges:
    """Wishes for other addresses in memory."""

    tables: Tables

    def find(self, change_id: EmailChangeId) -> EmailChange | None:
        return self.tables.email_changes.get(change_id)

    def add(self, change: EmailChange) -> None:
        self.tables.email_changes.put(change.id, change)

    def save(self, change: EmailChange) -> None:
        self.tables.email_changes.put(change.id, change)

    def end_all(self, user_id: UserId, now: datetime) -> None:
        for change in self.tables.email_changes.where(lambda c: c.user_id == user_id and c.is_open(now)):
            change.ended_at = now
            self.tables.email_changes.put(change.id, change)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return dropped(self.tables.email_changes, lambda change: change.expires_at <= before, limit)


@dataclass(frozen=True, slots=True)
class MemoryEmailChangeReader:
    """Wishes for other addresses outside a transaction."""

    work: Work

    def find(self, change_id: EmailChangeId) -> EmailChange | None:
        with self.work() as tables:
            return MemoryEmailChanges(tables).find(change_id)


@dataclass(frozen=True, slots=True)
class MemoryAccessTokens:
    """Access tokens in memory."""

    tables: Tables

    def get(self, token_id: AccessTokenId) -> AccessToken:
        token = self.tables.access_tokens.get(token_id)
        if token is None:
            raise NotFound("access token")
        return token

    def count(self, user_id: UserId, now: datetime) -> int:
        return len(self.tables.access_tokens.where(lambda one: one.user_id == user_id and one.is_live(now)))

    def add(self, token: AccessToken) -> None:
        self.tables.access_tokens.put(token.id, token)

    def used(self, token_id: AccessTokenId, now: datetime) -> None:
        if token := self.tables.access_tokens.get(token_id):
            token.last_used_at = now
            self.tables.access_tokens.put(token_id, token)

    def end(self, token_id: AccessTokenId) -> None:
        self.tables.access_tokens.drop(token_id)

    def end_all(self, user_id: UserId) -> None:
        for token in self.tables.access_tokens.where(lambda one: one.user_id == user_id):
            self.tables.access_tokens.drop(token.id)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return dropped(self.tables.access_tokens, lambda token: token.expires_at <= before, limit)


@dataclass(frozen=True, slots=True)
class MemoryAccessTokenReader:
    """Access tokens as requests look them up, and as their owner sees them."""

    work: Work

    def find(self, token_hash: str) -> Bearer | None:
        with self.work() as tables:
            found = tables.access_tokens.where(lambda one: one.token_hash == token_hash)
            if not found:
                return None
            (token,) = found
            user = MemoryUsers(tables).get(token.user_id)
            organization = MemoryOrganizations(tables).get(user.organization_id)
            factor = tables.second_factors.get(user.id)
        return Bearer(
            token=token,
            organization_id=user.organization_id,
            role=user.role,
            operator=user.operator,
            language=user.language,
            user_status=user.status,
            organization_status=organization.status,
            second_factor_required=organization.settings.require_second_factor,
            has_second_factor=factor is not None and factor.is_on,
        )

    def of_person(self, user_id: UserId) -> Sequence[AccessToken]:
        with self.work() as tables:
            own = tables.access_tokens.where(lambda one: one.user_id == user_id)
        return sorted(own, key=lambda token: token.id, reverse=True)
