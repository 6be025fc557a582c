"""The suites of everything a store keeps, over every store."""

import pytest

from adapters.sql.store import SqlStore
from p2p_core.app import Store
from p2p_core.contracts.attachments import AttachmentsContract
from p2p_core.contracts.audiences import AudienceContract
from p2p_core.contracts.audits import AuditContract
from p2p_core.contracts.blocks import BlocksContract
from p2p_core.contracts.categories import CategoriesContract
from p2p_core.contracts.credentials import (
    DevicesContract,
    SecondFactorsContract,
    TalliesContract,
)
from p2p_core.contracts.directories import DirectoryContract
from p2p_core.contracts.drafts import DraftsContract
from p2p_core.contracts.edits import EditsContract
from p2p_core.contracts.figures import FiguresContract
from p2p_core.contracts.files import FilesContract
from p2p_core.contracts.files_left import FilesLeftContract
from p2p_core.contracts.forgotten import ForgottenMarksContract
from p2p_core.contracts.forums import TopicsContract
from p2p_core.contracts.inboxes import InboxContract
from p2p_core.contracts.invitations import InvitationsContract
from p2p_core.contracts.links import LinksContract
from p2p_core.contracts.long_lists import LongListsContract
from p2p_core.contracts.long_threads import LongThreadsContract
from p2p_core.contracts.marks import MarksContract
from p2p_core.contracts.mentions import MentionsContract
from p2p_core.contracts.notices import NoticesContract
from p2p_core.contracts.once import OnceContract
from p2p_core.contracts.orders import OrdersContract
from p2p_core.contracts.outboxes import OutboxContract
from p2p_core.contracts.own_data import ExportsContract
from p2p_core.contracts.people import (
    OrganizationsContract,
    RegistrationsContract,
    UsersContract,
)
from p2p_core.contracts.recollections import RecentSessionsContract
from p2p_core.contracts.reports import ReportsContract
from p2p_core.contracts.reputations import ReputationContract
from p2p_core.contracts.searches import SearchContract
from p2p_core.contracts.sessions import SessionsContract
from p2p_core.contracts.stores import StoreContract
from p2p_core.contracts.threads import PostsContract
from p2p_core.contracts.tokens import AccessTokensContract
from p2p_core.contracts.traces import TracesContract
from p2p_core.contracts.upkeep import RetentionContract, SchedulesContract, TasksContract
from p2p_core.shared.clock import Clock
from tests.world import SetClock


class OverEveryStore:
    @pytest.fixture(autouse=True)
    def _over(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock


class TestStore(OverEveryStore, StoreContract):
    pass


class TestOutbox(OverEveryStore, OutboxContract):
    pass


class TestAudit(OverEveryStore, AuditContract):
    pass


class TestExports(OverEveryStore, ExportsContract):
    pass


class TestForgottenMarks(OverEveryStore, ForgottenMarksContract):
    pass


class TestTraces(OverEveryStore, TracesContract):
    pass


class TestOrganizations(OverEveryStore, OrganizationsContract):
    pass


class TestUsers(OverEveryStore, UsersContract):
    pass


class TestRegistrations(OverEveryStore, RegistrationsContract):
    pass


class TestSessions(OverEveryStore, SessionsContract):
    pass


class TestTallies(OverEveryStore, TalliesContract):
    pass


class TestDevices(OverEveryStore, DevicesContract):
    pass


class TestSecondFactors(OverEveryStore, SecondFactorsContract):
    pass


class TestLinks(OverEveryStore, LinksContract):
    pass


class TestAccessTokens(OverEveryStore, AccessTokensContract):
    pass


class TestInvitations(OverEveryStore, InvitationsContract):
    pass


class TestDirectory(OverEveryStore, DirectoryContract):
    pass


class TestFigures(OverEveryStore, FiguresContract):
    pass


class TestRecentSessions(OverEveryStore, RecentSessionsContract):
    @pytest.fixture(autouse=True)
    def _however_slowly_this_runs(self, store: Store) -> None:
        if isinstance(store, SqlStore):
            store.sessions.remembered.life = 3600


class TestCategories(OverEveryStore, CategoriesContract):
    pass


class TestTopics(OverEveryStore, TopicsContract):
    pass


class TestPosts(OverEveryStore, PostsContract):
    pass


class TestLongLists(OverEveryStore, LongListsContract):
    """Lists in which very many are equal."""


class TestLongThreads(OverEveryStore, LongThreadsContract):
    """Threads of ten thousand replies."""


class TestSearch(OverEveryStore, SearchContract):
    pass


class TestEdits(OverEveryStore, EditsContract):
    pass


class TestMarks(OverEveryStore, MarksContract):
    pass


class TestInbox(OverEveryStore, InboxContract):
    pass


class TestAudience(OverEveryStore, AudienceContract):
    pass


class TestBlocks(OverEveryStore, BlocksContract):
    pass


class TestOrders(OverEveryStore, OrdersContract):
    pass


class TestOnce(OnceContract):
    @pytest.fixture
    def clock(self) -> SetClock:
        return SetClock()

    @pytest.fixture(autouse=True)
    def _over(self, store: Store, clock: SetClock) -> None:
        self.store = store
        self.set_clock = clock


class TestTasks(OverEveryStore, TasksContract):
    pass


class TestRetention(OverEveryStore, RetentionContract):
    pass


class TestSchedules(OverEveryStore, SchedulesContract):
    pass


class TestDrafts(OverEveryStore, DraftsContract):
    pass


class TestReputation(OverEveryStore, ReputationContract):
    pass


class TestAttachments(OverEveryStore, AttachmentsContract):
    pass


class TestMentions(OverEveryStore, MentionsContract):
    pass


class TestNotices(OverEveryStore, NoticesContract):
    pass


class TestReports(OverEveryStore, ReportsContract):
    pass


class TestFiles(OverEveryStore, FilesContract):
    pass


class TestFilesLeft(OverEveryStore, FilesLeftContract):
    pass
