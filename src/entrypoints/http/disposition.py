"""`Content-Disposition`: under which name a file is saved, for every name that a file can have."""

from urllib.parse import quote

# characters of RFC 5987's attr-char, which need no percent sign; letters and digits are understood
_PLAIN = "!#$&+-.^_`|~"
_NO_NAME = '"\\%;'


def disposition(kind: str, name: str) -> str:
    """`inline` or `attachment`, with the name as it is and, for old programs, as far as it is ASCII."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in _NO_NAME else "_" for c in name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=_PLAIN)}"
