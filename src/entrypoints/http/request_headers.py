"""The headers of a request: lines of one list are joined, and what has one value must stand once."""

from collections.abc import Iterable

_LISTS = {
    b"accept-language": b", ",
    b"cookie": b"; ",
    b"if-match": b", ",
    b"if-none-match": b", ",
    b"x-forwarded-for": b", ",  # some proxies add a line of their own below that of whoever sent one
}
_SINGLE = {
    b"authorization",
    b"content-encoding",
    b"content-type",
    b"idempotency-key",
    b"origin",
    b"sec-fetch-site",
    b"tus-resumable",
    b"upload-checksum",
    b"upload-length",
    b"upload-metadata",
    b"upload-offset",
}


def joined(sent: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Each header by its name; of one that is no list, the first line counts."""
    lines = list(sent)
    headers = dict(reversed(lines))
    if len(headers) < len(lines):
        for name in headers.keys() & _LISTS.keys():
            headers[name] = _LISTS[name].join(value for other, value in lines if other == name)
    return headers


def have_one_meaning(sent: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether nothing that decides what happens is said twice: a proxy may have gone by the other line."""
    decisive = [name for name, _ in sent if name in _SINGLE]
    return len(decisive) == len(set(decisive))
