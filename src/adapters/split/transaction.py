"""One operation in two stores: each is opened when it is needed, and what is whose is said here."""

from collections.abc import Callable
from logging import getLogger

from adapters.split.content_side import ContentTransaction
from adapters.split.late import Late
from adapters.split.parts import SplitAudience, SplitReputation, SplitRequests, SplitTasks
from adapters.split.rest import RestOfTransaction
from adapters.split.rest_side import RestTransaction
from adapters.split.traces import SplitTraces
from p2p_core.forum.categories.ports import Categories
from p2p_core.forum.indexing.ports import SearchIndex
from p2p_core.forum.interventions.ports import Interventions
from p2p_core.forum.mentions.ports import Mentions
from p2p_core.forum.moderation.ports import Reports
from p2p_core.forum.posts.ports import Posts
from p2p_core.forum.topics.ports import Edits, Marks, Topics
from p2p_core.shared.audit import Deed
from p2p_core.shared.events import Event
from p2p_core.shared.ids import EventId

_FORUM = "p2p_core.forum."
_log = getLogger(__name__)


class SplitTransaction(RestOfTransaction):
    """What an operation reads and changes, wherever that is kept.

    Who needs both asks for content first: so nobody who holds the one waits for the other.
    """

    def __init__(self, content: Late[ContentTransaction], rest: Late[RestTransaction]) -> None:
        self._late_content = content
        self._late_rest = rest
        self._hooks: list[Callable[[], None]] = []

    @property
    def categories(self) -> Categories:
        """Categories."""
        return self._late_content().categories

    @property
    def topics(self) -> Topics:
        """Topics."""
        return self._late_content().topics

    @property
    def posts(self) -> Posts:
        """Posts."""
        return self._late_content().posts

    @property
    def edits(self) -> Edits:
        """Edits of people's words."""
        return self._late_content().edits

    @property
    def marks(self) -> Marks:
        """What people did with topics."""
        return self._late_content().marks

    @property
    def index(self) -> SearchIndex:
        """The words of topics and posts."""
        return self._late_content().index

    @property
    def mentions(self) -> Mentions:
        """Who was mentioned where."""
        return self._late_content().mentions

    @property
    def interventions(self) -> Interventions:
        """Interventions."""
        return self._late_content().interventions

    @property
    def reports(self) -> Reports:
        """Reports."""
        return self._late_content().reports

    @property
    def reputation(self) -> SplitReputation:
        """The ledger of reputation."""
        return SplitReputation(self._late_content, self._late_rest)

    @property
    def audience(self) -> SplitAudience:
        """Whom there is to tell."""
        return SplitAudience(self._late_content, self._late_rest)

    @property
    def done_requests(self) -> SplitRequests:
        """Requests that were done and may come again."""
        return SplitRequests(self._late_content, self._late_rest)

    @property
    def tasks(self) -> SplitTasks:
        """Events that aren't finished, and those that are."""
        return SplitTasks(self._late_content, self._late_rest)

    @property
    def traces(self) -> SplitTraces:
        """Everything that is kept of people."""
        return SplitTraces(self._late_content, self._late_rest)

    def both(self) -> tuple[ContentTransaction, RestTransaction]:
        """The transactions of the two."""
        return self._late_content(), self._late_rest()

    def publish(self, event: Event) -> None:
        """Write the event to the outbox of where it happened, in the same transaction."""
        if type(event).__module__.startswith(_FORUM):
            self._late_content().publish(event)
        else:
            self._rest().publish(event)

    def record(self, deed: Deed) -> None:
        """Write down who did what."""
        self._rest().record(deed)

    def first_time(self, event_id: EventId, reaction: str) -> bool:
        """Record that the reaction to the event happens here; false when it happened before."""
        return self._rest().first_time(event_id, reaction)

    def result(self, made: str) -> None:
        """What the operation made, for a request that may come again."""
        for late in (self._late_content, self._late_rest):
            if late.opened is not None:
                late.opened.result(made)

    def after_commit(self, hook: Callable[[], None]) -> None:
        """Call the hook once everything is durable in both."""
        self._late_content.must_be_open()
        self._hooks.append(hook)

    def hold_content(self) -> None:
        """Begin with content."""
        self._late_content()

    def agree(self) -> None:
        """Before either is kept: beside the people stands what is to be kept of content.

        Whoever changes content next, and finds that this never came to be kept, does it first.
        """
        content, rest = self._late_content.opened, self._late_rest.opened
        if content is not None:
            turn, changes = content.owed()
            if changes and rest is not None:
                rest.aside.owe(turn, changes)

    def announce(self) -> None:
        """Call the hooks; what has been promised stands, so one that fails is only told."""
        for hook in self._hooks:
            try:
                hook()
            except Exception:  # noqa: BLE001 - a hook may fail in any way, and the others still have to run
                _log.exception("a hook failed after its transaction was committed")

    def end(self) -> None:
        """Nothing can be read or changed through it any more."""
        self._late_content.end()
        self._late_rest.end()

    def _rest(self) -> RestTransaction:
        return self._late_rest()
