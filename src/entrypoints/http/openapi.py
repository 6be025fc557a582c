"""The OpenAPI 3.1 document, written from the declared operations: the same bytes for the same version."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar.types import ControllerRouterHandler

from entrypoints.http.catalogue import STATUS_OF
from entrypoints.http.documented_headers import HEADERS, PARAMETERS
from entrypoints.http.errors import MOST_ERRORS, PROBLEM_JSON
from entrypoints.http.examples import EXAMPLES
from entrypoints.http.routes import Operation, declared
from entrypoints.http.schemas import Schema, Schemas, parameters
from entrypoints.http.wording import TITLES
from p2p_core.shared.budgets import FREE

_DESCRIPTION = """\
Manufacturers help each other: ask, answer, and later share proven cases.

1. `signUp`, then open the mail (in development at `/dev/mailbox`) and send its token to `verifyEmail`.
2. `logIn` sets the cookie `p2p_session` (`__Host-p2p_session` outside development).
3. Go on with the forum. Errors are problem details (RFC 9457); their codes are listed at `/docs/problems`.
"""
_TAGS = (
    "Authentication",
    "Users",
    "Organizations",
    "Invitations",
    "Forum",
    "Notifications",
    "Files",
    "Operation",
)
_REASONS = {200: "Done", 201: "Created", 202: "Accepted", 204: "Done, nothing to say"}
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
_REQUEST_ID = {"X-Request-ID": {"$ref": "#/components/headers/RequestId"}}
_RETRY_AFTER = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}
_COME_AGAIN = {STATUS_OF["rate_limited"], STATUS_OF["unavailable"]}


def document(routes: Sequence[ControllerRouterHandler], version: str) -> bytes:
    """The document of these routes as JSON."""
    schemas = Schemas()
    paths: dict[str, Any] = {}
    for path, method, summary, operation in sorted(declared(routes), key=lambda one: one[:2]):
        described = _operation(schemas, method, path, operation)
        paths.setdefault(path, {})[method.lower()] = {"summary": summary, **described}
    schemas.components |= {"Problem": _PROBLEM, "FieldProblem": _FIELD_PROBLEM}
    text = {
        "openapi": "3.1.0",
        "info": {
            "title": "P2P Sandbox",
            "version": version,
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name} for name in _TAGS],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.components.items())),
            "headers": HEADERS,
            "parameters": PARAMETERS,
            "securitySchemes": _SCHEMES,
        },
    }
    return msgspec.json.format(msgspec.json.encode(text), indent=2) + b"\n"


def _operation(schemas: Schemas, method: str, path: str, operation: Operation) -> Schema:
    described: Schema = {"operationId": operation.id, "tags": [operation.tag]}
    in_path = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    listed: list[Schema] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in in_path
    ]
    if operation.query:
        listed += parameters(schemas, operation.query)
    if operation.once:
        listed.append({"$ref": "#/components/parameters/IdempotencyKey"})
    if operation.if_match:
        listed.append({"$ref": "#/components/parameters/IfMatch"})
    listed += [{"$ref": f"#/components/parameters/{name}"} for name in operation.heeds]
    if listed:
        described["parameters"] = listed
    if operation.takes:
        content: Schema = {"schema": schemas.of(operation.takes)}
        if operation.id in EXAMPLES:
            content["example"] = EXAMPLES[operation.id]
        described["requestBody"] = {
            "required": not operation.bare,
            "content": {"application/json": content},
        }
    if operation.pieces:
        content = {operation.pieces.media_type: {"schema": dict(operation.pieces.schema)}}
        described["requestBody"] = {"required": True, "content": content}
    described["responses"] = {
        str(operation.status): _answer(schemas, operation),
        **_problems(method, operation),
    }
    if operation.reports_trouble:
        described["responses"]["503"] = {**_answer(schemas, operation), "description": "Something is wrong"}
    described["responses"] |= _not_json(operation)
    described["security"] = _security(operation)
    return described


def _not_json(operation: Operation) -> Schema:
    """The answers that are files or pictures."""
    return {**(_STREAMED if operation.streams else {}), **(_DRAWN if operation.draws else {})}


def _security(operation: Operation) -> list[Schema]:
    """By what the caller may be recognised: one of these."""
    if operation.visitors:
        return [{}, {"session": []}, {"token": []}]
    if not operation.session:
        return []
    return [{"session": []}, {"token": []}] if operation.tokens else [{"session": []}]


def _answer(schemas: Schemas, operation: Operation) -> Schema:
    headers = dict(_REQUEST_ID)
    if operation.status == 201:  # noqa: PLR2004 - Created
        headers |= {name: {"$ref": f"#/components/headers/{name}"} for name in ("Location", "ETag")}
    if operation.once:
        headers["Idempotent-Replayed"] = {"$ref": "#/components/headers/IdempotentReplayed"}
    if operation.sets_cookie:
        headers["Set-Cookie"] = {"$ref": "#/components/headers/SetCookie"}
    headers |= _told(*operation.tells)
    answer: Schema = {"description": _REASONS[operation.status], "headers": headers}
    if operation.gives is not None:
        answer["content"] = {operation.media: {"schema": schemas.of(operation.gives)}}
    return answer


def _told(*names: str) -> Schema:
    """Headers of an answer, by their own names."""
    return {name: {"$ref": f"#/components/headers/{name.replace('-', '')}"} for name in names}


def _problems(method: str, operation: Operation) -> Schema:
    """Everything that can go wrong, by status."""
    codes = {*operation.refuses, "validation_failed", "malformed_request", "misdirected_request", "internal"}
    if not operation.reports_trouble:
        codes.add("unavailable")
    if operation.id not in FREE:
        codes.add("rate_limited")
    if operation.session:
        codes.add("unauthenticated")
    if operation.policy:
        codes.add("forbidden")
    if operation.once:
        codes |= {"idempotency_key_reused", "not_found"}  # what it had made may have gone since
    if operation.if_match:
        codes.add("version_conflict")
    if method in _UNSAFE:
        codes |= {
            "cross_origin",
            "request_timeout",
            "payload_too_large",
            "unsupported_media_type",
            "malformed_json",
        }
        if operation.session and operation.tokens:
            codes.add("forbidden")
    by_status: dict[int, list[str]] = {}
    for code in sorted(codes):
        by_status.setdefault(STATUS_OF[code], []).append(code)
    return {
        str(status): {
            "description": "; ".join(f"`{code}`: {TITLES[code][0]}" for code in by_status[status]),
            "headers": _REQUEST_ID
            | (_RETRY_AFTER if status in _COME_AGAIN else {})
            | (_told("Tus-Version") if "tus_version" in by_status[status] else {}),
            "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted(by_status)
    }


_TEXT = {"type": "string"}
_BYTES: Schema = {"headers": _REQUEST_ID, "content": {"*/*": {"schema": _TEXT}}}
_STREAMED: Schema = {
    "200": {**_BYTES, "description": "All of it"},
    "206": {**_BYTES, "description": "The part that `Range` asked for"},
    "302": {"description": "It is handed out there, for a few minutes", "headers": _REQUEST_ID},
}
_DRAWN: Schema = {
    "200": {
        "headers": _REQUEST_ID,
        "content": {"image/svg+xml": {"schema": _TEXT}},
        "description": "Initials, drawn",
    },
    "302": {"description": "The picture is there", "headers": _REQUEST_ID},
}
_SCHEMES: Schema = {
    "session": {"type": "apiKey", "in": "cookie", "name": "p2p_session"},
    "token": {"type": "http", "scheme": "bearer", "description": "An access token, for scripts"},
}
_FIELD_PROBLEM: Schema = {
    "type": "object",
    "properties": {"field": _TEXT, "code": _TEXT, "message": _TEXT},
    "required": ["field", "code", "message"],
}
_PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "type": {**_TEXT, "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "code": {**_TEXT, "enum": sorted(STATUS_OF)},
        "request_id": _TEXT,
        "errors": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/FieldProblem"},
            "maxItems": MOST_ERRORS,
        },
        "version": {"type": "integer", "description": "With `version_conflict`: the one that is there now"},
        "draft": {"type": "object", "description": "With `draft_outdated`: the one that is kept"},
        "challenge": {**_TEXT, "description": "With `second_factor_required`: what `logInWithCode` wants"},
    },
    "required": ["type", "title", "status", "detail", "code", "request_id"],
}
