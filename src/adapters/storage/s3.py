"""Objects in a bucket of an S3 server: streamed there in parts, and handed out by signed addresses."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from adapters.storage.objects import FsspecObjects, translated
from p2p_core.shared.errors import Unavailable

_PART = 8 * 1024 * 1024
_AT_ONCE = 2
"""How many parts travel at a time: with their size, what an upload or a download takes of memory."""
_TRIES = 3
_LEAST, _SLOWEST = 60.0, 128 * 1024
"""Seconds for an object on its way, and bytes a second beyond them.

The driver's own patience begins when all was sent: without this, a server that takes nothing holds a thread.
"""
_LINK_LASTS = 300
"""For how many seconds a signed address hands its object out."""
_PATIENCE = {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 2, "mode": "standard"}}
# what every server understands: newer checksums and virtual hosts are known to few besides Amazon's
_DIALECT = {
    "signature_version": "s3v4",
    "s3": {"addressing_style": "path"},
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Where a bucket is, and who we are there; without a key, the machine's own credentials count."""

    name: str
    prefix: str = ""
    endpoint: str | None = None
    public_endpoint: str | None = None
    """Where browsers reach the same server, if they do so by another name."""
    region: str | None = None
    key: str | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)


class S3Objects(FsspecObjects):
    """A bucket, or what is below a prefix of it."""

    piece = 4 * 1024 * 1024

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        super().__init__(partial(_connected, bucket, bucket.endpoint), f"{bucket.name}/{bucket.prefix}")

    def put(self, key: str, path: str, media_type: str) -> None:
        with translated():
            self._filesystem.put_file(
                path,
                self._path(key),
                chunksize=_PART,
                max_concurrency=_AT_ONCE,
                ContentType=media_type,
                timeout=_patience(Path(path).stat().st_size),
            )

    def fetch(self, key: str, path: str) -> None:
        size = self.size(key)
        with translated():
            self._filesystem.get_file(
                self._path(key),
                path,
                chunksize=_PART,
                max_concurrency=_AT_ONCE,
                timeout=_patience(size or 0),
            )
            if Path(path).stat().st_size != size:  # cut on the way
                raise Unavailable("storage")

    def link(self, key: str, media_type: str, disposition: str) -> str | None:
        with translated():
            address: str = self._seen_by_browsers.url(
                self._path(key),
                expires=_LINK_LASTS,
                ResponseContentType=media_type,
                ResponseContentDisposition=disposition,
            )
        return address

    def ping(self) -> None:
        """Ask for the bucket."""
        with translated():
            self._filesystem.call_s3("head_bucket", Bucket=self._bucket.name)

    @cached_property
    def _seen_by_browsers(self) -> Any:  # noqa: ANN401 - s3fs tells no types
        """Only signs: the host is part of what is signed."""
        return _connected(self._bucket, self._bucket.public_endpoint or self._bucket.endpoint)


def _patience(size: int) -> float:
    """How long an object of that size may be on its way."""
    return _LEAST + size / _SLOWEST


def _connected(bucket: Bucket, endpoint: str | None) -> Any:  # noqa: ANN401 - s3fs tells no types
    s3fs: Any = import_module("s3fs")  # takes most of a second, so only where it is used

    config: dict[str, Any] = {**_PATIENCE, **_DIALECT}
    if bucket.region:
        config["region_name"] = bucket.region
    filesystem = s3fs.S3FileSystem(
        key=bucket.key,
        secret=bucket.secret,
        endpoint_url=endpoint,
        config_kwargs=config,
        use_listings_cache=False,
        skip_instance_cache=True,
        default_block_size=_PART,
        max_concurrency=_AT_ONCE,
    )
    filesystem.retries = _TRIES
    return filesystem
