"""What is asked and answered about second factors."""

from dataclasses import dataclass, field
from typing import Annotated

from p2p_core.shared.inputs import Input, Length

Code = Annotated[str, Length(1, 64)]
"""Six digits of an app, or a code on paper; blanks and hyphens in it don't matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSecondFactor(Input):
    """The first code that an app shows."""

    code: Code = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What an app is set up with; nobody sees it again."""

    secret: str = field(repr=False)
    otpauth_uri: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodes:
    """Codes for paper, each good once; nobody sees them again."""

    recovery_codes: tuple[str, ...] = field(repr=False)
