"""What people do with what they read, over HTTP: likes, follows, bookmarks, best answers, what is new."""

from collections.abc import Callable
from functools import partial
from typing import Any

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import figures, one
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.routes import Operation, route
from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.marks.shapes import Bookmarked, Followed, Liked, ReadAll, ReadTopics, ReadUpTo
from p2p_core.forum.topics.shapes import TopicDetails
from p2p_core.shared.ids import PostId, TopicId

_TAG = "Forum"


def _marking(name: str, view: type) -> Operation:
    return Operation(id=name, tag=_TAG, gives=view, refuses=("not_found",))


async def _marked(call: Call, mark: Callable[..., Any], known: str, *, on: bool) -> ASGIResponse:
    must_be_empty(call.body)
    return figures(await call.web.lanes.write(partial(mark, on=on), call.actor, known))


@route("PUT", "/topics/{topic_id:str}/like", _marking("likeTopic", Liked))
async def like_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Like a topic."""
    return await _marked(call, call.app.forum.marks.like_topic, TopicId(topic_id), on=True)


@route("PUT", "/posts/{post_id:str}/like", _marking("likePost", Liked))
async def like_post(call: Call, post_id: str) -> ASGIResponse:
    """Like a reply."""
    return await _marked(call, call.app.forum.marks.like_post, PostId(post_id), on=True)


@route("PUT", "/topics/{topic_id:str}/follow", _marking("followTopic", Followed))
async def follow_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Follow a topic."""
    return await _marked(call, call.app.forum.marks.follow, TopicId(topic_id), on=True)


@route("PUT", "/topics/{topic_id:str}/bookmark", _marking("bookmarkTopic", Bookmarked))
async def bookmark_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Bookmark a topic."""
    return await _marked(call, call.app.forum.marks.bookmark, TopicId(topic_id), on=True)


@route("DELETE", "/topics/{topic_id:str}/like", _marking("unlikeTopic", Liked))
async def unlike_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Like a topic no more."""
    return await _marked(call, call.app.forum.marks.like_topic, TopicId(topic_id), on=False)


@route("DELETE", "/posts/{post_id:str}/like", _marking("unlikePost", Liked))
async def unlike_post(call: Call, post_id: str) -> ASGIResponse:
    """Like a reply no more."""
    return await _marked(call, call.app.forum.marks.like_post, PostId(post_id), on=False)


@route("DELETE", "/topics/{topic_id:str}/follow", _marking("unfollowTopic", Followed))
async def unfollow_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Follow a topic no more."""
    return await _marked(call, call.app.forum.marks.follow, TopicId(topic_id), on=False)


@route("DELETE", "/topics/{topic_id:str}/bookmark", _marking("unbookmarkTopic", Bookmarked))
async def unbookmark_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Take a bookmark away."""
    return await _marked(call, call.app.forum.marks.bookmark, TopicId(topic_id), on=False)


@route(
    "PUT",
    "/topics/{topic_id:str}/best-answer",
    Operation(
        id="acceptAnswer",
        tag=_TAG,
        takes=BestAnswer,
        gives=TopicDetails,
        refuses=("not_found", "forbidden"),
    ),
)
async def accept_answer(call: Call, topic_id: str) -> ASGIResponse:
    """Make a reply the best answer, in place of any other."""
    answer, accept = read_body(call.body, BestAnswer), call.app.forum.answers.accept
    return one(call, await call.web.lanes.write(accept, call.actor, TopicId(topic_id), answer))


@route(
    "DELETE",
    "/topics/{topic_id:str}/best-answer",
    Operation(id="withdrawAnswer", tag=_TAG, gives=TopicDetails, refuses=("not_found", "forbidden")),
)
async def withdraw_answer(call: Call, topic_id: str) -> ASGIResponse:
    """Have no best answer."""
    must_be_empty(call.body)
    withdraw = call.app.forum.answers.withdraw
    return one(call, await call.web.lanes.write(withdraw, call.actor, TopicId(topic_id)))


@route(
    "POST",
    "/topics/{topic_id:str}/read",
    Operation(id="readTopic", tag=_TAG, takes=ReadUpTo, gives=TopicDetails, refuses=("not_found",)),
)
async def read_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Note how far a topic was read."""
    upto, read = read_body(call.body, ReadUpTo), call.app.forum.marks.read
    return one(call, await call.web.lanes.write(read, call.actor, TopicId(topic_id), upto))


@route("POST", "/read-all", Operation(id="readAllTopics", tag=_TAG, takes=ReadAll, gives=ReadTopics))
async def read_all_topics(call: Call) -> ASGIResponse:
    """Note that nothing is new any more, in a category or everywhere."""
    where = read_body(call.body or b"{}", ReadAll)
    return figures(await call.web.lanes.write(call.app.forum.marks.read_all, call.actor, where))


HANDLERS = (
    like_topic,
    unlike_topic,
    like_post,
    unlike_post,
    follow_topic,
    unfollow_topic,
    bookmark_topic,
    unbookmark_topic,
    accept_answer,
    withdraw_answer,
    read_topic,
    read_all_topics,
)
