"""Pictures of people and logos over HTTP: put up, taken down, and shown; initials where there is none."""

from hashlib import blake2b
from html import escape

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import nothing, one
from entrypoints.http.body import must_be_empty
from entrypoints.http.call import Call
from entrypoints.http.conditions import expected, telling_what_is_there
from entrypoints.http.forms import FORM, FRAMING, Form, received
from entrypoints.http.headers import FILE_POLICY
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, Pieces, route
from entrypoints.http.written import Written
from p2p_core.files.model import Purpose
from p2p_core.files.policy import ALLOWANCES, SQUARES
from p2p_core.files.shapes import NewFile
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.organizations.shapes import OrganizationDetails, Picture, PictureQuery
from p2p_core.shared.ids import OrganizationId, UserId
from p2p_core.shared.initials import initials
from p2p_core.shared.permissions import must_be_admin

_USERS, _ORGANIZATIONS = "Users", "Organizations"
_MOST = ALLOWANCES[Purpose.PICTURE].most
_PICTURE = Pieces(
    media_type=FORM,
    longest=_MOST + FRAMING,
    schema={
        "type": "object",
        "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
        "required": ["file"],
        "additionalProperties": False,
    },
)
_CACHING = {"cache-control": "private, no-cache", "vary": "Cookie, Authorization"}
_COLOURS = ("#1e40af", "#0f766e", "#92400e", "#9d174d", "#5b21b6", "#166534", "#9a3412", "#334155")
"""White letters are read well on all of them."""
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="{side}" height="{side}">'
    '<rect width="64" height="64" fill="{colour}"/>'
    '<text x="32" y="32" dy=".35em" text-anchor="middle" font-size="26" font-weight="600" fill="#fff"'
    ' font-family="Inter, IBM Plex Sans Arabic, system-ui, sans-serif">{letters}</text></svg>'
)


@route(
    "PUT",
    "/users/me/picture",
    Operation(
        id="putMyPicture",
        tag=_USERS,
        pieces=_PICTURE,
        gives=UserDetails,
        refuses=("quota_exceeded",),
        if_match=True,
    ),
)
async def put_my_picture(call: Call) -> ASGIResponse:
    """Have a picture: JPEG, PNG or WebP of up to 5 MB, cut to a square."""
    portraits, meant = call.app.portraits, expected(call)
    async with received(call, (), _MOST) as form, telling_what_is_there(call, call.app.identity.users.me):
        new = _announced(form, Purpose.PICTURE)
        shown = await call.web.lanes.look(portraits.show_me, call.actor, new, form.arrival, meant)
    return one(call, shown)


@route("DELETE", "/users/me/picture", Operation(id="deleteMyPicture", tag=_USERS, status=204, if_match=True))
async def delete_my_picture(call: Call) -> ASGIResponse:
    """Have no picture."""
    must_be_empty(call.body)
    portraits, meant = call.app.portraits, expected(call)
    async with telling_what_is_there(call, call.app.identity.users.me):
        await call.web.lanes.write(portraits.hide_me, call.actor, meant)
    return nothing()


@route(
    "POST",
    "/organizations/me/logo",
    Operation(
        id="putMyLogo",
        tag=_ORGANIZATIONS,
        policy=must_be_admin,
        pieces=_PICTURE,
        gives=OrganizationDetails,
        refuses=("quota_exceeded",),
        if_match=True,
    ),
)
async def put_my_logo(call: Call) -> ASGIResponse:
    """Give one's organization a logo in place of the one before: as a person's picture."""
    portraits, meant = call.app.portraits, expected(call)
    async with received(call, (), _MOST) as form, telling_what_is_there(call, call.app.organizations.mine):
        new = _announced(form, Purpose.LOGO)
        shown = await call.web.lanes.look(portraits.show_organization, call.actor, new, form.arrival, meant)
    return one(call, shown)


@route(
    "DELETE",
    "/organizations/me/logo",
    Operation(id="deleteMyLogo", tag=_ORGANIZATIONS, policy=must_be_admin, status=204, if_match=True),
)
async def delete_my_logo(call: Call) -> ASGIResponse:
    """Take the logo of one's organization away."""
    must_be_empty(call.body)
    portraits, meant = call.app.portraits, expected(call)
    async with telling_what_is_there(call, call.app.organizations.mine):
        await call.web.lanes.write(portraits.hide_organization, call.actor, meant)
    return nothing()


@route(
    "GET",
    "/users/{user_id:str}/picture",
    Operation(id="getUserPicture", tag=_USERS, query=PictureQuery, draws=True, refuses=("not_found",)),
)
async def get_user_picture(call: Call, user_id: str) -> ASGIResponse:
    """Something to show of a person: where their picture is, or their initials."""
    query = read_query(call.query, PictureQuery)
    person = await call.web.lanes.read(call.app.identity.users.details, call.actor, UserId(user_id))
    letters = initials(person.first_name, person.last_name)
    return _shown(call, query, person.picture, letters, user_id)


@route(
    "GET",
    "/organizations/{organization_id:str}/logo",
    Operation(
        id="getOrganizationLogo", tag=_ORGANIZATIONS, query=PictureQuery, draws=True, refuses=("not_found",)
    ),
)
async def get_organization_logo(call: Call, organization_id: str) -> ASGIResponse:
    """Something to show of an organization: where its logo is, or its initials."""
    query, known = read_query(call.query, PictureQuery), OrganizationId(organization_id)
    organization = await call.web.lanes.read(call.app.organizations.details, call.actor, known)
    return _shown(call, query, organization.logo, initials(organization.name), organization_id)


def _announced(form: Form, purpose: Purpose) -> NewFile:
    return NewFile(purpose=purpose, name=form.name, media_type=form.media_type, size=form.arrival.size)


def _shown(call: Call, query: PictureQuery, picture: Picture | None, letters: str, key: str) -> ASGIResponse:
    call.policy = FILE_POLICY
    if picture is not None:
        return ASGIResponse(
            status_code=302, headers={**_CACHING, "location": getattr(picture, query.size.value)}
        )
    body = drawn(letters, key, SQUARES[query.size.value])
    headers = {**_CACHING, "etag": f'"{blake2b(body, digest_size=9).hexdigest()}"'}
    return Written(body, 200, "image/svg+xml", headers)


def drawn(letters: str, key: str, side: int) -> bytes:
    """Initials as a picture, in a colour that goes by the key."""
    colour = _COLOURS[blake2b(key.encode(), digest_size=1).digest()[0] % len(_COLOURS)]
    return _DRAWING.format(side=side, colour=colour, letters=escape(letters)).encode()


router = Router(
    "/api/v1",
    route_handlers=[
        put_my_picture,
        delete_my_picture,
        put_my_logo,
        delete_my_logo,
        get_user_picture,
        get_organization_logo,
    ],
)
