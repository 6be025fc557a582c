"""The suites of what the forum keeps, over a store whose content is in MongoDB."""

from collections.abc import Iterator

import pytest

from adapters.memory.store import MemoryStore
from p2p_core.app import Store
from p2p_core.contracts.attachments import AttachmentsContract
from p2p_core.contracts.audiences import AudienceContract
from p2p_core.contracts.blocks import BlocksContract
from p2p_core.contracts.builders import an_organization
from p2p_core.contracts.categories import CategoriesContract
from p2p_core.contracts.edits import EditsContract
from p2p_core.contracts.figures import FiguresContract
from p2p_core.contracts.files_left import FilesLeftContract
from p2p_core.contracts.forgotten import ForgottenMarksContract
from p2p_core.contracts.forums import TopicsContract
from p2p_core.contracts.inboxes import InboxContract
from p2p_core.contracts.long_lists import LongListsContract
from p2p_core.contracts.long_threads import LongThreadsContract
from p2p_core.contracts.marks import MarksContract
from p2p_core.contracts.mentions import MentionsContract
from p2p_core.contracts.notices import NoticesContract
from p2p_core.contracts.once import OnceContract
from p2p_core.contracts.orders import OrdersContract
from p2p_core.contracts.outboxes import OutboxContract
from p2p_core.contracts.reports import ReportsContract
from p2p_core.contracts.reputations import ReputationContract
from p2p_core.contracts.searches import SearchContract
from p2p_core.contracts.stores import StoreContract
from p2p_core.contracts.threads import PostsContract
from p2p_core.contracts.traces import TracesContract
from p2p_core.contracts.upkeep import RetentionContract, TasksContract
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from p2p_core.store import StoreTransaction
from tests.contract.libraries import library_in
from tests.contract.mongo_stores import emptied, made, split_store
from tests.judged import QUESTIONS
from tests.servers.fixtures import used_mongo
from tests.world import SetClock

__all__ = ["used_mongo"]


@pytest.fixture(scope="module")
def made_mongo(used_mongo: str) -> str:
    made(used_mongo)
    return used_mongo


@pytest.fixture
def store(made_mongo: str, clock: Clock, ids: Ids) -> Iterator[Store]:
    emptied(made_mongo)
    with split_store(made_mongo, clock, ids) as store:
        yield store


class OverMongo:
    @pytest.fixture(autouse=True)
    def _over(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock


class TestStore(OverMongo, StoreContract):
    pass


class TestOutbox(OverMongo, OutboxContract):
    pass


class TestCategories(OverMongo, CategoriesContract):
    pass


class TestTopics(OverMongo, TopicsContract):
    pass


class TestPosts(OverMongo, PostsContract):
    pass


class TestLongLists(OverMongo, LongListsContract):
    many = 200  # the server that stands in for MongoDB takes minutes for a transaction of a thousand


class TestLongThreads(OverMongo, LongThreadsContract):
    many = 400


class TestNotices(OverMongo, NoticesContract):
    pass


class TestSearch(OverMongo, SearchContract):
    @pytest.fixture(autouse=True)
    def _fewer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As many as can be written within a transaction of the server that stands in for MongoDB."""
        for module in ("p2p_core.contracts.searches", "adapters.mongo.search_reader"):
            monkeypatch.setattr(f"{module}.MOST_RANKED", 60)
            monkeypatch.setattr(f"{module}.MOST_COUNTED", 60)


class TestEdits(OverMongo, EditsContract):
    pass


class TestMarks(OverMongo, MarksContract):
    pass


class TestForgottenMarks(OverMongo, ForgottenMarksContract):
    pass


class TestOrders(OverMongo, OrdersContract):
    pass


class TestBlocks(OverMongo, BlocksContract):
    pass


class TestAudience(OverMongo, AudienceContract):
    pass


class TestReputation(OverMongo, ReputationContract):
    pass


class TestAttachments(OverMongo, AttachmentsContract):
    pass


class TestMentions(OverMongo, MentionsContract):
    pass


class TestReports(OverMongo, ReportsContract):
    pass


class TestInbox(OverMongo, InboxContract):
    pass


class TestFigures(OverMongo, FiguresContract):
    pass


class TestTraces(OverMongo, TracesContract):
    pass


class TestFilesLeft(OverMongo, FilesLeftContract):
    pass


class TestTasks(OverMongo, TasksContract):
    pass


class TestRetention(OverMongo, RetentionContract):
    pass


class TestOnce(OnceContract):
    """Requests that are remembered beside the people; test_content_races has those beside content."""

    def make(self, tx: StoreTransaction, slug: str) -> None:
        assert tx.organizations.add(an_organization(slug, name=slug))

    def slugs(self) -> list[str]:
        return [organization.name for organization in self.store.organizations.behind("", 100)]

    @pytest.fixture
    def clock(self) -> SetClock:
        return SetClock()

    @pytest.fixture(autouse=True)
    def _over(self, store: Store, clock: SetClock) -> None:
        self.store = store
        self.set_clock = clock


def test_the_judged_questions_find_the_same_in_the_same_order(store: Store, clock: Clock, ids: Ids) -> None:
    there, in_memory = library_in(store, clock, ids), library_in(MemoryStore(clock, ids), clock, ids)
    asked = {question: in_memory.found(question) for question in QUESTIONS}
    assert {question: there.found(question) for question in QUESTIONS} == asked
