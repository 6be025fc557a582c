"""Pictures of people and logos of organizations: looked into at once, and changed without a gap."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from p2p_core.files.examination import Examination
from p2p_core.files.intake import AT_ONCE, Intake, has_room, let_go
from p2p_core.files.model import Audience, File, Flaw, Made
from p2p_core.files.policy import FORMATS, must_begin_like
from p2p_core.files.ports import PortraitTransaction
from p2p_core.files.shapes import Arrival, NewFile
from p2p_core.identity.users.ports import UserReader
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.organizations.ports import OrganizationReader
from p2p_core.organizations.shapes import OrganizationDetails
from p2p_core.shared.actor import Actor
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.errors import Conflict, FieldError, Invalid, NotFound, Unavailable
from p2p_core.shared.ids import FileId
from p2p_core.shared.permissions import must_be_admin
from p2p_core.shared.transactions import Begin

Hang = Callable[[PortraitTransaction, FileId | None], FileId | None]
"""Put a file where another hung, or nothing; the one before. Raises ``Stale``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortraitService:
    """Show oneself and one's organization, or not."""

    begin: Begin[PortraitTransaction]
    intake: Intake
    examination: Examination
    users: UserReader
    organizations: OrganizationReader

    def show_me(
        self, actor: Actor, new: NewFile, arrival: Arrival, expected: Expected = WHICHEVER
    ) -> UserDetails:
        """Have a picture; the one before is shown until this one can be.

        Raises ``Invalid`` on ``file`` for what is no picture, ``Conflict`` when the organization's storage
        is full, and ``Stale``.
        """
        self._show(
            actor, new, arrival, f"user:{actor.user_id}", Audience.NETWORK, _of_person(actor, expected)
        )
        return self.users.details(actor.user_id)

    def hide_me(self, actor: Actor, expected: Expected = WHICHEVER) -> None:
        """Have no picture; raises ``Stale``."""
        self._hide(_of_person(actor, expected))

    def show_organization(
        self, actor: Actor, new: NewFile, arrival: Arrival, expected: Expected = WHICHEVER
    ) -> OrganizationDetails:
        """Give one's organization a logo, as its admin; raises as ``show_me`` does, and ``Forbidden``."""
        must_be_admin(actor)
        place = f"organization:{actor.organization_id}"
        self._show(actor, new, arrival, place, Audience.PUBLIC, _of_organization(actor, expected))
        return self.organizations.details(actor.organization_id)

    def hide_organization(self, actor: Actor, expected: Expected = WHICHEVER) -> None:
        """Take the logo of one's organization away, as its admin; raises ``Forbidden`` or ``Stale``."""
        must_be_admin(actor)
        self._hide(_of_organization(actor, expected))

    def _show(
        self, actor: Actor, new: NewFile, arrival: Arrival, place: str, audience: Audience, hang: Hang
    ) -> None:
        file = self.intake.announced(actor, new, AT_ONCE)
        must_begin_like(FORMATS[file.media_type], arrival.head)
        self.intake.add(file)
        try:
            made = self._made(file, arrival)
        except (Invalid, Unavailable):
            self.intake.withdraw(file)
            raise
        file.arrived(arrival.size, arrival.sha256)  # it was looked into: nobody else has to
        file.attach(place, audience)
        try:
            with self.begin() as tx:
                self._replace(tx, file, made, hang)
        except (Conflict, NotFound):
            self.intake.withdraw(file)
            raise
        with suppress(Unavailable):  # it is shown already; what is left of it is swept away
            self.examination.tidy(file)

    def _made(self, file: File, arrival: Arrival) -> Made:
        self.intake.store(file, arrival)
        made = self.examination.outcome(file)
        if isinstance(made, Flaw):
            raise Invalid(FieldError("file", made.value))
        return made

    def _replace(self, tx: PortraitTransaction, file: File, made: Made, hang: Hang) -> None:
        self._take_down(tx, hang(tx, file.id))
        if not has_room(tx, file, made):
            raise Conflict("quota_exceeded")
        tx.publish(file.become_ready(made))
        tx.files.save(file)

    def _hide(self, hang: Hang) -> None:
        with self.begin() as tx:
            self._take_down(tx, hang(tx, None))

    def _take_down(self, tx: PortraitTransaction, file_id: FileId | None) -> None:
        before = tx.files.find(file_id) if file_id else None
        if before is not None and not before.deleted_at:
            let_go(tx, before, self.intake.clock.now())


def _of_person(actor: Actor, expected: Expected) -> Hang:
    def hang(tx: PortraitTransaction, file_id: FileId | None) -> FileId | None:
        user = tx.users.get(actor.user_id)
        expected.must_include("user", user.version)
        before = user.show(file_id)
        if before != file_id:
            tx.users.save(user)
        return before

    return hang


def _of_organization(actor: Actor, expected: Expected) -> Hang:
    def hang(tx: PortraitTransaction, file_id: FileId | None) -> FileId | None:
        organization = tx.organizations.hold(actor.organization_id)
        expected.must_include("organization", organization.version)
        before = organization.show(file_id)
        if before != file_id:
            tx.organizations.save(organization)
        return before

    return hang
