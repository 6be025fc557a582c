"""Topics and posts over HTTP: started, written and read."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http import forum_changes, forum_marks, forum_previews, forum_search
from entrypoints.http.answers import created, one, watched
from entrypoints.http.body import read_body
from entrypoints.http.call import Call
from entrypoints.http.kept import alone
from entrypoints.http.query import read_query
from entrypoints.http.retries import made_once
from entrypoints.http.routes import Operation, route
from p2p_core.forum.posts.shapes import NewPost, PostDetails, PostQuery
from p2p_core.forum.topics.shapes import NewTopic, TopicDetails, TopicQuery, TopicSummary
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import Page

_PATH = "/api/v1/forums"
_TAG = "Forum"


@route(
    "POST",
    "/topics",
    Operation(id="startTopic", tag=_TAG, takes=NewTopic, gives=TopicDetails, status=201, once=True),
)
async def start_topic(call: Call) -> ASGIResponse:
    """Start a topic."""
    new, topics = read_body(call.body, NewTopic), call.app.forum.topics
    topic = await made_once(call, topics.start, topics.details, new)
    return created(call, topic, f"{_PATH}/topics/{topic.id}")


@route(
    "GET",
    "/topics",
    Operation(
        id="listTopics",
        tag=_TAG,
        query=TopicQuery,
        gives=Page[TopicSummary],
        refuses=("invalid_cursor",),
        kept_for=alone,
    ),
)
async def list_topics(call: Call) -> ASGIResponse:
    """A page of topics."""
    actor, query = call.actor, read_query(call.query, TopicQuery)
    return watched(await call.web.lanes.read(call.app.forum.topics.list, actor, query))


@route(
    "GET",
    "/topics/{topic_id:str}",
    Operation(
        id="getTopic", tag=_TAG, gives=TopicDetails, refuses=("not_found",), kept_for=alone, shows="topic_id"
    ),
)
async def get_topic(call: Call, topic_id: str) -> ASGIResponse:
    """One topic."""
    return one(call, await call.web.lanes.read(call.app.forum.topics.details, call.actor, TopicId(topic_id)))


@route(
    "POST",
    "/topics/{topic_id:str}/posts",
    Operation(
        id="writePost",
        tag=_TAG,
        takes=NewPost,
        gives=PostDetails,
        status=201,
        refuses=("not_found", "topic_locked"),
        once=True,
    ),
)
async def write_post(call: Call, topic_id: str) -> ASGIResponse:
    """Reply to a topic, or to a reply."""
    new, posts = read_body(call.body, NewPost), call.app.forum.posts
    post = await made_once(call, posts.write, posts.details, TopicId(topic_id), new)
    return created(call, post, f"{_PATH}/posts/{post.id}")


@route(
    "GET",
    "/topics/{topic_id:str}/posts",
    Operation(
        id="listPosts",
        tag=_TAG,
        query=PostQuery,
        gives=Page[PostDetails],
        refuses=("not_found", "invalid_cursor"),
        kept_for=alone,
    ),
)
async def list_posts(call: Call, topic_id: str) -> ASGIResponse:
    """A page of one level of a topic's replies, with the first replies below each."""
    actor, query = call.actor, read_query(call.query, PostQuery)
    return watched(await call.web.lanes.read(call.app.forum.posts.thread, actor, TopicId(topic_id), query))


@route(
    "GET",
    "/posts/{post_id:str}",
    Operation(id="getPost", tag=_TAG, gives=PostDetails, refuses=("not_found",), kept_for=alone),
)
async def get_post(call: Call, post_id: str) -> ASGIResponse:
    """One reply."""
    return one(call, await call.web.lanes.read(call.app.forum.posts.details, call.actor, PostId(post_id)))


router = Router(
    _PATH,
    route_handlers=[
        start_topic,
        list_topics,
        get_topic,
        write_post,
        list_posts,
        get_post,
        *forum_changes.HANDLERS,
        *forum_marks.HANDLERS,
        *forum_search.HANDLERS,
        *forum_previews.HANDLERS,
    ],
)
