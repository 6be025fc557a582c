"""What is asked when an account is looked after."""

from dataclasses import dataclass
from typing import Annotated

from p2p_core.identity.users.model import EmailAddress
from p2p_core.shared.inputs import Input, Password


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOf(Input):
    """Whose account it is about."""

    email: Annotated[str, EmailAddress()]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordFor(Input):
    """A new password for somebody who can't choose one themselves."""

    email: Annotated[str, EmailAddress()]
    password: Annotated[str, Password(12, 128)]
