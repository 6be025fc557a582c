"""The forum's table of contents."""

from dataclasses import dataclass

from p2p_core.forum.answers.service import AnswerService
from p2p_core.forum.categories.service import CategoryService
from p2p_core.forum.marks.service import MarkService
from p2p_core.forum.posts.service import PostService
from p2p_core.forum.topics.service import TopicService


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """Where people ask and answer."""

    categories: CategoryService
    topics: TopicService
    posts: PostService
    answers: AnswerService
    marks: MarkService
