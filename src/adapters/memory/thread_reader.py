"""Threads as they are shown: a page of one level, with the first replies below each post."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.memory.files import shown_at
from adapters.memory.people import person_card
from adapters.memory.tables import Tables, Work
from p2p_core.files.shapes import attachment_of
from p2p_core.forum.posts.model import LEVELS_SHOWN, MOST_ON_A_PAGE, REPLIES_SHOWN, Post
from p2p_core.forum.posts.shapes import (
    PostDetails,
    PostQuery,
    PostSort,
    PostViewer,
    first_replies,
    level_binding,
    level_key,
    post_details,
)
from p2p_core.forum.topics.policy import may_change, may_read, may_remove
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of


@dataclass(slots=True)
class Branch:
    """A post on a page, with those of its replies that are on it too."""

    post: Post
    level: int
    replies: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MemoryPostReader:
    """Posts as they are shown."""

    work: Work

    def page(self, actor: Actor, topic_id: TopicId, query: PostQuery) -> Page[PostDetails] | None:
        with self.work() as tables:
            if not _is_there(tables, actor, topic_id, query.parent_id):
                return None
            binding = level_binding(topic_id, query.parent_id, query.sort)
            after = decode_cursor(binding, query.cursor, *(int for _ in level_key(query.sort, 0, 0)))
            level = _Level(tables, topic_id, query.parent_id, query.sort)
            behind = level.first(query.limit + 1, after)
            page = page_of(behind, query.limit, binding, lambda post: _key(post, query.sort))
            branches = _grown(tables, [Branch(post, 1) for post in page.items], query.sort)
            shown = tuple(_details(tables, actor, branch, query.sort) for branch in branches)
            total = level.length() if query.count else None
        return Page(shown, page.next_cursor).counted(total)

    def details(self, actor: Actor, post_id: PostId) -> PostDetails:
        with self.work() as tables:
            post = tables.posts.get(post_id)
            if post is None or not post.is_shown or not _is_there(tables, actor, post.topic_id, None):
                raise NotFound("post")
            (branch,) = _grown(tables, [Branch(post, 1)], PostSort.OLDEST)
            return _details(tables, actor, branch, PostSort.OLDEST)


def _is_there(tables: Tables, actor: Actor, topic_id: TopicId, parent_id: str | None) -> bool:
    topic = tables.topics.get(topic_id)
    if topic is None or not may_read(actor, topic):
        return False
    parent = tables.posts.get(parent_id) if parent_id else None
    return parent_id is None or (parent is not None and parent.topic_id == topic_id and parent.is_shown)


@dataclass(frozen=True, slots=True)
class _Level:
    """The replies to one post, or to the topic itself."""

    tables: Tables
    topic_id: TopicId
    parent_id: str | None
    sort: PostSort

    def first(self, most: int, after: Key | None = None) -> Sequence[Post]:
        """So many of those behind another."""
        return self.tables.posts.first(
            most,
            lambda post: self.has(post) and (after is None or _is_behind(post, after, self.sort)),
            lambda post: _key(post, self.sort),
            reverse=self.sort is not PostSort.OLDEST,
        )

    def length(self) -> int:
        """How many there are."""
        return len(self.tables.posts.keys(self.has))

    def has(self, post: Post) -> bool:
        """Whether it stands on this level."""
        return post.parent_id == self.parent_id and post.topic_id == self.topic_id and post.is_shown


def _key(post: Post, sort: PostSort) -> Key:
    return level_key(sort, post.like_count, post.place)


def _is_behind(post: Post, after: Key, sort: PostSort) -> bool:
    return _key(post, sort) > after if sort is PostSort.OLDEST else _key(post, sort) < after


def _grown(tables: Tables, top: list[Branch], sort: PostSort) -> list[Branch]:
    """Add the first replies level by level, until the page is full."""
    room = MOST_ON_A_PAGE - len(top)
    line = deque(top)
    while line and room:
        branch = line.popleft()
        if branch.level == LEVELS_SHOWN or not branch.post.reply_count:
            continue
        level = _Level(tables, branch.post.topic_id, branch.post.id, sort)
        for post in level.first(min(REPLIES_SHOWN, room)):
            branch.replies.append(Branch(post, branch.level + 1))
            room -= 1
        line.extend(branch.replies)
    return top


def _details(tables: Tables, actor: Actor, branch: Branch, sort: PostSort) -> PostDetails:
    post, last = branch.post, branch.replies[-1].post if branch.replies else None
    shown = [_details(tables, actor, reply, sort) for reply in branch.replies]
    return post_details(
        post,
        author=person_card(tables, post.author_id),
        attachments=[*map(attachment_of, shown_at(tables, post.files_at))],
        replies=first_replies(post, shown, sort, _key(last, sort) if last else None),
        best_answer=_is_best(tables, post),
        viewer=_viewer(tables, actor, post),
    )


def _viewer(tables: Tables, actor: Actor, post: Post) -> PostViewer:
    topic = tables.topics.get(post.topic_id)
    if topic is None:
        return PostViewer()
    organization_id = person_card(tables, post.author_id).organization.id
    return PostViewer(
        liked=f"{post.id} {actor.user_id}" in tables.post_likes,
        can_edit=may_change(actor, topic, post.author_id),
        can_delete=may_remove(actor, topic, post.author_id, organization_id),
    )


def _is_best(tables: Tables, post: Post) -> bool:
    topic = tables.topics.get(post.topic_id)
    return topic is not None and topic.best_answer_id == post.id
