"""S3 for tests: one server a run; each set of tests has a bucket of its own in it.

`P2P_TEST_S3_URL` names somebody's own server instead, with the key and its secret:
`https://KEY:SECRET@s3.example.org?region=eu-central-1`. The key must be allowed to make buckets.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from s3fs import S3FileSystem  # type: ignore[import-untyped]  # s3fs tells no types

from tests.servers.shared import address, own_name

KIND = "s3"


@dataclass(frozen=True)
class S3:
    """A server and who we are to it."""

    endpoint: str
    key: str
    secret: str = field(repr=False)
    region: str = "us-east-1"

    def files(self) -> S3FileSystem:
        """What its buckets hold, as this project means to speak with S3."""
        config = {
            "signature_version": "s3v4",
            "s3": {"addressing_style": "path"},
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
        }
        return S3FileSystem(
            key=self.key,
            secret=self.secret,
            endpoint_url=self.endpoint,
            client_kwargs={"region_name": self.region},
            config_kwargs=config,
            use_listings_cache=False,
            skip_instance_cache=True,
        )


def server() -> S3:
    """The server to make buckets on."""
    return read(address(KIND))


def read(url: str) -> S3:
    """What an address says."""
    parts = urlsplit(url)
    endpoint = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    region = parse_qs(parts.query).get("region", ["us-east-1"])[0]
    return S3(endpoint, unquote(parts.username or ""), unquote(parts.password or ""), region)


@contextmanager
def own_bucket(s3: S3, purpose: str = "tests") -> Iterator[str]:
    """The name of a new bucket; it is taken away in the end with all it holds."""
    name = own_name(purpose).replace("_", "-").lower()
    files = s3.files()
    files.mkdir(name)
    yield name
    files.rm(name, recursive=True)
