"""A topic with all that stands beside it in a list: its category, its last reply, what its reader did."""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.mongo.aside import Beside
from adapters.mongo.categories import card
from adapters.mongo.kinds import CATEGORY, MARK, POST, TOPIC, pair
from adapters.mongo.records import Document
from adapters.mongo.viewers import may_change, may_remove
from p2p_core.forum.topics.shapes import LastPost, TopicDetails, TopicSummary, TopicViewer
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.organizations.shapes import OrganizationCard
from p2p_core.shared.actor import Actor


def around(actor: Actor) -> list[Mapping[str, Any]]:
    """What is read along with topics; each by its own id."""
    mark = {"$concat": ["$_id", {"$literal": pair("", actor.user_id)}]}
    return [
        {"$set": {"mark_id": mark}},
        _beside(CATEGORY.collection, "category_id", ("slug", "name", "name_ar", "colour"), "category"),
        _beside(POST.collection, "last_post_id", ("author_id", "created_at"), "last_post"),
        _beside(
            MARK.collection, "mark_id", ("liked", "following", "bookmarked_at", "read_seq", "skipped"), "mark"
        ),
    ]


def summaries_of(beside: Beside, actor: Actor, topics: Sequence[Document]) -> list[TopicSummary]:
    """Topics as lists show them; people and organizations are asked for together."""
    people = beside.people({person for topic in topics for person in _people(topic)})
    places = beside.organizations({topic["organization_id"] for topic in topics})
    return [TopicSummary(**_summary(topic, actor, people, places)) for topic in topics]


def details_of(beside: Beside, actor: Actor, topic: Document) -> TopicDetails:
    """A topic on its own page."""
    place = f"topic:{topic['_id']}"
    people = beside.people({*_people(topic)})
    homes = beside.organizations({topic["organization_id"]})
    return TopicDetails(
        **_summary(topic, actor, people, homes),
        body=topic["body"],
        body_html=topic["body_html"],
        attachments=tuple(beside.attachments((place,)).get(place, ())),
    )


def _beside(what: str, key: str, fields: Sequence[str], name: str) -> Mapping[str, Any]:
    shown = [{"$project": dict.fromkeys(fields, 1)}]
    return {
        "$lookup": {"from": what, "localField": key, "foreignField": "_id", "pipeline": shown, "as": name}
    }


def _people(topic: Document) -> list[str]:
    return [topic["author_id"], *(post["author_id"] for post in topic["last_post"])]


def _summary(
    topic: Document,
    actor: Actor,
    people: Mapping[str, PersonCard],
    places: Mapping[str, OrganizationCard],
) -> dict[str, Any]:
    plain = TOPIC.entity({"body": "", "body_html": "", **topic})
    last = next(iter(topic["last_post"]), None)
    return {
        "id": plain.id,
        "title": plain.title,
        "excerpt": plain.excerpt,
        "category": card(topic["category"][0]),
        "tags": plain.tags,
        "author": people[plain.author_id],
        "organization": places[plain.organization_id],
        "visibility": plain.visibility,
        "post_count": plain.post_count,
        "like_count": plain.like_count,
        "view_count": plain.view_count,
        "follower_count": plain.follower_count,
        "answered": plain.best_answer_id is not None,
        "best_answer_id": plain.best_answer_id,
        "pinned": plain.pinned,
        "locked": plain.locked,
        "last_activity_at": plain.last_activity_at,
        "last_post": _last_post(last, people) if last else None,
        "viewer": _viewer(topic, actor),
        "created_at": plain.created_at,
        "updated_at": plain.updated_at,
        "version": plain.version,
    }


def _last_post(post: Document, people: Mapping[str, PersonCard]) -> LastPost:
    return LastPost(id=post["_id"], author=people[post["author_id"]], created_at=post["created_at"])


def _viewer(topic: Document, actor: Actor) -> TopicViewer:
    mark: Document = next(iter(topic["mark"]), {})
    author_id, locked = topic["author_id"], topic["locked"]
    read_seq = mark.get("read_seq")
    return TopicViewer(
        liked=mark.get("liked", False),
        following=mark.get("following", False),
        bookmarked=mark.get("bookmarked_at") is not None,
        unread_count=0 if read_seq is None else topic["last_seq"] - read_seq - mark["skipped"],
        can_edit=may_change(actor, author_id, locked=locked),
        can_delete=may_remove(actor, author_id, topic["organization_id"], locked=locked),
        can_mark_best=actor.operator or actor.user_id == author_id,
    )
