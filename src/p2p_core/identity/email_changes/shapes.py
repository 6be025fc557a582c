"""What is asked and answered about another address."""

from dataclasses import dataclass, field
from typing import Annotated

from p2p_core.identity.users.model import EmailAddress
from p2p_core.shared.inputs import Input, Length


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEmail(Input):
    """The address from now on, once it is proven."""

    new_email: Annotated[str, EmailAddress()]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmEmail(Input):
    """The token of a confirmation link."""

    token: Annotated[str, Length(1, 1000)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChangeState:
    """How far it is, and the address it is about."""

    status: str
    email: str
