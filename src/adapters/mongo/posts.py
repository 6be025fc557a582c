"""Posts in MongoDB."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.mongo.aside import Aside
from adapters.mongo.block import Block
from adapters.mongo.kinds import EDIT, ENTRIES, INTERVENTION, LIKE, MENTION, POST, REPORT, PostLike, pair
from adapters.mongo.records import Document
from adapters.mongo.versions import saved
from p2p_core.forum.posts.model import Post
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import OrganizationId, PostId, UserId

_SHOWN = {
    "$set": {"shown": {"$or": [{"$eq": ["$deleted_at", None]}, {"$gt": ["$reply_count", 0]}]}},
}
_SILENT: Mapping[str, Any] = {"body": "", "body_html": "", "like_count": 0}
_NO_WORDS: Mapping[str, Any] = {"title": " ", "tags": " ", "body": " ", "words": [], "head": []}


@dataclass(frozen=True, slots=True)
class MongoPosts:
    """Posts within a transaction."""

    block: Block
    aside: Aside

    def find(self, post_id: PostId) -> Post | None:
        found = self.block[POST.collection].one({"_id": post_id})
        return POST.entity(found) if found else None

    def get(self, post_id: PostId) -> Post:
        post = self.find(post_id)
        if post is None:
            raise NotFound("post")
        return post

    def add(self, post: Post) -> None:
        self.block[POST.collection].add(POST.document(post))

    def reply_added(self, post_id: PostId) -> int:
        return int(self._counted(post_id, reply_count=1, last_place=1)["last_place"])

    def save(self, post: Post) -> None:
        saved(self.block, POST, "post", post)

    def keep_standing(self, post: Post) -> None:
        standing = {"deleted_at": post.deleted_at, "deleted_by": post.deleted_by}
        self.block[POST.collection].change({"_id": post.id}, [{"$set": standing}, _SHOWN])

    def reply_shown(self, post_id: PostId, by: int) -> Post:
        return POST.entity(self._counted(post_id, reply_count=by))

    def like(self, post_id: PostId, user_id: UserId, *, on: bool) -> bool:
        key = {"_id": pair(post_id, user_id)}
        if on:
            like = LIKE.document(PostLike(post_id=post_id, user_id=user_id))
            return self.block[LIKE.collection].add_if_absent(key, like)
        return self.block[LIKE.collection].drop(key) == 1

    def liked(self, post_id: PostId, by: int) -> int:
        return int(self._counted(post_id, like_count=by)["like_count"])

    def organization_of(self, author_id: UserId) -> OrganizationId:
        return self.aside.organization_of(author_id)

    def has_others(self, post: Post) -> bool:
        theirs = {"topic_id": post.topic_id, "author_id": post.author_id, "deleted_at": None}
        return self.block[POST.collection].one({**theirs, "_id": {"$ne": post.id}}, ["_id"]) is not None

    def forget_deleted(self, before: datetime, limit: int) -> int:
        old = self.block[POST.collection].through(
            {"$match": {"deleted_at": {"$lt": before}}},
            {"$lookup": _ONE_BELOW},
            {"$match": {"$or": [{"body": {"$ne": ""}}, {"below": []}]}},
            {"$limit": limit},
            {"$project": {"below": 1}},
        )
        for post in old:
            if post["below"]:
                drop_words(self.block, self.aside, post["_id"])
                self.block[POST.collection].change({"_id": post["_id"]}, {"$set": _SILENT})
            else:
                drop_post(self.block, self.aside, post["_id"])
        return len(old)

    def _counted(self, post_id: PostId, **by: int) -> Document:
        counts = {name: {"$add": [f"${name}", number]} for name, number in by.items()}
        found = self.block[POST.collection].changed({"_id": post_id}, [{"$set": counts}, _SHOWN])
        if found is None:
            raise NotFound("post")
        return found


_ONE_BELOW = {
    "from": POST.collection,
    "localField": "_id",
    "foreignField": "parent_id",
    "pipeline": [{"$limit": 1}, {"$project": {"_id": 1}}],
    "as": "below",
}


def drop_post(block: Block, aside: Aside, post_id: str) -> None:
    """Remove a reply with who liked it and what it said before."""
    drop_words(block, aside, post_id)
    block[ENTRIES].drop({"_id": post_id})
    block[POST.collection].drop({"_id": post_id})


def drop_words(block: Block, aside: Aside, subject_id: str) -> None:
    """Forget what a topic or reply said, what finds it, who liked the reply, who was told of it."""
    block[ENTRIES].change({"_id": subject_id}, {"$set": _NO_WORDS})
    aside.let_go((f"topic:{subject_id}", f"post:{subject_id}"), (subject_id,), ())
    block[LIKE.collection].drop({"post_id": subject_id})
    block[REPORT.collection].drop({"target_id": subject_id})
    for kept in (EDIT, MENTION, INTERVENTION):
        block[kept.collection].drop({"subject_id": subject_id})
