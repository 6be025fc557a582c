"""What is asked and answered while an account comes to be."""

from dataclasses import dataclass, field
from typing import Annotated

from p2p_core.identity.users.model import EmailAddress
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.organizations.shapes import NewOrganization, OrganizationDetails
from p2p_core.shared.inputs import Input, Length, Password


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp(Input):
    """A person who founds an organization on the platform."""

    email: Annotated[str, EmailAddress()]
    password: Annotated[str, Password(12, 128)] = field(repr=False)
    first_name: Annotated[str, Length(1, 50)]
    last_name: Annotated[str, Length(1, 50)]
    organization: NewOrganization


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyEmail(Input):
    """The token of a verification link."""

    token: Annotated[str, Length(1, 1000)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResendVerification(Input):
    """The address whose links should be sent anew."""

    email: Annotated[str, EmailAddress()]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationSent:
    """The answer to every sign-up and resend, whether or not the address is known."""

    status: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The account and organization that a used link made."""

    user: UserDetails
    organization: OrganizationDetails
