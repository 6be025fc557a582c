"""What is asked and answered about access tokens."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from p2p_core.identity.access_tokens.model import Scope
from p2p_core.shared.ids import AccessTokenId
from p2p_core.shared.inputs import Input, Items, Length, Range
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccessToken(Input):
    """A token for a script: called so, able to do so much, for so long."""

    name: Annotated[str, Length(1, 100)]
    scopes: Annotated[tuple[Scope, ...], Items(3)]
    expires_in_days: Annotated[int, Range(1, 365)] = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessTokenQuery(Input):
    """Which page of one's own tokens."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessTokenDetails:
    """A token as its owner sees it: not the secret."""

    id: AccessTokenId
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedAccessToken(AccessTokenDetails):
    """A new token with its secret, which exists nowhere else."""

    token: str = field(repr=False)
