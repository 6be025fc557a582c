"""Everything of the forum that is kept in MongoDB: its transactions and its readers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from adapters.mongo.agreement import MongoAgreement
from adapters.mongo.aside import Aside, Beside
from adapters.mongo.block import PATIENCE, Writer
from adapters.mongo.categories import MongoCategoryReader
from adapters.mongo.edit_reader import MongoEditReader
from adapters.mongo.figures import MongoFigures
from adapters.mongo.index import MongoSources
from adapters.mongo.moderation import MongoInterventionReader, MongoReportReader
from adapters.mongo.outbox import MongoOutbox
from adapters.mongo.personal import MongoPersonalData
from adapters.mongo.search_reader import MongoSearchReader
from adapters.mongo.server import Server
from adapters.mongo.tasks import MongoTaskReader
from adapters.mongo.thread_reader import MongoPostReader
from adapters.mongo.told import MongoSubjects
from adapters.mongo.topic_reader import MongoTopicReader
from adapters.mongo.transaction import MongoTransaction
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids


class MongoContent:
    """The forum's content, beside a store that keeps everything else."""

    def __init__(
        self, server: Server, beside: Beside, clock: Clock, ids: Ids, patience: float = PATIENCE
    ) -> None:
        """Use a database whose collections are current: ``migrate`` makes and updates them."""
        self._server = server
        self._writer = Writer(server, patience, beside.owed)
        self._clock = clock
        self._ids = ids
        self._listeners: list[Callable[[], None]] = []
        place = server.reads()
        self.categories = MongoCategoryReader(place)
        self.topics = MongoTopicReader(place, beside)
        self.posts = MongoPostReader(place, beside)
        self.edits = MongoEditReader(place, beside)
        self.hits = MongoSearchReader(place, beside)
        self.sources = MongoSources(place)
        self.reports = MongoReportReader(place, beside)
        self.interventions = MongoInterventionReader(place)
        self.outbox = MongoOutbox(place)
        self.tasks = MongoTaskReader(place)
        self.personal_data = MongoPersonalData(place)
        self.figures = MongoFigures(place)
        self.subjects = MongoSubjects(place)
        self.agreement = MongoAgreement(place)

    @contextmanager
    def begin(self, aside: Aside) -> Iterator[MongoTransaction]:
        """A transaction; leaving the block makes it durable and visible, an error takes it back."""
        with self._writer.begin() as block:
            yield MongoTransaction(block, aside, self._clock, self._ids)
        if block.has_events:
            for listener in self._listeners:
                listener()

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call the listener after each transaction that published something."""
        self._listeners.append(listener)

    def ping(self) -> None:
        """Raise ``Unavailable`` when nothing can be read."""
        self._server.ping()

    def close(self) -> None:
        """Let go of the connections."""
        self._server.close()
