"""What an installation is called on servers that several may share."""

import hmac


def installation_name(keys: tuple[str, ...]) -> str:
    """A name that no other installation has, since no other has our keys."""
    name = hmac.digest(keys[0].encode(), b"the name of this installation in a broker", "sha256")
    return f"p2p:{name.hex()[:16]}"
