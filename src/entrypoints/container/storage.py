"""The container's page on files: which adapters keep, look into and scan them, chosen by the settings."""

from importlib.util import find_spec
from pathlib import Path

from adapters.media.clamd import ClamdScanner
from adapters.media.workshop import ChildWorkshop
from adapters.memory.storage import NoScanner
from adapters.storage.folder import FolderObjects
from adapters.storage.memory import MemoryObjects
from adapters.storage.s3 import Bucket, S3Objects
from entrypoints.data_dir import CannotStart
from entrypoints.settings import Settings
from entrypoints.storage_url import BucketUrl
from p2p_core.files.ports import FileStore, Scanner, Workshop


def _must_be_installed(package: str, what: str, extras: str) -> None:
    if find_spec(package) is None:
        raise CannotStart(
            f"P2P_STORAGE_URL names {what}, and the packages for it are not installed: install the package "
            f"with its extras, as in p2p-sandbox[{extras}]."
        )


def storage_of(settings: Settings) -> FileStore:
    """Where files are kept."""
    where = settings.storage_url
    if isinstance(where, BucketUrl):
        return _bucket(settings, where)
    _must_be_installed("fsspec", "a place for files", "server,files")
    return FolderObjects(where) if isinstance(where, Path) else MemoryObjects()


def _bucket(settings: Settings, where: BucketUrl) -> FileStore:
    _must_be_installed("s3fs", "an S3 server", "server,files,s3")
    return S3Objects(
        Bucket(
            name=where.name,
            prefix=where.prefix,
            endpoint=settings.s3_endpoint,
            public_endpoint=settings.s3_public_endpoint,
            region=settings.s3_region,
            key=settings.s3_key,
            secret=settings.s3_secret,
        )
    )


def workshop_on(storage: FileStore, scratch: Path) -> Workshop:
    """What looks into the files of that storage."""
    return ChildWorkshop(storage, scratch, ahead=True)


def scanner_of(settings: Settings) -> Scanner:
    """What looks for viruses."""
    where = settings.scanner_url
    return NoScanner() if where is None else ClamdScanner(where.host, where.port)
