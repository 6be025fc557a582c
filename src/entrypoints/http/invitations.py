"""Inviting colleagues, and accepting an invitation, over HTTP."""

from functools import partial

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import collection, created, figures, nothing, one, unstored
from entrypoints.http.auth import let_in
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.conditions import expected, telling_what_is_there
from entrypoints.http.cookies import session_cookie
from entrypoints.http.query import read_query
from entrypoints.http.retries import made_once
from entrypoints.http.routes import Operation, route
from p2p_core.identity.invitations.shapes import (
    AcceptInvitation,
    InvitationDetails,
    InvitationOffer,
    InvitationQuery,
    InvitationStats,
    InvitationToken,
    LineResults,
    NewInvitation,
    NewInvitations,
)
from p2p_core.identity.sessions.shapes import SessionOverview
from p2p_core.shared.ids import InvitationId
from p2p_core.shared.pages import Page
from p2p_core.shared.permissions import must_be_admin

_PATH = "/api/v1/invitations"
_TAG = "Invitations"
_OF_LINKS = ("token_invalid", "token_expired", "token_used", "account_inactive")
_OF_ADDRESSES = ("already_invited", "already_member", "email_taken", "rate_limited")


@route(
    "POST",
    "/send",
    Operation(
        id="sendInvitation",
        tag=_TAG,
        policy=must_be_admin,
        takes=NewInvitation,
        gives=InvitationDetails,
        status=201,
        once=True,
        refuses=_OF_ADDRESSES,
    ),
)
async def send_invitation(call: Call) -> ASGIResponse:
    """Invite somebody to the own organization; a mail with a link follows."""
    new, invitations = read_body(call.body, NewInvitation), call.app.identity.invitations
    invitation = await made_once(call, invitations.send, invitations.details, new)
    return created(call, invitation, f"{_PATH}/{invitation.id}")


@route(
    "POST",
    "/bulk",
    Operation(
        id="sendInvitations",
        tag=_TAG,
        policy=must_be_admin,
        takes=NewInvitations,
        gives=LineResults,
        once=True,
    ),
)
async def send_invitations(call: Call) -> ASGIResponse:
    """Invite a list of people, with a result for each line; a dry run only tells what would happen."""
    new, invitations = read_body(call.body, NewInvitations), call.app.identity.invitations
    before = partial(invitations.sent_before, new=new)
    results = await made_once(call, invitations.send_all, before, new)
    return figures(results, replayed=call.replayed)


@route(
    "GET",
    "/",
    Operation(
        id="listInvitations",
        tag=_TAG,
        policy=must_be_admin,
        query=InvitationQuery,
        gives=Page[InvitationDetails],
        refuses=("invalid_cursor",),
    ),
)
async def list_invitations(call: Call) -> ASGIResponse:
    """A page of the organization's invitations, the newest first."""
    actor, query = call.actor, read_query(call.query, InvitationQuery)
    return collection(await call.web.lanes.read(call.app.identity.invitations.list, actor, query))


@route(
    "GET",
    "/stats",
    Operation(id="getInvitationStats", tag=_TAG, policy=must_be_admin, gives=InvitationStats),
)
async def get_stats(call: Call) -> ASGIResponse:
    """The organization's invitations counted, each once, by how they stand now."""
    return figures(await call.web.lanes.read(call.app.identity.invitations.stats, call.actor))


@route(
    "GET",
    "/{invitation_id:str}",
    Operation(
        id="getInvitation",
        tag=_TAG,
        policy=must_be_admin,
        gives=InvitationDetails,
        refuses=("not_found",),
    ),
)
async def get_invitation(call: Call, invitation_id: str) -> ASGIResponse:
    """One invitation."""
    details = call.app.identity.invitations.details
    return one(call, await call.web.lanes.read(details, call.actor, InvitationId(invitation_id)))


@route(
    "POST",
    "/{invitation_id:str}/resend",
    Operation(
        id="resendInvitation",
        tag=_TAG,
        policy=must_be_admin,
        gives=InvitationDetails,
        refuses=("not_found", "invitation_closed", *_OF_ADDRESSES),
    ),
)
async def resend_invitation(call: Call, invitation_id: str) -> ASGIResponse:
    """Send a new link, good from now on; the old ones die."""
    must_be_empty(call.body)
    resend = call.app.identity.invitations.resend
    return one(call, await call.web.lanes.write(resend, call.actor, InvitationId(invitation_id)))


@route(
    "DELETE",
    "/{invitation_id:str}",
    Operation(
        id="cancelInvitation",
        tag=_TAG,
        policy=must_be_admin,
        status=204,
        refuses=("not_found", "invitation_closed"),
        if_match=True,
    ),
)
async def cancel_invitation(call: Call, invitation_id: str) -> ASGIResponse:
    """Take an invitation back; its link is dead."""
    must_be_empty(call.body)
    known, invitations, meant = InvitationId(invitation_id), call.app.identity.invitations, expected(call)
    async with telling_what_is_there(call, invitations.details, known):
        await call.web.lanes.write(invitations.cancel, call.actor, known, meant)
    return nothing()


@route(
    "POST",
    "/validate",
    Operation(
        id="validateInvitation",
        tag=_TAG,
        session=False,
        takes=InvitationToken,
        gives=InvitationOffer,
        refuses=_OF_LINKS,
    ),
)
async def validate_invitation(call: Call) -> ASGIResponse:
    """What an invitation's link promises; it stays good."""
    wanted = read_body(call.body, InvitationToken)
    return unstored(await call.web.lanes.read(call.app.identity.joining.validate, call.visit, wanted))


@route(
    "POST",
    "/accept",
    Operation(
        id="acceptInvitation",
        tag=_TAG,
        session=False,
        takes=AcceptInvitation,
        gives=SessionOverview,
        status=201,
        refuses=(*_OF_LINKS, "already_member", "email_taken"),
        sets_cookie=True,
    ),
)
async def accept_invitation(call: Call) -> ASGIResponse:
    """Accept an invitation: an account in the organization, whose address counts as proved, signed in."""
    wanted = read_body(call.body, AcceptInvitation)
    replaced = session_cookie(call.web.settings).read(call.header(b"cookie"))
    done = await call.web.lanes.hash(call.app.identity.joining.accept, call.visit, wanted, replaced)
    return let_in(call, done, 201)


router = Router(
    _PATH,
    route_handlers=[
        send_invitation,
        send_invitations,
        list_invitations,
        get_stats,
        get_invitation,
        resend_invitation,
        cancel_invitation,
        validate_invitation,
        accept_invitation,
    ],
)
