"""Everything the platform keeps, in two stores that look like one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import local

from adapters.split.across import across
from adapters.split.content_side import Content, ContentTransaction
from adapters.split.figures import SplitFigureReader, SplitPersonalData
from adapters.split.late import Late, LateAside
from adapters.split.notifications import SplitNotificationReader
from adapters.split.outbox import SplitOutbox, SplitTaskReader
from adapters.split.rest_side import Rest, RestTransaction
from adapters.split.transaction import SplitTransaction
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.inspections import Finding
from p2p_core.shared.once import Once


class SplitStore:
    """Content in one store, everything else in the other.

    An operation that changes both is kept first where people are, with all that it changes in content, then
    there: if that fails between the two, whoever changes content next does it first.
    """

    def __init__(self, rest: Rest, content: Content) -> None:
        self._rest = rest
        self._content = content
        self._thread = local()
        self._keep_rest(rest)
        self._keep_content(content)
        self.outbox = SplitOutbox(content.outbox, rest.outbox)
        self.tasks = SplitTaskReader(content.tasks, rest.tasks)
        self.figures = SplitFigureReader(rest.figures, rest.beside, content.figures)
        self.personal_data = SplitPersonalData(rest.personal_data, content.personal_data)
        self.notifications = SplitNotificationReader(rest.notifications, rest.told, content.subjects)

    def _keep_rest(self, rest: Rest) -> None:
        self.organizations = rest.organizations
        self.users = rest.users
        self.members = rest.members
        self.registrations = rest.registrations
        self.invitations = rest.invitations
        self.sessions = rest.sessions
        self.devices = rest.devices
        self.password_resets = rest.password_resets
        self.email_changes = rest.email_changes
        self.access_tokens = rest.access_tokens
        self.audit = rest.audit
        self.exports = rest.exports
        self.erasure_wishes = rest.erasure_wishes
        self.files = rest.files
        self.drafts = rest.drafts
        self.reactions = rest.reactions
        self.schedules = rest.schedules

    def _keep_content(self, content: Content) -> None:
        self.categories = content.categories
        self.topics = content.topics
        self.posts = content.posts
        self.edits = content.edits
        self.hits = content.hits
        self.sources = content.sources
        self.reports = content.reports
        self.interventions = content.interventions

    def begin(self, once: Once | None = None) -> AbstractContextManager[SplitTransaction]:
        """A transaction; leaving the block makes it durable and visible, an error takes it back.

        What is to be done once is remembered beside the people.
        """
        return self._begin(None, once)

    @contextmanager
    def begin_content(self, once: Once | None = None) -> Iterator[SplitTransaction]:
        """The same for operations that change content: it is held first, and remembers what is done once."""
        with self._begin(once, None) as tx:
            tx.hold_content()
            yield tx

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call the listener after each transaction that published something."""
        self._rest.on_commit(listener)
        self._content.on_commit(listener)

    def findings(self) -> Sequence[Finding]:
        """Checks of what both have to agree on; none while one of them is away, which is a finding itself."""
        try:
            return list(across(self._rest.agreement, self._content.agreement))
        except Unavailable:
            return ()

    def ping(self) -> None:
        """Raise ``Unavailable`` when one of them can't be read."""
        self._rest.ping()
        self._content.ping()

    def ping_content(self) -> None:
        """Raise ``Unavailable`` when content can't be read."""
        self._content.ping()

    def close(self) -> None:
        """Finish what is under way and let go of both."""
        self._content.close()
        self._rest.close()

    @contextmanager
    def _begin(self, of_content: Once | None, of_rest: Once | None) -> Iterator[SplitTransaction]:
        with self._alone():
            # the inner one ends first: people, and then content
            with ExitStack() as outer, ExitStack() as inner:
                rest = Late[RestTransaction](inner, lambda: self._rest.begin(of_rest))
                content = Late[ContentTransaction](outer, lambda: self._content_of(rest, of_content))
                tx = SplitTransaction(content, rest)
                try:
                    if of_rest:
                        rest()
                    yield tx
                    tx.agree()
                finally:
                    tx.end()
            tx.announce()

    @contextmanager
    def _content_of(self, rest: Late[RestTransaction], once: Once | None) -> Iterator[ContentTransaction]:
        with self._content.begin(LateAside(rest)) as tx:
            if once:
                tx.begin_once(once)
            yield tx

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if getattr(self._thread, "is_in", False):
            raise RuntimeError("begin() inside begin(): one operation, one transaction")
        self._thread.is_in = True
        try:
            yield
        finally:
            self._thread.is_in = False
