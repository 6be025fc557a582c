"""A person forgotten in two stores."""

from collections.abc import Collection
from dataclasses import dataclass

from adapters.split.late import Late
from adapters.split.sides import ContentTransaction, RestTransaction
from p2p_core.own_data.model import Contributions
from p2p_core.shared.ids import FileId, UserId


@dataclass(frozen=True, slots=True)
class SplitTraces:
    """Everything that is kept of people."""

    content: Late[ContentTransaction]
    rest: Late[RestTransaction]

    def forget(self, user_id: UserId, contributions: Contributions) -> Collection[FileId]:
        return self.rest().traces.forget(user_id, contributions)
