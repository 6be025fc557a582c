"""Where files are kept, as the settings name it: a folder, a bucket of an S3 server, or memory."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from entrypoints.setting_values import BadValue, Secret, folder, origin

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"(?:[A-Za-z0-9._-]+/?)*")


@dataclass(frozen=True, slots=True)
class BucketUrl:
    """A bucket of an S3 server, and where in it."""

    name: str
    prefix: str


class InMemory(StrEnum):
    """Storage that ends with the process."""

    STORAGE = "memory://"


StorageUrl = Path | BucketUrl | InMemory
"""Where files' bytes are."""


def storage_url(text: str) -> StorageUrl:
    """Read where files are kept: a folder, a bucket, or memory."""
    scheme, _, rest = text.partition("://")
    if text == InMemory.STORAGE:
        return InMemory.STORAGE
    if scheme == "file" and rest.strip("/"):
        return folder(rest)
    bucket, _, prefix = rest.partition("/")
    if scheme == "s3" and _BUCKET.fullmatch(bucket) and _PREFIX.fullmatch(prefix):
        return BucketUrl(bucket, prefix.strip("/"))
    raise BadValue("must look like file:///path/to/folder, s3://bucket/prefix or memory://, or be left out")


def endpoint(text: str) -> str | None:
    """Read the address of a server, or that there is none of its own."""
    return origin(text) if text else None


def maybe(text: str) -> str | None:
    """Take the text as it stands; nothing is nothing."""
    return text or None


def maybe_secret(text: str) -> Secret | None:
    """The same, for what nobody may see."""
    return Secret(text) if text else None
