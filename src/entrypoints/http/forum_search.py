"""Search over HTTP: what was written, by its words, and topics like the one somebody is about to start."""

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import collection
from entrypoints.http.call import Call
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, route
from p2p_core.forum.search.shapes import SearchHit, SearchQuery, SimilarQuery
from p2p_core.forum.topics.shapes import TopicSummary
from p2p_core.shared.pages import Page

_TAG = "Forum"


@route(
    "GET",
    "/search",
    Operation(
        id="searchForum",
        tag=_TAG,
        query=SearchQuery,
        gives=Page[SearchHit],
        refuses=("invalid_cursor",),
    ),
)
async def search_forum(call: Call) -> ASGIResponse:
    """Find topics and replies by their words."""
    actor, query = call.actor, read_query(call.query, SearchQuery)
    return collection(await call.web.lanes.search(call.app.forum.search.find, actor, query))


@route(
    "GET",
    "/similar",
    Operation(id="listSimilarTopics", tag=_TAG, query=SimilarQuery, gives=Page[TopicSummary]),
)
async def list_similar_topics(call: Call) -> ASGIResponse:
    """Up to five topics like a title."""
    actor, query = call.actor, read_query(call.query, SimilarQuery)
    return collection(await call.web.lanes.search(call.app.forum.search.similar, actor, query))


HANDLERS = [search_forum, list_similar_topics]
