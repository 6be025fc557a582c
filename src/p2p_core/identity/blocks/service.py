"""To hear nothing of somebody any more."""

from dataclasses import dataclass

from p2p_core.identity.blocks.model import Block, BlocksChanged
from p2p_core.identity.blocks.policy import must_be_another
from p2p_core.identity.blocks.ports import BlockTransaction
from p2p_core.identity.blocks.shapes import Blocked
from p2p_core.identity.users.service import UserService
from p2p_core.shared.actor import Actor
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import UserId
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockService:
    """Blocks: what is so already stays so, and only who blocks ever learns of it."""

    begin: Begin[BlockTransaction]
    people: UserService
    clock: Clock

    def block(self, actor: Actor, user_id: UserId, *, on: bool) -> Blocked:
        """Block somebody, or no more.

        Raises ``Conflict`` (``not_yourself``), or ``NotFound`` for whoever doesn't exist for the actor.
        """
        must_be_another(actor, user_id)
        self.people.details(actor, user_id)
        with self.begin() as tx:
            for known in sorted((actor.user_id, user_id)):
                tx.users.get(known)  # so that neither is erased meanwhile
            if self._change(tx, actor.user_id, user_id, on=on):
                tx.publish(BlocksChanged(user_id=actor.user_id))
        return Blocked(blocked=on)

    def _change(self, tx: BlockTransaction, blocker_id: UserId, blocked_id: UserId, *, on: bool) -> bool:
        if not on:
            return tx.blocks.drop(blocker_id, blocked_id)
        now = self.clock.now()
        return tx.blocks.add(Block(blocker_id=blocker_id, blocked_id=blocked_id, blocked_at=now))
