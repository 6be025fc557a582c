"""Style sheets, scripts and fonts, served under addresses that change with their content."""

import gzip
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from entrypoints.http.refusals import NoSuchRoute
from entrypoints.http.routes import route

_FOLDER = Path(__file__).parent.parent / "static"
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""Only these are served; licences and notes that lie beside them aren't."""
_PACKED_ALREADY = {".woff2"}
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file, read once."""

    content: bytes
    suffix: str

    @property
    def media_type(self) -> str:
        """What the browser is told it is."""
        return _TYPES[self.suffix]

    @cached_property
    def compressed(self) -> bytes | None:
        """The same in fewer bytes, where that is possible."""
        return None if self.suffix in _PACKED_ALREADY else gzip.compress(self.content, mtime=0)

    @cached_property
    def etag(self) -> str:
        """Weak, because the compressed form counts as the same."""
        return f'W/"{blake2b(self.content, digest_size=9).hexdigest()}"'


@cache
def assets() -> dict[str, Asset]:
    """Every file that is served, by its path below the folder."""
    return {
        path.relative_to(_FOLDER).as_posix(): Asset(path.read_bytes(), path.suffix)
        for path in sorted(_FOLDER.rglob("*"))
        if path.suffix in _TYPES
    }


@cache
def edition() -> str:
    """Names the content of all files together: another content is another address."""
    digest = blake2b(digest_size=6)
    for name, asset in assets().items():
        digest.update(f"{name}\n{asset.etag}\n".encode())
    return digest.hexdigest()


def address(name: str) -> str:
    """Where a page finds a file; the file must exist."""
    if name not in assets():
        raise LookupError(name)
    return f"/static/{edition()}/{name}"


@route("GET", "/static/{wanted:str}/{name:path}")
async def asset(call: Call, wanted: str, name: str) -> ASGIResponse:
    """One file; an address of an older edition still answers, but isn't kept by caches."""
    found = assets().get(name.removeprefix("/"))
    if found is None:
        raise NoSuchRoute
    headers = {
        "cache-control": _FOR_EVER if wanted == edition() else "no-cache",
        "etag": found.etag,
        "vary": "Accept-Encoding",
    }
    if found.etag in call.header(b"if-none-match"):
        return ASGIResponse(status_code=304, headers=headers)
    if found.compressed and "gzip" in call.header(b"accept-encoding").lower():
        headers["content-encoding"] = "gzip"
        return ASGIResponse(body=found.compressed, media_type=found.media_type, headers=headers)
    return ASGIResponse(body=found.content, media_type=found.media_type, headers=headers)
