"""What the web layer itself refuses, before or beside the core: each with its status and code."""


class Refusal(Exception):
    """A request that HTTP alone is enough to refuse."""

    status = 400
    code = "malformed_json"

    def __init__(self, headers: dict[str, str] | None = None) -> None:
        super().__init__(self.code)
        self.headers = headers or {}
        self.version: int | None = None


class MalformedJson(Refusal):
    """The body isn't one JSON text in UTF-8, or can be read in two ways."""


class MalformedRequest(Refusal):
    """The request ended before its announced end, or it isn't plain where that is."""

    code = "malformed_request"


class NoSuchRoute(Refusal):
    """Nothing answers at this path."""

    status, code = 404, "not_found"


class MethodNotAllowed(Refusal):
    """The path exists, the method doesn't."""

    status, code = 405, "method_not_allowed"


class RequestTimeout(Refusal):
    """The body didn't come in time; whoever drips it holds nothing of ours."""

    status, code = 408, "request_timeout"


class PayloadTooLarge(Refusal):
    """The body is longer than anything this operation takes."""

    status, code = 413, "payload_too_large"


class UnsupportedMediaType(Refusal):
    """The body is of a type that the operation doesn't take."""

    status, code = 415, "unsupported_media_type"


class OtherTusVersion(Refusal):
    """The client speaks another version of the tus protocol than we do."""

    status, code = 412, "tus_version"


class UploadBusy(Refusal):
    """Another request is adding to the same upload."""

    status, code = 423, "upload_busy"


class ChecksumMismatch(Refusal):
    """What arrived isn't what was sent; 460 is the tus protocol's own status."""

    status, code = 460, "checksum_mismatch"


class RangeNotSatisfiable(Refusal):
    """The file has no byte of the range that was asked for."""

    status, code = 416, "range_not_satisfiable"


class CrossOrigin(Refusal):
    """Another site's page made the browser send this."""

    status, code = 403, "cross_origin"


class WrongHost(Refusal):
    """The request was meant for another host name than ours."""

    status, code = 421, "misdirected_request"


class VersionConflict(Refusal):
    """The change was meant for another version than the one that is there; here is which."""

    status, code = 412, "version_conflict"

    def __init__(self, version: int, etag: str) -> None:
        super().__init__({"ETag": etag})
        self.version = version
