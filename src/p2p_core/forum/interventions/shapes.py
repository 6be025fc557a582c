"""How a reason is given."""

from dataclasses import dataclass
from typing import Annotated

from p2p_core.shared.inputs import Input, Length
from p2p_core.shared.text import Lines

Why = Annotated[str, Length(1, 1000, Lines.MANY)]
"""Told to the author, and kept in the log of who did what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal(Input):
    """Why something is taken away; has to be said where it is another's, who is told so."""

    reason: Why | None = None


FOR_NO_REASON = Removal()
