"""Topics and posts over HTTP: changed, taken away, had back, and what they said before."""

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import collection, nothing, one
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.conditions import expected, telling_what_is_there
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, route
from p2p_core.forum.interventions.shapes import Removal
from p2p_core.forum.posts.shapes import PostChanges, PostDetails
from p2p_core.forum.topics.shapes import EditDetails, EditQuery, TopicChanges, TopicDetails
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import Page

_TAG = "Forum"


@route(
    "PATCH",
    "/topics/{topic_id:str}",
    Operation(
        id="editTopic",
        tag=_TAG,
        takes=TopicChanges,
        gives=TopicDetails,
        refuses=("not_found", "forbidden", "topic_locked"),
        if_match=True,
    ),
)
async def edit_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Change a topic; what is left out stays as it is."""
    known, topics = TopicId(topic_id), call.app.forum.topics
    changes, meant = read_body(call.body, TopicChanges), expected(call)
    async with telling_what_is_there(call, topics.details, known):
        topic = await call.web.lanes.write(topics.edit, call.actor, known, changes, meant)
    return one(call, topic)


@route(
    "DELETE",
    "/topics/{topic_id:str}",
    Operation(
        id="deleteTopic",
        tag=_TAG,
        takes=Removal,
        bare=True,
        status=204,
        refuses=("not_found", "forbidden", "topic_locked"),
        if_match=True,
    ),
)
async def delete_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Take a topic with its replies away, and say why; it can be had back for 30 days."""
    known, topics, meant = TopicId(topic_id), call.app.forum.topics, expected(call)
    why = read_body(call.body or b"{}", Removal)
    async with telling_what_is_there(call, topics.details, known):
        await call.web.lanes.write(topics.remove, call.actor, known, meant, why)
    return nothing()


@route(
    "POST",
    "/topics/{topic_id:str}/restore",
    Operation(
        id="restoreTopic",
        tag=_TAG,
        gives=TopicDetails,
        refuses=("not_found", "restore_expired"),
    ),
)
async def restore_topic(call: Call, topic_id: str) -> ASGIResponse:
    """Have a deleted topic back."""
    must_be_empty(call.body)
    restore = call.app.forum.topics.restore
    return one(call, await call.web.lanes.write(restore, call.actor, TopicId(topic_id)))


@route(
    "GET",
    "/topics/{topic_id:str}/history",
    Operation(
        id="getTopicHistory",
        tag=_TAG,
        query=EditQuery,
        gives=Page[EditDetails],
        refuses=("not_found", "invalid_cursor"),
    ),
)
async def get_topic_history(call: Call, topic_id: str) -> ASGIResponse:
    """A page of a topic's edits with their differences, the newest first."""
    query, history = read_query(call.query, EditQuery), call.app.forum.topics.history
    return collection(await call.web.lanes.read(history, call.actor, TopicId(topic_id), query))


@route(
    "PATCH",
    "/posts/{post_id:str}",
    Operation(
        id="editPost",
        tag=_TAG,
        takes=PostChanges,
        gives=PostDetails,
        refuses=("not_found", "forbidden", "topic_locked"),
        if_match=True,
    ),
)
async def edit_post(call: Call, post_id: str) -> ASGIResponse:
    """Change a reply; what is left out stays as it is."""
    known, posts = PostId(post_id), call.app.forum.posts
    changes, meant = read_body(call.body, PostChanges), expected(call)
    async with telling_what_is_there(call, posts.details, known):
        post = await call.web.lanes.write(posts.edit, call.actor, known, changes, meant)
    return one(call, post)


@route(
    "DELETE",
    "/posts/{post_id:str}",
    Operation(
        id="deletePost",
        tag=_TAG,
        takes=Removal,
        bare=True,
        status=204,
        refuses=("not_found", "forbidden", "topic_locked"),
        if_match=True,
    ),
)
async def delete_post(call: Call, post_id: str) -> ASGIResponse:
    """Take a reply away, and say why; it can be had back for 30 days."""
    known, posts, meant = PostId(post_id), call.app.forum.posts, expected(call)
    why = read_body(call.body or b"{}", Removal)
    async with telling_what_is_there(call, posts.details, known):
        await call.web.lanes.write(posts.remove, call.actor, known, meant, why)
    return nothing()


@route(
    "POST",
    "/posts/{post_id:str}/restore",
    Operation(
        id="restorePost",
        tag=_TAG,
        gives=PostDetails,
        refuses=("not_found", "forbidden", "topic_locked", "restore_expired"),
    ),
)
async def restore_post(call: Call, post_id: str) -> ASGIResponse:
    """Have a deleted reply back."""
    must_be_empty(call.body)
    restore = call.app.forum.posts.restore
    return one(call, await call.web.lanes.write(restore, call.actor, PostId(post_id)))


@route(
    "GET",
    "/posts/{post_id:str}/history",
    Operation(
        id="getPostHistory",
        tag=_TAG,
        query=EditQuery,
        gives=Page[EditDetails],
        refuses=("not_found", "invalid_cursor"),
    ),
)
async def get_post_history(call: Call, post_id: str) -> ASGIResponse:
    """A page of a reply's edits with their differences, the newest first."""
    query, history = read_query(call.query, EditQuery), call.app.forum.posts.history
    return collection(await call.web.lanes.read(history, call.actor, PostId(post_id), query))


HANDLERS = (
    edit_topic,
    delete_topic,
    restore_topic,
    get_topic_history,
    edit_post,
    delete_post,
    restore_post,
    get_post_history,
)
