"""Headers that the OpenAPI document tells of: those of requests, and those of answers."""

from entrypoints.http.schemas import Schema
from p2p_core.files.policy import LONGEST_UPLOAD

_TEXT: Schema = {"type": "string"}
_BYTES: Schema = {"type": "integer", "minimum": 0, "maximum": LONGEST_UPLOAD}
LONGEST_METADATA = 4096
_VERSION: Schema = {"schema": {**_TEXT, "enum": ["1.0.0"]}}
HEADERS: Schema = {
    "RequestId": {"description": "Names this request in every log line", "schema": _TEXT},
    "Location": {"description": "Where the new object is", "schema": {**_TEXT, "format": "uri-reference"}},
    "ETag": {"description": "`version-hash of the representation`", "schema": _TEXT},
    "IdempotentReplayed": {
        "description": "`true` where an earlier request with the same key had made it",
        "schema": {**_TEXT, "enum": ["true"]},
    },
    "RetryAfter": {
        "description": "After how many seconds to come again",
        "schema": {"type": "integer", "minimum": 1},
    },
    "SetCookie": {"description": "The session's secret", "schema": _TEXT},
    "TusResumable": {"description": "The version of tus that is spoken", "required": True, **_VERSION},
    "TusVersion": {"description": "The version of tus that could be", **_VERSION},
    "UploadOffset": {
        "description": "How many bytes have arrived; all of them once the upload has become a file",
        "required": True,
        "schema": _BYTES,
    },
    "UploadLength": {"description": "How many bytes it has", "required": True, "schema": _BYTES},
    "UploadExpires": {"description": "Until when it can be finished (RFC 9110)", "schema": _TEXT},
    "UploadMetadata": {"description": "What was announced, as it was understood", "schema": _TEXT},
}
PARAMETERS: Schema = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A key of your own for this request: sent again within a day, nothing is made twice",
        "schema": {**_TEXT, "pattern": "^[!-~]{1,64}$"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "Only change the version of this ETag; 412 tells which one is there now",
        "schema": _TEXT,
    },
    "TusResumable": {
        "name": "Tus-Resumable",
        "in": "header",
        "description": "The version of tus that the client speaks; OPTIONS tells what is possible",
        **_VERSION,
    },
    "UploadLength": {
        "name": "Upload-Length",
        "in": "header",
        "required": True,
        "description": "How many bytes the whole file has",
        "schema": {**_BYTES, "minimum": 1},
    },
    "UploadMetadata": {
        "name": "Upload-Metadata",
        "in": "header",
        "required": True,
        "description": "`filename`, `filetype` and `purpose`, each with its value in Base64; commas between",
        "schema": {**_TEXT, "minLength": 1, "maxLength": LONGEST_METADATA},
        "example": "filename cGhvdG8uanBn,filetype aW1hZ2UvanBlZw==,purpose YXR0YWNobWVudA==",
    },
    "UploadOffset": {
        "name": "Upload-Offset",
        "in": "header",
        "required": True,
        "description": "Where these bytes go: how many have arrived",
        "schema": _BYTES,
    },
    "UploadChecksum": {
        "name": "Upload-Checksum",
        "in": "header",
        "description": "`sha1` or `sha256` of these bytes, in Base64: others are not kept (460)",
        "schema": {**_TEXT, "pattern": "^(sha1|sha256) [A-Za-z0-9+/]+={0,2}$"},
    },
}
