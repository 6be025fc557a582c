"""One operation's transaction in MongoDB: what the forum changes, its outbox, and requests done once."""

from collections.abc import Callable

from adapters.mongo.aside import Aside
from adapters.mongo.block import Block
from adapters.mongo.categories import MongoCategories
from adapters.mongo.erasure import MongoErasure
from adapters.mongo.index import MongoIndex
from adapters.mongo.kinds import WAITING, Waiting
from adapters.mongo.listeners import MongoAudience
from adapters.mongo.marks import MongoMarks
from adapters.mongo.mentions import MongoMentions
from adapters.mongo.moderation import MongoInterventions, MongoReports
from adapters.mongo.once import Claim, MongoDoneRequests
from adapters.mongo.posts import MongoPosts
from adapters.mongo.standing import MongoStanding
from adapters.mongo.tasks import MongoTasks
from adapters.mongo.topics import MongoEdits, MongoTopics
from adapters.mongo.traces import MongoTraces
from p2p_core.shared.cause import CAUSE
from p2p_core.shared.clock import Clock
from p2p_core.shared.events import Event, to_fields
from p2p_core.shared.ids import Ids
from p2p_core.shared.once import Once


class MongoTransaction:
    """What an operation reads and changes of content; the block it belongs to ends it."""

    def __init__(self, block: Block, aside: Aside, clock: Clock, ids: Ids) -> None:
        self._block = block
        self._aside = aside
        self._clock = clock
        self._ids = ids
        self._claim: Claim | None = None
        self._is_answered = True

    @property
    def categories(self) -> MongoCategories:
        """Categories."""
        return MongoCategories(self._block)

    @property
    def topics(self) -> MongoTopics:
        """Topics."""
        return MongoTopics(self._block, self._aside)

    @property
    def posts(self) -> MongoPosts:
        """Posts."""
        return MongoPosts(self._block, self._aside)

    @property
    def edits(self) -> MongoEdits:
        """Edits of people's words."""
        return MongoEdits(self._block)

    @property
    def marks(self) -> MongoMarks:
        """What people did with topics."""
        return MongoMarks(self._block)

    @property
    def index(self) -> MongoIndex:
        """The words of topics and posts."""
        return MongoIndex(self._block)

    @property
    def mentions(self) -> MongoMentions:
        """Who was mentioned where."""
        return MongoMentions(self._block)

    @property
    def interventions(self) -> MongoInterventions:
        """Interventions."""
        return MongoInterventions(self._block)

    @property
    def reports(self) -> MongoReports:
        """Reports."""
        return MongoReports(self._block)

    @property
    def standing(self) -> MongoStanding:
        """What reputation is given for."""
        return MongoStanding(self._block)

    @property
    def followers(self) -> MongoAudience:
        """Who follows and who likes."""
        return MongoAudience(self._block)

    @property
    def traces(self) -> MongoTraces:
        """What is kept of people."""
        return MongoTraces(self._block, self._aside)

    @property
    def erasure(self) -> MongoErasure:
        """Takes organizations away."""
        return MongoErasure(self._block, self._aside)

    @property
    def done_requests(self) -> MongoDoneRequests:
        """Requests that were done and may come again."""
        return MongoDoneRequests(self._block)

    @property
    def tasks(self) -> MongoTasks:
        """Events that aren't finished, and those that are."""
        return MongoTasks(self._block)

    def publish(self, event: Event) -> None:
        """Write the event to content's own outbox, in this same transaction."""
        now = self._clock.now()
        waiting = Waiting(
            id=self._ids.new(),
            aggregate=event.aggregate,
            name=type(event).__name__,
            body=to_fields(event),
            happened_at=now,
            due_at=now,
            cause=CAUSE.get(),
        )
        self._block.has_events = True
        self._block[WAITING.collection].add(WAITING.document(waiting))

    def begin_once(self, once: Once) -> None:
        """Be the one transaction that does this; raises ``Replayed`` or ``Conflict`` where another was."""
        self._claim, self._is_answered = Claim(self._block, once, self._clock.now()), False

    def result(self, made: str) -> None:
        """What the operation made, for a request that may come again."""
        self._is_answered = True
        if self._claim:
            self._claim.keep(made)

    def owed(self) -> tuple[int, bytes]:
        """The number of this transaction and all that it changed, for whoever finds it undone.

        Refuses an end in peace after an error, or without a result: a repeat would find none to answer with.
        """
        self._block.must_be_whole()
        if not self._is_answered:
            raise RuntimeError("an operation that is done once has to say what it made: tx.result(id)")
        return self._block.turn, self._block.changes()

    def after_commit(self, hook: Callable[[], None]) -> None:
        """Call the hook once everything is durable."""
        self._block.after_commit(hook)
