"""What is asked when an account is looked after."""

from dataclasses import dataclass, field
from typing import Annotated

from p2p_core.identity.users.model import EmailAddress
from p2p_core.shared.actor import Role
from p2p_core.shared.inputs import Input, Length, Password


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOf(Input):
    """Whose account it is about."""

    email: Annotated[str, EmailAddress()]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordFor(Input):
    """A new password for somebody who can't choose one themselves."""

    email: Annotated[str, EmailAddress()]
    password: Annotated[str, Password(12, 128)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewColleague(Input):
    """A person who joins an organization that is there already."""

    colleague: Annotated[str, EmailAddress()]
    """The address of somebody who belongs to it: names of organizations are not unique."""
    email: Annotated[str, EmailAddress()]
    password: Annotated[str, Password(12, 128)] = field(repr=False)
    first_name: Annotated[str, Length(1, 50)]
    last_name: Annotated[str, Length(1, 50)]
    role: Role = Role.MEMBER
