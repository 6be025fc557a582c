"""Organizations taken away from content as if they had never been: what their people wrote, and did there."""

from collections.abc import Collection
from dataclasses import dataclass

from adapters.mongo.aside import Aside
from adapters.mongo.block import Block
from adapters.mongo.kinds import EDIT, POST, REPORT, TOPIC, WAITING
from adapters.mongo.posts import drop_post
from adapters.mongo.records import Document
from adapters.mongo.recounting import Recounting
from adapters.mongo.topics import drop_topic
from adapters.mongo.traces import MongoTraces
from p2p_core.forum.posts.model import Post
from p2p_core.shared.erasure import OthersReplied
from p2p_core.shared.ids import EventId, OrganizationId, TopicId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What is gone."""

    topics: int
    replies: int
    touched: Collection[TopicId]
    """All in which anything was, gone or not: their reputation is to be settled."""
    events: Collection[EventId]
    """What had been published of it."""


@dataclass(frozen=True, slots=True)
class MongoErasure:
    """Erases within a transaction, one document after the other."""

    block: Block
    aside: Aside

    def erase(
        self,
        organization_ids: Collection[OrganizationId],
        people: Collection[UserId],
        *,
        with_others_replies: bool,
    ) -> Erased:
        """Erase what organizations with these people have in the forum, and all replies to it.

        Raises ``OthersReplied`` where others wrote some of these, unless they may go.
        """
        theirs = {"organization_id": {"$in": [*organization_ids]}}
        topics = self.block[TOPIC.collection].some(theirs, fields=["category_id"])
        replies = self._doomed({topic["_id"] for topic in topics}, people)
        others = sum(post.author_id not in people for post in replies)
        if others and not with_others_replies:
            raise OthersReplied(others)
        touched = self._drop(topics, replies, people)
        subjects = [*(topic["_id"] for topic in topics), *(post.id for post in replies)]
        return Erased(
            topics=len(topics), replies=len(replies), touched=touched, events=self._drop_events(subjects)
        )

    def _doomed(self, topic_ids: Collection[str], people: Collection[UserId]) -> list[Post]:
        """Replies by these people or in these topics, and all below them."""
        posts = self.block[POST.collection]
        either = {"$or": [{"topic_id": {"$in": [*topic_ids]}}, {"author_id": {"$in": [*people]}}]}
        new = POST.all(posts.some(either))
        doomed: dict[str, Post] = {}
        while new:
            doomed |= {post.id: post for post in new}
            below = POST.all(posts.some({"parent_id": {"$in": [post.id for post in new]}}))
            new = [post for post in below if post.id not in doomed]
        return list(doomed.values())

    def _drop(
        self, topics: Collection[Document], replies: Collection[Post], people: Collection[UserId]
    ) -> list[TopicId]:
        """The deepest first, since none may outlive what it answers; then people's marks."""
        for post in sorted(replies, key=lambda post: post.depth, reverse=True):
            drop_post(self.block, self.aside, post.id)
        for topic in topics:
            drop_topic(self.block, self.aside, topic["_id"])
            Recounting(self.block).category(topic["category_id"])
        traces = MongoTraces(self.block, self.aside)
        marked = {topic_id for person in people for topic_id in traces.drop_marks(person)}
        by_them = {"$in": [*people]}
        self.block[EDIT.collection].drop({"editor_id": by_them})
        self.block[REPORT.collection].drop({"author_id": by_them})
        Recounting(self.block).after(replies, marked)
        touched = {*marked, *(topic["_id"] for topic in topics), *(post.topic_id for post in replies)}
        return sorted(map(TopicId, touched))

    def _drop_events(self, subjects: Collection[str]) -> list[EventId]:
        about = {"aggregate": {"$in": [*subjects]}}
        events = self.block[WAITING.collection].some(about, fields=["_id"])
        self.block[WAITING.collection].drop(about)
        return [EventId(event["_id"]) for event in events]
