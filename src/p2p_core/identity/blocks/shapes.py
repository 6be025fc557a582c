"""How it is answered that somebody is blocked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """Whether who asks blocks a person."""

    blocked: bool
