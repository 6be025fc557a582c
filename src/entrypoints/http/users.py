"""One's own profile, an organization's people, and the people of the network over HTTP."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import collection, nothing, one
from entrypoints.http.blocks import block_person, unblock_person
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.conditions import expected, telling_what_is_there
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, route
from p2p_core.identity.members.shapes import MemberChanges, MemberQuery
from p2p_core.identity.users.shapes import (
    Expertise,
    ExpertiseQuery,
    PeopleQuery,
    PersonDetails,
    PersonProfile,
    ProfileChanges,
    UserDetails,
    UserProfile,
)
from p2p_core.shared.ids import UserId
from p2p_core.shared.pages import Page
from p2p_core.shared.permissions import must_be_admin

_TAG = "Users"


@route("GET", "/me", Operation(id="getMe", tag=_TAG, gives=UserDetails))
async def get_me(call: Call) -> ASGIResponse:
    """One's own account."""
    return one(call, await call.web.lanes.read(call.app.identity.users.me, call.actor))


@route(
    "PATCH",
    "/me",
    Operation(id="editMe", tag=_TAG, takes=ProfileChanges, gives=UserDetails, if_match=True),
)
async def edit_me(call: Call) -> ASGIResponse:
    """Change one's own profile; what is left out stays as it is."""
    users = call.app.identity.users
    changes, meant = read_body(call.body, ProfileChanges), expected(call)
    async with telling_what_is_there(call, users.me):
        user = await call.web.lanes.write(users.change_me, call.actor, changes, meant)
    return one(call, user)


@route(
    "GET",
    "/",
    Operation(
        id="listUsers",
        tag=_TAG,
        policy=must_be_admin,
        query=MemberQuery,
        gives=Page[UserDetails],
        refuses=("invalid_cursor",),
    ),
)
async def list_users(call: Call) -> ASGIResponse:
    """A page of the organization's people, active or not."""
    actor, query = call.actor, read_query(call.query, MemberQuery)
    return collection(await call.web.lanes.read(call.app.identity.members.list, actor, query))


@route(
    "GET",
    "/{user_id:str}",
    Operation(id="getUser", tag=_TAG, gives=PersonDetails | PersonProfile, refuses=("not_found",)),
)
async def get_user(call: Call, user_id: str) -> ASGIResponse:
    """A person: their public profile; all of it for themselves and their organization's admins."""
    return one(call, await call.web.lanes.read(call.app.identity.users.details, call.actor, UserId(user_id)))


@route(
    "PATCH",
    "/{user_id:str}",
    Operation(
        id="editUser",
        tag=_TAG,
        policy=must_be_admin,
        takes=MemberChanges,
        gives=UserDetails,
        refuses=("not_found", "last_admin"),
        if_match=True,
    ),
)
async def edit_user(call: Call, user_id: str) -> ASGIResponse:
    """Change a colleague's role, status or title; it acts on their open sessions at once."""
    known, identity = UserId(user_id), call.app.identity
    changes, meant = read_body(call.body, MemberChanges), expected(call)
    async with telling_what_is_there(call, identity.users.details, known):
        user = await call.web.lanes.write(identity.members.change, call.actor, known, changes, meant)
    return one(call, user)


@route(
    "DELETE",
    "/{user_id:str}",
    Operation(
        id="deleteUser",
        tag=_TAG,
        policy=must_be_admin,
        status=204,
        refuses=("not_found", "last_admin"),
        if_match=True,
    ),
)
async def delete_user(call: Call, user_id: str) -> ASGIResponse:
    """Remove a colleague: signed out everywhere, found nowhere; what they wrote stays."""
    must_be_empty(call.body)
    known, identity, meant = UserId(user_id), call.app.identity, expected(call)
    async with telling_what_is_there(call, identity.users.details, known):
        await call.web.lanes.write(identity.members.remove, call.actor, known, meant)
    return nothing()


@route(
    "DELETE",
    "/{user_id:str}/sessions",
    Operation(id="endUserSessions", tag=_TAG, policy=must_be_admin, status=204, refuses=("not_found",)),
)
async def end_user_sessions(call: Call, user_id: str) -> ASGIResponse:
    """Sign a colleague out everywhere."""
    must_be_empty(call.body)
    await call.web.lanes.write(call.app.identity.members.end_sessions, call.actor, UserId(user_id))
    return nothing()


@route(
    "GET",
    "/",
    Operation(
        id="listPeople",
        tag=_TAG,
        query=PeopleQuery,
        gives=Page[UserProfile],
        refuses=("invalid_cursor",),
    ),
)
async def list_people(call: Call) -> ASGIResponse:
    """A page of the network's people, by name."""
    actor, query = call.actor, read_query(call.query, PeopleQuery)
    return collection(await call.web.lanes.read(call.app.identity.users.people, actor, query))


@route(
    "GET",
    "/expertise",
    Operation(
        id="listExpertise",
        tag=_TAG,
        query=ExpertiseQuery,
        gives=Page[Expertise],
        refuses=("invalid_cursor",),
    ),
)
async def list_expertise(call: Call) -> ASGIResponse:
    """A page of expertise to choose from, with the number of people who have it."""
    actor, query = call.actor, read_query(call.query, ExpertiseQuery)
    return collection(await call.web.lanes.read(call.app.identity.users.expertise, actor, query))


router = Router(
    "/api/v1/users",
    route_handlers=[get_me, edit_me, list_users, get_user, edit_user, delete_user, end_user_sessions],
)
people = Router("/api/v1/people", route_handlers=[list_people, list_expertise, block_person, unblock_person])
