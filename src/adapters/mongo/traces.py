"""A person forgotten, in MongoDB: what is theirs goes, or is a former member's; all counters are right."""

from dataclasses import dataclass

from adapters.mongo.aside import Aside
from adapters.mongo.block import Block
from adapters.mongo.kinds import (
    DONE,
    EDIT,
    ENTRIES,
    INTERVENTION,
    LIKE,
    MARK,
    MENTION,
    POST,
    REPORT,
    TOPIC,
    WAITING,
)
from adapters.mongo.posts import drop_post, drop_words
from adapters.mongo.recounting import Recounting
from adapters.mongo.topics import drop_topic
from p2p_core.forum.mentions.model import forgotten
from p2p_core.forum.posts.model import Post
from p2p_core.forum.richtext import NOBODY_CHOSEN
from p2p_core.own_data.model import REMOVED, REMOVED_HTML
from p2p_core.shared.ids import TopicId, UserId

_PASSED_ON = (
    (TOPIC.collection, "author_id"),
    (TOPIC.collection, "deleted_by"),
    (POST.collection, "author_id"),
    (POST.collection, "deleted_by"),
    (EDIT.collection, "editor_id"),
    (ENTRIES, "author_id"),
    (REPORT.collection, "author_id"),
    (REPORT.collection, "resolved_by"),
    (INTERVENTION.collection, "actor_id"),
)
_DROPPED = (
    (REPORT.collection, "reporter_id"),
    (INTERVENTION.collection, "author_id"),
    (MENTION.collection, "user_id"),
    (MARK.collection, "user_id"),
    (LIKE.collection, "user_id"),
    (DONE.collection, "caller"),
)

_SHOWN, _EDITED = ("body", "body_html", "excerpt"), ("body_before", "body_after")


@dataclass(frozen=True, slots=True)
class MongoTraces:
    """Everything of people that is in the forum, within a transaction."""

    block: Block
    aside: Aside

    def liked(self, user_id: UserId) -> set[str]:
        """Which topics and replies somebody likes; to be asked before that is forgotten."""
        topics = self.block[MARK.collection].some({"user_id": user_id, "liked": True}, fields=["topic_id"])
        posts = self.block[LIKE.collection].some({"user_id": user_id}, fields=["post_id"])
        return {*(mark["topic_id"] for mark in topics), *(like["post_id"] for like in posts)}

    def written(self, user_id: UserId) -> list[str]:
        """Topics and replies of somebody; to be asked before they are forgotten."""
        return [
            written
            for collection in (TOPIC.collection, POST.collection)
            for written in self._of(collection, user_id, "_id")
        ]

    def forget(self, user_id: UserId, former: UserId, *, stay: bool) -> list[TopicId]:
        """Forget a person; all topics in which anything was, whose reputation is to be settled."""
        own = [*self._of(POST.collection, user_id, "topic_id"), *self._of(TOPIC.collection, user_id, "_id")]
        touched = {*own, *self.drop_marks(user_id)}
        if not stay:
            self._drop_posts(user_id)
            self._drop_topics(user_id)
        for collection, field in _PASSED_ON:
            self.block[collection].change_all({field: user_id}, {"$set": {field: former}})
        Recounting(self.block).after((), touched)
        self._forget_events(user_id)
        return sorted(map(TopicId, touched))

    def drop_marks(self, user_id: UserId) -> list[str]:
        """Forget what somebody did with topics and replies; which topics counted it."""
        marked = self._marked(user_id)
        self._unlike(user_id)
        self._unmention(user_id)
        for collection, field in _DROPPED:
            self.block[collection].drop({field: user_id})
        return marked

    def _of(self, collection: str, user_id: UserId, field: str) -> list[str]:
        return [one[field] for one in self.block[collection].some({"author_id": user_id}, fields=[field])]

    def _marked(self, user_id: UserId) -> list[str]:
        marks = self.block[MARK.collection].some({"user_id": user_id}, fields=["topic_id"])
        return [mark["topic_id"] for mark in marks]

    def _unlike(self, user_id: UserId) -> None:
        likes = self.block[LIKE.collection].some({"user_id": user_id}, fields=["post_id"])
        liked = {"_id": {"$in": [like["post_id"] for like in likes]}}
        self.block[POST.collection].change_all(liked, {"$inc": {"like_count": -1}})

    def _unmention(self, user_id: UserId) -> None:
        """Nobody is mentioned by whom nobody is meant any more; the words stay."""
        rows = self.block[MENTION.collection].some({"user_id": user_id}, fields=["subject_id"])
        subjects = {"$in": [row["subject_id"] for row in rows]}
        chosen = f"(user:{user_id})"
        for topic in self.block[TOPIC.collection].some({"_id": subjects}, fields=_SHOWN):
            html, excerpt = forgotten(topic["body_html"], topic["excerpt"], user_id)
            shown = {"body": topic["body"].replace(chosen, NOBODY_CHOSEN), "body_html": html}
            self.block[TOPIC.collection].change(
                {"_id": topic["_id"]}, {"$set": {**shown, "excerpt": excerpt}}
            )
        for post in self.block[POST.collection].some({"_id": subjects}, fields=_SHOWN[:2]):
            html, _ = forgotten(post["body_html"], "", user_id)
            shown = {"body": post["body"].replace(chosen, NOBODY_CHOSEN), "body_html": html}
            self.block[POST.collection].change({"_id": post["_id"]}, {"$set": shown})
        for edit in self.block[EDIT.collection].some({"subject_id": subjects}, fields=_EDITED):
            words = {name: edit[name].replace(chosen, NOBODY_CHOSEN) for name in _EDITED}
            self.block[EDIT.collection].change({"_id": edit["_id"]}, {"$set": words})

    def _drop_posts(self, user_id: UserId) -> None:
        """The deepest first, so that whole branches of one's own go."""
        gone: list[Post] = []
        own = POST.all(self.block[POST.collection].some({"author_id": user_id}, [("depth", -1)]))
        for post in own:
            if self.block[POST.collection].one({"parent_id": post.id}, ["_id"]):
                drop_words(self.block, self.aside, post.id)
                note = {"body": REMOVED, "body_html": REMOVED_HTML, "like_count": 0}
                self.block[POST.collection].change({"_id": post.id}, {"$set": note})
                best = {"best_answer_id": post.id}
                self.block[TOPIC.collection].change_all(best, {"$set": {"best_answer_id": None}})
            else:
                drop_post(self.block, self.aside, post.id)
                gone.append(post)
        Recounting(self.block).after(gone)

    def _drop_topics(self, user_id: UserId) -> None:
        topics = self.block[TOPIC.collection].some({"author_id": user_id}, fields=["category_id"])
        for topic in topics:
            topic_id = topic["_id"]
            if self.block[POST.collection].one({"topic_id": topic_id}, ["_id"]):
                drop_words(self.block, self.aside, topic_id)
                words = dict.fromkeys(("title", "body", "excerpt"), REMOVED)
                note = {**words, "body_html": REMOVED_HTML, "tags": []}
                self.block[TOPIC.collection].change({"_id": topic_id}, {"$set": note})
            else:
                drop_topic(self.block, self.aside, topic_id)
                Recounting(self.block).category(topic["category_id"])

    def _forget_events(self, user_id: UserId) -> None:
        """What was published of what names them."""
        named = self.block[WAITING.collection].some({"names": user_id}, fields=["aggregate"])
        about = [event["aggregate"] for event in named]
        self.block[WAITING.collection].drop({"aggregate": {"$in": about}})
