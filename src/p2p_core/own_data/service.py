"""Asking for everything about oneself, fetching it, and being erased; a worker does what is promised."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from p2p_core.files.model import File, FileForgotten, key_of
from p2p_core.files.ports import FileReader, FileStore
from p2p_core.identity.attempts.model import of_person
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.users.model import User
from p2p_core.own_data.model import (
    DOWNLOAD_EXPORT,
    AccountErased,
    Contributions,
    ErasureRequested,
    ErasureWish,
    Export,
    ExportRequested,
    JobStatus,
)
from p2p_core.own_data.ports import (
    ExportReader,
    Leave,
    OwnDataTransaction,
    PersonalData,
    StillSignedIn,
)
from p2p_core.own_data.shapes import (
    EraseMe,
    ErasureDetails,
    ExportDetails,
    ExportToken,
    LeftOut,
    erasure_details,
    export_details,
)
from p2p_core.shared.actor import Actor, must_have_proven
from p2p_core.shared.archives import packed
from p2p_core.shared.audit import Action, Deed, done_by
from p2p_core.shared.budgets import Budget
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Gone, InvalidToken, NotFound, Unauthenticated
from p2p_core.shared.ids import ErasureId, EventId, ExportId, Ids, PackingId, UserId
from p2p_core.shared.once import Once
from p2p_core.shared.plain import json_lines
from p2p_core.shared.transactions import Begin

ADDRESS_IS_KEPT = timedelta(days=7)
"""How long the address of an erased account is kept at the most, for the mail that tells of it."""


MOST_PACKED = 200 * 1024 * 1024
"""How many bytes of somebody's files go into a ZIP that lies in the database for days."""
_A_TIME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFiles:
    """What somebody has uploaded, their picture too, as far as a ZIP has room for it."""

    files: FileReader
    storage: FileStore
    most: int = MOST_PACKED

    def of(self, user_id: UserId) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The name and the content of each; what there is no room for is told of in the end."""
        left, left_out = self.most, list[LeftOut]()
        for file in self._with_content(user_id):
            if file.size > left:
                left_out.append(LeftOut.of(file))
                continue
            with suppress(NotFound):  # swept away meanwhile
                content = self.storage.read(key_of(file.id, file.part), 0, file.size)
                yield f"files/{file.id}/{file.name}", content
                left -= file.size
        if left_out:
            yield "files_left_out.json", json_lines(left_out)

    def _with_content(self, user_id: UserId) -> Iterator[File]:
        found = self.files.of_person(user_id, "", _A_TIME)
        while found:
            yield from (file for file in found if file.parts)
            found = self.files.of_person(user_id, found[-1].id, _A_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportService:
    """Take everything about oneself along."""

    begin: Begin[OwnDataTransaction]
    exports: ExportReader
    sources: tuple[PersonalData, ...]
    files: OwnFiles
    tokens: Tokens
    clock: Clock
    ids: Ids
    lifetime: timedelta
    """How long an export is kept, and its link good."""
    budget: Budget
    still_signed_in: StillSignedIn

    def request(self, actor: Actor, once: Once | None = None) -> ExportDetails:
        """Promise a mail with a link; an earlier export and its link are gone. Raises ``TooMany``."""
        now = self.clock.now()
        export = Export(
            id=ExportId(self.ids.new()),
            user_id=actor.user_id,
            requested_at=now,
            expires_at=now + self.lifetime,
        )
        with self.begin(once) as tx:
            self.still_signed_in(tx, actor)
            tally = tx.tallies.hold(of_person("exports", actor.user_id), now)
            tally.spend(now, self.budget)
            tx.tallies.save(tally)
            tx.exports.put(export)
            tx.publish(ExportRequested(export_id=export.id))
            tx.record(done_by(actor, Action.EXPORT_REQUESTED, export.id))
            tx.result(export.id)
        return export_details(export, now)

    def mine(self, actor: Actor) -> ExportDetails:
        """How one's own export stands; raises ``NotFound`` when there is none."""
        export = self.exports.of_person(actor.user_id)
        if export is None:
            raise NotFound("export")
        return export_details(export, self.clock.now())

    def asked_before(self, actor: Actor, export_id: ExportId) -> ExportDetails:
        """How one that was asked for stands now; raises ``NotFound`` when another took its place."""
        export = self.exports.find(export_id)
        if export is None or export.user_id != actor.user_id:
            raise NotFound("export")
        return export_details(export, self.clock.now())

    def open(self, actor: Actor, request: ExportToken) -> Export:
        """The export whose link this is, for the person it is about and nobody else.

        Raises ``InvalidToken``, also for another person's, or ``Gone`` when it is over.
        """
        export = self.exports.find(ExportId(self.tokens.read(DOWNLOAD_EXPORT, request.token)))
        if export is None or export.status_at(self.clock.now()) is not JobStatus.READY:
            raise Gone("token_expired")
        if export.user_id != actor.user_id:
            raise InvalidToken
        with self.begin() as tx:
            self.still_signed_in(tx, actor)
            tx.record(done_by(actor, Action.EXPORT_DOWNLOADED, export.id))
        return export

    def part(self, _actor: Actor, export: Export, number: int) -> bytes:
        """One part of what was opened; raises ``Gone`` when it went meanwhile."""
        content = self.exports.part(export.id, number)
        if content is None:
            raise Gone("token_expired")
        return content

    def put_together(self, _event_id: EventId, event: ExportRequested) -> None:
        """Pack everything, if it is still wanted; each part is kept as soon as it is there.

        Should two be at it, since one was held up, each keeps its own parts, and the first to be through has
        packed it.
        """
        export = self.exports.find(event.export_id)
        if export is None or export.status_at(self.clock.now()) is not JobStatus.PENDING:
            return
        packing = PackingId(self.ids.new())
        try:
            self._pack(export, packing)
        except BaseException:  # it is tried again, and what has been packed so far would lie there each time
            with self.begin() as tx:
                tx.exports.drop_parts(export.id, packing)
            raise

    def _pack(self, export: Export, packing: PackingId) -> None:
        parts, size = 0, 0
        for content in packed(self._files(export), export.requested_at):
            with self.begin() as tx:
                if not self._wanted(tx, export.id):
                    return
                tx.exports.put_part(export.id, packing, parts, content)
            parts, size = parts + 1, size + len(content)
        with self.begin() as tx:
            wanted = self._wanted(tx, export.id)
            if wanted:
                tx.publish(wanted.finish(self.clock.now(), packing, parts, size))
                tx.exports.save(wanted)

    def _wanted(self, tx: OwnDataTransaction, export_id: ExportId) -> Export | None:
        """The export, held, as long as nobody else has packed it and none has taken its place."""
        export = tx.exports.find(export_id)
        return export if export and export.status_at(self.clock.now()) is JobStatus.PENDING else None

    def _files(self, export: Export) -> Iterator[tuple[str, Iterable[bytes]]]:
        for source in self.sources:
            for name, entities in source.of(export.user_id):
                yield f"{name}.json", json_lines(entities)
        yield from self.files.of(export.user_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureService:
    """Have one's account erased."""

    begin: Begin[OwnDataTransaction]
    leave: Leave
    clock: Clock
    ids: Ids

    def request(self, actor: Actor, wanted: EraseMe, once: Once | None = None) -> ErasureDetails:
        """Be gone for everybody at once, and erased as soon as a worker comes to it; a mail tells of it.

        Raises ``Forbidden`` (``reauth_required``) or ``Conflict`` (``last_admin``): the last active admin
        stays as long as there are other people; without any, the organization ends as well.
        """
        now = self.clock.now()
        must_have_proven(actor, now)
        with self.begin(once) as tx:
            user = self.leave(tx, actor)
            wish = self._wish(user, wanted.contributions)
            tx.erasure_wishes.add(wish)
            tx.publish(ErasureRequested(erasure_id=wish.id))
            tx.record(
                done_by(actor, Action.ERASURE_REQUESTED, user.id, contributions=wish.contributions.value)
            )
            tx.result(wish.id)
        return erasure_details(wish)

    def wished_before(self, actor: Actor, erasure_id: ErasureId) -> ErasureDetails:
        """The same wish as it stands; raises ``Unauthenticated`` once nobody is left who could ask."""
        with self.begin() as tx:
            wish = tx.erasure_wishes.find(erasure_id)
        if wish is None or wish.user_id != actor.user_id:
            raise Unauthenticated
        return erasure_details(wish)

    def carry_out(self, _event_id: EventId, event: ErasureRequested) -> None:
        """Forget everything about who wished for it."""
        with self.begin() as tx:
            wish = tx.erasure_wishes.find(event.erasure_id)
            if wish is None:
                return
            tx.organizations.hold(wish.organization_id)
            for file_id in tx.traces.forget(wish.user_id, wish.contributions):
                tx.publish(FileForgotten(file_id=file_id))
            tx.publish(AccountErased(erasure_id=wish.id))
            tx.record(
                Deed(
                    action=Action.ACCOUNT_ERASED,
                    organization_id=wish.organization_id,
                    subject_id=wish.user_id,
                )
            )

    def forget_address(self, erasure_id: ErasureId) -> None:
        """Who was erased has been told: nothing is left."""
        with self.begin() as tx:
            tx.erasure_wishes.drop(erasure_id)

    def _wish(self, user: User, contributions: Contributions) -> ErasureWish:
        now = self.clock.now()
        return ErasureWish(
            id=ErasureId(self.ids.new()),
            user_id=user.id,
            organization_id=user.organization_id,
            contributions=contributions,
            email=user.email,
            first_name=user.first_name,
            last_name=user.last_name,
            language=user.language,
            requested_at=now,
            expires_at=now + ADDRESS_IS_KEPT,
        )
