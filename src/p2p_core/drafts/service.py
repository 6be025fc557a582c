"""What can be done with drafts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from p2p_core.drafts.model import DRAFTS_ARE_KEPT, MOST_DRAFTS, Draft, is_key
from p2p_core.drafts.ports import DraftReader, DraftTransaction
from p2p_core.drafts.shapes import DraftDetails, DraftOutdated, DraftQuery, NewDraft, details_of
from p2p_core.shared.actor import Actor
from p2p_core.shared.batches import in_batches
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Conflict, NotFound
from p2p_core.shared.ids import DraftId, Ids
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin

_FIRST_PAGE = DraftQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftService:
    """Keep what one is writing, find it again, throw it away; everybody has only their own."""

    begin: Begin[DraftTransaction]
    drafts: DraftReader
    clock: Clock
    ids: Ids

    def keep(self, actor: Actor, key: str, new: NewDraft, expected: Expected = WHICHEVER) -> DraftDetails:
        """Keep a draft under a key; the same again changes nothing.

        Raises ``DraftOutdated`` with what is kept if that is newer, ``NotFound`` for a key that no composer
        has, ``Conflict`` (``too_many_drafts``), or ``Stale``.
        """
        if not is_key(key):
            raise NotFound("composer")
        body = cast("Mapping[str, object]", new.body)
        with self.begin() as tx:
            draft = tx.drafts.find(actor.user_id, key)
            expected.must_include("draft", draft.version if draft else 0)
            if draft is None:
                draft = self._first(tx, actor, key, body, new.sequence)
            elif draft.is_behind(body, new.sequence):
                raise DraftOutdated(details_of(draft))
            elif draft.go_on(body, new.sequence, self.clock.now()):
                tx.drafts.save(draft)
        return details_of(draft)

    def details(self, actor: Actor, key: str) -> DraftDetails:
        """One's own draft under a key; raises ``NotFound``."""
        draft = self.drafts.find(actor.user_id, key)
        if draft is None:
            raise NotFound("draft")
        return details_of(draft)

    def list(self, actor: Actor, query: DraftQuery = _FIRST_PAGE) -> Page[DraftDetails]:
        """A page of one's own drafts, what changed last first."""
        return self.drafts.page(actor.user_id, query)

    def discard(self, actor: Actor, key: str, expected: Expected = WHICHEVER) -> None:
        """Throw one's own draft away; raises ``NotFound`` or ``Stale``."""
        with self.begin() as tx:
            draft = tx.drafts.find(actor.user_id, key)
            if draft is None:
                raise NotFound("draft")
            expected.must_include("draft", draft.version)
            tx.drafts.drop(draft.id)

    def sweep(self) -> int:
        """Forget drafts that nobody went on with for a season."""
        before = self.clock.now() - DRAFTS_ARE_KEPT

        def some(limit: int) -> int:
            with self.begin() as tx:
                return tx.drafts.forget_old(before, limit)

        return in_batches(some)

    def _first(
        self, tx: DraftTransaction, actor: Actor, key: str, body: Mapping[str, object], sequence: int
    ) -> Draft:
        if tx.drafts.count(actor.user_id) >= MOST_DRAFTS:
            raise Conflict("too_many_drafts")
        now = self.clock.now()
        draft = Draft(
            id=DraftId(self.ids.new()),
            user_id=actor.user_id,
            key=key,
            body=body,
            sequence=sequence,
            created_at=now,
            updated_at=now,
        )
        tx.drafts.add(draft)
        return draft
