"""What stands beside content and is kept elsewhere: people, and files beside words."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from p2p_core.files.shapes import Attachment
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.organizations.shapes import OrganizationCard
from p2p_core.shared.ids import FileId, OrganizationId, UserId


class Beside(Protocol):
    """What is shown beside words; each method is one query, however many are asked for."""

    def people(self, ids: Collection[str]) -> Mapping[str, PersonCard]:
        """Those of them that there are, by their ids."""
        ...

    def organizations(self, ids: Collection[str]) -> Mapping[str, OrganizationCard]:
        """Those of them that there are, by their ids."""
        ...

    def attachments(self, places: Collection[str]) -> Mapping[str, Sequence[Attachment]]:
        """The files that are shown at these places, by place, in their order."""
        ...

    def owed(self) -> tuple[int, bytes] | None:
        """The number of the last turn that changed both stores, and what it was to change in content."""
        ...


class Aside(Protocol):
    """What a transaction of content asks and changes elsewhere."""

    def organization_of(self, user_id: UserId) -> OrganizationId:
        """Where somebody is at home; raises ``NotFound``."""
        ...

    def shown_at(self, places: Collection[str]) -> Sequence[FileId]:
        """The files that are shown at any of these places."""
        ...

    def let_go(self, places: Collection[str], subjects: Collection[str], topics: Collection[str]) -> None:
        """What stood there is gone for good: its files, and what was told of these words, or topics."""
        ...
