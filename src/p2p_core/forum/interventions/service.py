"""What is written down, and told, when somebody does something with another's words."""

from dataclasses import dataclass

from p2p_core.forum.interventions.model import Intervention, Step
from p2p_core.forum.interventions.ports import InterventionTransaction
from p2p_core.shared.actor import Actor
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids, InterventionId, TopicId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """Somebody's topic or reply."""

    subject_id: str
    """The id of the topic, or of the reply."""
    topic_id: TopicId
    author_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """Keeps what somebody did with another's words, and has their author told why."""

    clock: Clock
    ids: Ids

    def note(
        self,
        tx: InterventionTransaction,
        actor: Actor,
        action: Action,
        theirs: Theirs,
        *steps: Step,
        reason: object = None,
    ) -> None:
        """Write it down, and tell of each step; with one's own words everybody does as they like."""
        if actor.user_id == theirs.author_id:
            return
        why = reason if isinstance(reason, str) else ""
        tx.record(done_by(actor, action, theirs.subject_id, **({"reason": why} if why else {})))
        for step in steps:
            intervention = self._intervention(actor, theirs, step, why)
            tx.interventions.add(intervention)
            tx.publish(intervention.tell())

    def _intervention(self, actor: Actor, theirs: Theirs, step: Step, why: str) -> Intervention:
        return Intervention(
            id=InterventionId(self.ids.new()),
            step=step,
            subject_id=theirs.subject_id,
            topic_id=theirs.topic_id,
            author_id=theirs.author_id,
            actor_id=actor.user_id,
            reason=why,
            at=self.clock.now(),
        )
