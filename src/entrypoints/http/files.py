"""Files over HTTP: uploaded in one request, looked at, handed out, deleted."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import created, nothing, one
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.conditions import expected, telling_what_is_there
from entrypoints.http.delivery import delivered
from entrypoints.http.forms import FORM, FRAMING, received
from entrypoints.http.query import read_query
from entrypoints.http.retries import made_once
from entrypoints.http.routes import Operation, Pieces, route
from p2p_core.files.model import Purpose
from p2p_core.files.policy import MOST_AT_ONCE
from p2p_core.files.shapes import ContentQuery, FileChanges, FileDetails, NewFile
from p2p_core.shared.addresses import FILES
from p2p_core.shared.errors import FieldError, Invalid, NotFound, Unauthenticated
from p2p_core.shared.ids import FileId

TAG = "Files"
PURPOSES = (Purpose.ATTACHMENT, Purpose.USE_CASE_MEDIA, Purpose.DOCUMENT)
"""What files are uploaded for by themselves; pictures and logos have paths of their own."""


@route(
    "POST",
    "/",
    Operation(
        id="uploadFile",
        tag=TAG,
        pieces=Pieces(
            media_type=FORM,
            longest=MOST_AT_ONCE + FRAMING,
            schema={
                "type": "object",
                "properties": {
                    "file": {"type": "string", "contentMediaType": "application/octet-stream"},
                    "purpose": {"type": "string", "enum": [purpose.value for purpose in PURPOSES]},
                },
                "required": ["file", "purpose"],
                "additionalProperties": False,
            },
        ),
        gives=FileDetails,
        status=201,
        refuses=("quota_exceeded",),
        once=True,
    ),
)
async def upload_file(call: Call) -> ASGIResponse:
    """Upload a file of up to 25 MB."""
    files = call.app.files
    await call.web.lanes.files(call.web.uploads.sweep_at_times)
    async with received(call, ("purpose",), MOST_AT_ONCE) as form:
        new = NewFile(
            purpose=purpose_of(form.fields["purpose"]),
            name=form.name,
            media_type=form.media_type,
            size=form.arrival.size,
        )
        call.body = form.meaning
        file = await made_once(
            call, files.upload, files.details, new, form.arrival, lane=call.web.lanes.files
        )
    return created(call, file, f"{FILES}/{file.id}")


@route("GET", "/{file_id:str}", Operation(id="getFile", tag=TAG, gives=FileDetails, refuses=("not_found",)))
async def get_file(call: Call, file_id: str) -> ASGIResponse:
    """What is known of a file, and how far it has come."""
    details = call.app.files.details
    return one(call, await call.web.lanes.read(details, call.actor, FileId(file_id), call.language))


@route(
    "GET",
    "/{file_id:str}/content",
    Operation(
        id="getFileContent",
        tag=TAG,
        session=False,
        visitors=True,
        query=ContentQuery,
        streams=True,
        refuses=(
            "unauthenticated",
            "not_found",
            "file_not_ready",
            "file_rejected",
            "range_not_satisfiable",
        ),
    ),
)
async def get_file_content(call: Call, file_id: str) -> ASGIResponse:
    """A file's bytes or a part of them, or a smaller picture of it."""
    files, read, variant = call.app.files, call.web.lanes.read, read_query(call.query, ContentQuery).variant
    if call.recognized is None:
        try:
            content = await read(files.public_content, call.visit, FileId(file_id), variant)
        except NotFound:  # whoever signs in may find it
            raise Unauthenticated from None
    else:
        content = await read(files.content, call.actor, FileId(file_id), variant)
    return await delivered(call, content)


@route(
    "PATCH",
    "/{file_id:str}",
    Operation(
        id="editFile",
        tag=TAG,
        takes=FileChanges,
        gives=FileDetails,
        refuses=("not_found", "forbidden"),
        if_match=True,
    ),
)
async def edit_file(call: Call, file_id: str) -> ASGIResponse:
    """Say what is to be seen in a file, for who can't see it."""
    changes, files = read_body(call.body, FileChanges), call.app.files
    known, meant = FileId(file_id), expected(call)
    async with telling_what_is_there(call, files.details, known):
        file = await call.web.lanes.write(files.edit, call.actor, known, changes, meant)
    return one(call, file)


@route(
    "DELETE",
    "/{file_id:str}",
    Operation(
        id="deleteFile", tag=TAG, status=204, refuses=("not_found", "forbidden", "file_in_use"), if_match=True
    ),
)
async def delete_file(call: Call, file_id: str) -> ASGIResponse:
    """Take a file away."""
    must_be_empty(call.body)
    files, known, meant = call.app.files, FileId(file_id), expected(call)
    async with telling_what_is_there(call, files.details, known):
        await call.web.lanes.write(files.delete, call.actor, known, meant)
    return nothing()


def purpose_of(text: str) -> Purpose:
    """The purpose that a form names; raises `Invalid`."""
    if text not in PURPOSES:
        raise Invalid(FieldError("purpose", "not_a_choice"))
    return Purpose(text)


router = Router(
    FILES,
    route_handlers=[upload_file, get_file, get_file_content, edit_file, delete_file],
)
