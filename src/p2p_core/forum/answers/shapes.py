"""How best answers are named."""

from dataclasses import dataclass
from typing import Annotated

from p2p_core.shared.inputs import Input, Length


@dataclass(frozen=True, slots=True, kw_only=True)
class BestAnswer(Input):
    """The reply that helped most."""

    post_id: Annotated[str, Length(1, 100)]
