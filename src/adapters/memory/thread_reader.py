"""Threads as they are shown: a page of one level, with the first replies below each post."""

from collections import deque
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
    level_binding,
    level_cursor,
)
from p2p_core.forum.topics.policy import may_change, may_read, may_remove
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import Page, decode_cursor, page_of


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
            after = decode_cursor(binding, query.cursor, int)
            level = _level(tables, topic_id, query.parent_id, query.sort)
            behind = [post for post in level if after is None or _is_behind(post, after[0], query.sort)]
            page = page_of(behind, query.limit, binding, lambda post: (post.place,))
            branches = _grown(tables, [Branch(post, 1) for post in page.items], query.sort)
            shown = tuple(_details(tables, actor, branch, query.sort) for branch in branches)
        return Page(shown, page.next_cursor).counted(len(level) if query.count else None)

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


def _level(tables: Tables, topic_id: TopicId, parent_id: str | None, sort: PostSort) -> list[Post]:
    found = tables.posts.where(
        lambda post: (post.topic_id, post.parent_id) == (topic_id, parent_id) and post.is_shown
    )
    return sorted(found, key=lambda post: post.place, reverse=sort is PostSort.NEWEST)


def _is_behind(post: Post, place: str | int, sort: PostSort) -> bool:
    return post.place < int(place) if sort is PostSort.NEWEST else post.place > int(place)


def _grown(tables: Tables, top: list[Branch], sort: PostSort) -> list[Branch]:
    """Add the first replies level by level, until the page is full."""
    room = MOST_ON_A_PAGE - len(top)
    line = deque(top)
    while line and room:
        branch = line.popleft()
        if branch.level == LEVELS_SHOWN:
            continue
        level = _level(tables, branch.post.topic_id, branch.post.id, sort)
        for post in level[: min(REPLIES_SHOWN, room)]:
            branch.replies.append(Branch(post, branch.level + 1))
            room -= 1
        line.extend(branch.replies)
    return top


def _details(tables: Tables, actor: Actor, branch: Branch, sort: PostSort) -> PostDetails:
    post = branch.post
    return PostDetails(
        id=post.id,
        topic_id=post.topic_id,
        parent_id=post.parent_id,
        depth=post.depth,
        seq=post.seq,
        body=None if post.is_deleted else post.body,
        body_html=None if post.is_deleted else post.body_html,
        author=person_card(tables, post.author_id),
        attachments=() if post.is_deleted else tuple(map(attachment_of, shown_at(tables, post.files_at))),
        like_count=post.like_count,
        reply_count=post.reply_count,
        replies=_replies(tables, actor, branch, sort),
        best_answer=_is_best(tables, post),
        viewer=_viewer(tables, actor, post),
        created_at=post.created_at,
        edited_at=post.edited_at,
        deleted=post.is_deleted,
        version=post.version,
    )


def _viewer(tables: Tables, actor: Actor, post: Post) -> PostViewer:
    topic = tables.topics.get(post.topic_id)
    if topic is None or post.is_deleted:
        return PostViewer()
    organization_id = person_card(tables, post.author_id).organization.id
    return PostViewer(
        liked=f"{post.id} {actor.user_id}" in tables.post_likes,
        can_edit=may_change(actor, topic, post.author_id),
        can_delete=may_remove(actor, topic, post.author_id, organization_id),
    )


def _replies(tables: Tables, actor: Actor, branch: Branch, sort: PostSort) -> Page[PostDetails]:
    shown = tuple(_details(tables, actor, reply, sort) for reply in branch.replies)
    if len(shown) == branch.post.reply_count:
        return Page(shown, None)
    # Nothing shown yet: the cursor stands before the first reply, whichever end that is.
    start = 0 if sort is PostSort.OLDEST else branch.post.last_place + 1
    last = branch.replies[-1].post.place if branch.replies else start
    return Page(shown, level_cursor(branch.post.topic_id, branch.post.id, sort, last))


def _is_best(tables: Tables, post: Post) -> bool:
    topic = tables.topics.get(post.topic_id)
    return topic is not None and topic.best_answer_id == post.id
