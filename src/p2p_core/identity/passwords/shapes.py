"""What is asked about passwords."""

from dataclasses import dataclass, field
from typing import Annotated

from p2p_core.identity.users.model import EmailAddress
from p2p_core.shared.inputs import Input, Length, Password


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgotPassword(Input):
    """The address of an account whose password is lost."""

    email: Annotated[str, EmailAddress()]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetSent:
    """The answer to everybody, whether or not the address is known."""

    status: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPassword(Input):
    """The token of a link, and the password from now on."""

    token: Annotated[str, Length(1, 1000)] = field(repr=False)
    password: Annotated[str, Password(12, 128)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword(Input):
    """The password until now, and the one from now on."""

    current_password: Annotated[str, Password(1, 1024)] = field(repr=False)
    new_password: Annotated[str, Password(12, 128)] = field(repr=False)
