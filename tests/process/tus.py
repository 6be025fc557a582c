"""A client of the tus protocol, written from its specification (1.0.0): creation, and going on.

It asks where the upload stands whenever a request came to nothing, as every client of the protocol does.
"""

import base64
from collections.abc import Iterator

import httpx

_VERSION = {"tus-resumable": "1.0.0"}
_PIECE = 8 * 1024**2


class Cut(Exception):
    """The connection broke off."""


class TusClient:
    """Uploads one file to one server, whose browser carries the session."""

    def __init__(self, browser: httpx.Client, endpoint: str, content: bytes) -> None:
        self.browser, self._endpoint, self._content = browser, endpoint, content
        self.place = ""

    def create(self, **metadata: str) -> None:
        """Ask what is possible, and announce the file."""
        told = self.browser.options(self._endpoint).headers
        assert "1.0.0" in told["tus-version"].split(",")
        assert "creation" in told["tus-extension"].split(",")
        assert len(self._content) <= int(told["tus-max-size"])
        coded = (f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in metadata.items())
        headers = {"upload-length": str(len(self._content)), "upload-metadata": ",".join(coded)}
        answer = self.browser.post(self._endpoint, headers={**_VERSION, **headers})
        assert (answer.status_code, answer.headers["tus-resumable"]) == (201, "1.0.0"), answer.text
        self.place = answer.headers["location"]

    def offset(self) -> int:
        """How much has arrived."""
        answer = self.browser.head(self.place, headers=_VERSION)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert int(answer.headers["upload-length"]) == len(self._content)
        return int(answer.headers["upload-offset"])

    def upload(self, until: int | None = None) -> None:
        """Send what is missing, or as much of it, piece by piece."""
        at, end = self.offset(), until or len(self._content)
        while at < end:
            piece = self._content[at : min(end, at + _PIECE)]
            answer = self._sent(at, piece, len(piece))
            assert answer.status_code == 204, answer.text
            at += len(piece)
            assert answer.headers["upload-offset"] == str(at)

    def break_off(self, after: int) -> None:
        """Announce twice as much, and be gone after so many bytes."""
        at = self.offset()

        def cut() -> Iterator[bytes]:
            yield self._content[at : at + after]
            raise Cut

        try:
            self._sent(at, cut(), after * 2)
        except Cut:
            return
        raise AssertionError("nothing was cut")

    def _sent(self, at: int, content: bytes | Iterator[bytes], length: int) -> httpx.Response:
        headers = {
            "content-type": "application/offset+octet-stream",
            "content-length": str(length),
            "upload-offset": str(at),
        }
        return self.browser.patch(self.place, content=content, headers={**_VERSION, **headers})
