"""The forum's table of contents."""

from dataclasses import dataclass
from typing import Protocol

from p2p_core.forum.answers.service import AnswerService
from p2p_core.forum.categories.ports import CategoryReader
from p2p_core.forum.categories.service import CategoryService
from p2p_core.forum.indexing.ports import SourceReader
from p2p_core.forum.marks.service import MarkService
from p2p_core.forum.moderation.ports import ModerationTransaction, ReportReader
from p2p_core.forum.moderation.service import ReportService
from p2p_core.forum.posts.ports import PostReader
from p2p_core.forum.posts.service import PostService
from p2p_core.forum.previews.service import PreviewService
from p2p_core.forum.richtext import RichText
from p2p_core.forum.search.ports import SearchReader
from p2p_core.forum.search.service import SearchService
from p2p_core.forum.topics.ports import EditReader, TopicReader
from p2p_core.forum.topics.service import TopicService
from p2p_core.identity.users.ports import UserReader
from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from p2p_core.shared.transactions import Begin


class ForumStore(Protocol):
    """What keeps the forum."""

    @property
    def begin_content(self) -> Begin[ModerationTransaction]:
        """Opens a transaction that begins where the forum is kept."""
        ...

    @property
    def users(self) -> UserReader:
        """People who can be mentioned."""
        ...

    @property
    def categories(self) -> CategoryReader:
        """Categories as they are shown."""
        ...

    @property
    def topics(self) -> TopicReader:
        """Topics as they are shown."""
        ...

    @property
    def posts(self) -> PostReader:
        """Posts as they are shown."""
        ...

    @property
    def edits(self) -> EditReader:
        """Edits of people's words."""
        ...

    @property
    def reports(self) -> ReportReader:
        """Reports as they are shown."""
        ...

    @property
    def hits(self) -> SearchReader:
        """Topics and posts by their words."""
        ...

    @property
    def sources(self) -> SourceReader:
        """What the index is made of."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """Where people ask and answer."""

    categories: CategoryService
    topics: TopicService
    posts: PostService
    answers: AnswerService
    marks: MarkService
    reports: ReportService
    previews: PreviewService
    search: SearchService


def forum(store: ForumStore, rich_text: RichText, analyzer: TextAnalyzer, clock: Clock, ids: Ids) -> Forum:
    """The forum's services on this store."""
    return Forum(
        categories=CategoryService(begin=store.begin_content, categories=store.categories, ids=ids),
        topics=TopicService(
            begin=store.begin_content,
            topics=store.topics,
            edits=store.edits,
            rich_text=rich_text,
            people=store.users,
            analyzer=analyzer,
            clock=clock,
            ids=ids,
        ),
        posts=PostService(
            begin=store.begin_content,
            posts=store.posts,
            edits=store.edits,
            rich_text=rich_text,
            people=store.users,
            analyzer=analyzer,
            clock=clock,
            ids=ids,
        ),
        answers=AnswerService(begin=store.begin_content, topics=store.topics),
        marks=MarkService(begin=store.begin_content, topics=store.topics, clock=clock),
        reports=ReportService(begin=store.begin_content, reports=store.reports, clock=clock, ids=ids),
        previews=PreviewService(rich_text=rich_text, people=store.users),
        search=SearchService(
            begin=store.begin_content, hits=store.hits, sources=store.sources, analyzer=analyzer
        ),
    )
