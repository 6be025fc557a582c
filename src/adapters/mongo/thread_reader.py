"""Threads as they are shown: a page of one level, then the first replies below it, one query a level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from adapters.mongo.aside import Beside
from adapters.mongo.docs import Docs, Place
from adapters.mongo.kinds import LIKE, POST, TOPIC, pair
from adapters.mongo.positions import behind
from adapters.mongo.records import Document
from adapters.mongo.viewers import may_change, may_read, may_remove
from p2p_core.files.shapes import Attachment
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
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of


@dataclass(slots=True)
class Branch:
    """A post on a page, with those of its replies that are on it too."""

    post: Post
    replies: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What is known of a topic and its reader when posts are shown."""

    actor: Actor
    topic: Document
    sort: PostSort
    people: Mapping[str, PersonCard]
    attachments: Mapping[str, Sequence[Attachment]]
    liked: frozenset[str]

    def details(self, branch: Branch) -> PostDetails:
        """A post with the replies that are on the page."""
        post, last = branch.post, branch.replies[-1].post if branch.replies else None
        return post_details(
            post,
            author=self.people[post.author_id],
            attachments=self.attachments.get(post.files_at, ()),
            replies=first_replies(
                post,
                [*map(self.details, branch.replies)],
                self.sort,
                _key(self.sort, last) if last else None,
            ),
            best_answer=self.topic["best_answer_id"] == post.id,
            viewer=self._viewer(post),
        )

    def _viewer(self, post: Post) -> PostViewer:
        home, locked = self.people[post.author_id].organization.id, self.topic["locked"]
        return PostViewer(
            liked=post.id in self.liked,
            can_edit=may_change(self.actor, post.author_id, locked=locked),
            can_delete=may_remove(self.actor, post.author_id, home, locked=locked),
        )


_ORDERS: Mapping[PostSort, Mapping[str, int]] = {
    PostSort.OLDEST: {"place": 1},
    PostSort.NEWEST: {"place": -1},
    PostSort.TOP: {"like_count": -1, "place": -1},
}


@dataclass(frozen=True, slots=True)
class MongoPostReader:
    """Posts as they are shown."""

    place: Place
    beside: Beside

    def page(self, actor: Actor, topic_id: TopicId, query: PostQuery) -> Page[PostDetails] | None:
        topic = self._topic(actor, topic_id)
        if topic is None or not self._is_there(topic_id, query.parent_id):
            return None
        binding = level_binding(topic_id, query.parent_id, query.sort)
        kinds = (int for _ in level_key(query.sort, 0, 0))
        after = decode_cursor(binding, query.cursor, *kinds)
        level = {"topic_id": topic_id, "parent_id": query.parent_id, "shown": True}
        rest = {**level, **_behind(query.sort, after)}
        found = POST.all(self._posts.some(rest, [*_ORDERS[query.sort].items()], query.limit + 1))
        page = page_of(found, query.limit, binding, partial(_key, query.sort))
        shown = self._shown(actor, topic, page.items, query.sort)
        return Page(shown, page.next_cursor).counted(self._posts.count(level) if query.count else None)

    def details(self, actor: Actor, post_id: PostId) -> PostDetails:
        found = self._posts.one({"_id": post_id, "shown": True})
        topic = self._topic(actor, found["topic_id"]) if found else None
        if found is None or topic is None:
            raise NotFound("post")
        return self._shown(actor, topic, [POST.entity(found)], PostSort.OLDEST)[0]

    @property
    def _posts(self) -> Docs:
        return self.place[POST.collection]

    def _topic(self, actor: Actor, topic_id: str) -> Document | None:
        fields = ["locked", "best_answer_id"]
        return self.place[TOPIC.collection].one({"_id": topic_id, **may_read(actor)}, fields)

    def _is_there(self, topic_id: str, parent_id: str | None) -> bool:
        parent = {"_id": parent_id, "topic_id": topic_id, "shown": True}
        return parent_id is None or self._posts.one(parent, ["_id"]) is not None

    def _shown(
        self, actor: Actor, topic: Document, posts: Sequence[Post], sort: PostSort
    ) -> tuple[PostDetails, ...]:
        top = [Branch(post) for post in posts]
        everything = [branch.post for branch in self._grown(top, sort)]
        there = [post for post in everything if not post.is_deleted]
        likes = [pair(post.id, actor.user_id) for post in there]
        liked = self.place[LIKE.collection].some({"_id": {"$in": likes}}, fields=["post_id"])
        thread = Thread(
            actor=actor,
            topic=topic,
            sort=sort,
            people=self.beside.people({post.author_id for post in everything}),
            attachments=self.beside.attachments([post.files_at for post in there]),
            liked=frozenset(like["post_id"] for like in liked),
        )
        return tuple(map(thread.details, top))

    def _grown(self, top: list[Branch], sort: PostSort) -> list[Branch]:
        """Add the first replies level by level, until the page is full; everything that is on it then."""
        every, level = [*top], top
        for _ in range(LEVELS_SHOWN - 1):
            room = MOST_ON_A_PAGE - len(every)
            answered = {branch.post.id: branch for branch in level if branch.post.reply_count}
            if not answered or not room:
                break
            level = []
            for above in self._below([*answered], sort):
                for document in above["replies"][: room - len(level)]:
                    reply = Branch(POST.entity(document))
                    answered[above["_id"]].replies.append(reply)
                    level.append(reply)
            every += level
        return every

    def _below(self, parents: list[str], sort: PostSort) -> list[Document]:
        """The first replies to each of these, which come in this order."""
        first = [
            {"$match": {"shown": True}},
            {"$sort": _ORDERS[sort]},
            {"$limit": REPLIES_SHOWN},
        ]
        found: list[Document] = self._posts.through(
            {"$match": {"_id": {"$in": parents}}},
            {"$project": {"_id": 1}},
            {
                "$lookup": {
                    "from": POST.collection,
                    "localField": "_id",
                    "foreignField": "parent_id",
                    "pipeline": first,
                    "as": "replies",
                }
            },
        )
        place = {parent: number for number, parent in enumerate(parents)}
        return sorted(found, key=lambda above: place[above["_id"]])


def _key(sort: PostSort, post: Post) -> Key:
    return level_key(sort, post.like_count, post.place)


def _behind(sort: PostSort, after: Key | None) -> Mapping[str, Any]:
    """What a level has behind this key."""
    match sort, after:
        case _, None:
            return {}
        case PostSort.OLDEST, (place,):
            return {"place": {"$gt": place}}
        case PostSort.NEWEST, (place,):
            return {"place": {"$lt": place}}
        case _, (likes, place):
            return behind("like_count", likes, "place", place)
    raise AssertionError("a cursor is made of the key of its level")
