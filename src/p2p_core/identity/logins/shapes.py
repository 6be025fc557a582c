"""What people show at the door."""

from dataclasses import dataclass, field
from typing import Annotated

from p2p_core.identity.second_factors.shapes import Code
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.inputs import Input, Length, Password


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStep(Input):
    """The code that a sign-in was still missing."""

    challenge: Annotated[str, Length(1, 200)] = field(repr=False)
    code: Code = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reauthenticate(Input):
    """Proof that it is still the same person: a password or a code."""

    password: Annotated[str, Password(1, 1024)] | None = field(default=None, repr=False)
    code: Code | None = field(default=None, repr=False)


def must_be_one_proof(proof: Reauthenticate) -> None:
    """Refuse none and two: of two, one might be wrong."""
    if (proof.password is None) == (proof.code is None):
        raise Invalid(FieldError("password", "required" if proof.password is None else "repeated"))
