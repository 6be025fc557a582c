"""The forum's categories over HTTP: everybody reads them, operators look after them."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import created, nothing, one, watched
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.conditions import expected, telling_what_is_there
from entrypoints.http.kept import together
from entrypoints.http.query import read_query
from entrypoints.http.retries import made_once
from entrypoints.http.routes import Operation, route
from p2p_core.forum.categories.policy import must_manage_categories
from p2p_core.forum.categories.shapes import CategoryChanges, CategoryDetails, CategoryQuery, NewCategory
from p2p_core.shared.ids import CategoryId
from p2p_core.shared.pages import Page

_PATH = "/api/v1/forums/categories"
_TAG = "Forum"


@route(
    "GET",
    "/",
    Operation(
        id="listCategories",
        tag=_TAG,
        query=CategoryQuery,
        gives=Page[CategoryDetails],
        refuses=("invalid_cursor",),
        kept_for=together,
    ),
)
async def list_categories(call: Call) -> ASGIResponse:
    """A page of categories, in their order."""
    actor, query = call.actor, read_query(call.query, CategoryQuery)
    return watched(await call.web.lanes.read(call.app.forum.categories.list, actor, query))


@route(
    "POST",
    "/",
    Operation(
        id="createCategory",
        tag=_TAG,
        policy=must_manage_categories,
        takes=NewCategory,
        gives=CategoryDetails,
        status=201,
        refuses=("slug_taken",),
        once=True,
    ),
)
async def create_category(call: Call) -> ASGIResponse:
    """Put up a category."""
    new, categories = read_body(call.body, NewCategory), call.app.forum.categories
    category = await made_once(call, categories.create, categories.details, new)
    return created(call, category, f"{_PATH}/{category.id}")


@route(
    "GET",
    "/{category_id:str}",
    Operation(id="getCategory", tag=_TAG, gives=CategoryDetails, refuses=("not_found",), kept_for=together),
)
async def get_category(call: Call, category_id: str) -> ASGIResponse:
    """One category."""
    details = call.app.forum.categories.details
    return one(call, await call.web.lanes.read(details, call.actor, CategoryId(category_id)))


@route(
    "PATCH",
    "/{category_id:str}",
    Operation(
        id="editCategory",
        tag=_TAG,
        policy=must_manage_categories,
        takes=CategoryChanges,
        gives=CategoryDetails,
        refuses=("not_found", "slug_taken"),
        if_match=True,
    ),
)
async def edit_category(call: Call, category_id: str) -> ASGIResponse:
    """Change a category; what is left out stays as it is."""
    known, categories = CategoryId(category_id), call.app.forum.categories
    changes, meant = read_body(call.body, CategoryChanges), expected(call)
    async with telling_what_is_there(call, categories.details, known):
        category = await call.web.lanes.write(categories.edit, call.actor, known, changes, meant)
    return one(call, category)


@route(
    "DELETE",
    "/{category_id:str}",
    Operation(
        id="deleteCategory",
        tag=_TAG,
        policy=must_manage_categories,
        status=204,
        refuses=("not_found", "category_not_empty"),
        if_match=True,
    ),
)
async def delete_category(call: Call, category_id: str) -> ASGIResponse:
    """Take away a category without topics."""
    must_be_empty(call.body)
    known, categories, meant = CategoryId(category_id), call.app.forum.categories, expected(call)
    async with telling_what_is_there(call, categories.details, known):
        await call.web.lanes.write(categories.remove, call.actor, known, meant)
    return nothing()


router = Router(
    _PATH,
    route_handlers=[list_categories, create_category, get_category, edit_category, delete_category],
)
