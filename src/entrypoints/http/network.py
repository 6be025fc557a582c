"""From which address a request came, believing only the proxies that the settings name."""

from collections.abc import Mapping, Sequence
from ipaddress import ip_address

from entrypoints.setting_values import Network


def network_of(peer: str, forwarded_for: bytes | None, trusted: Sequence[Network]) -> str:
    """The nearest address that isn't a trusted proxy; whatever stands before it is the client's own claim."""
    if not (forwarded_for and trusted and _is_trusted(peer, trusted)):
        return peer
    hops = [hop.strip() for hop in forwarded_for.decode("latin-1").split(",")]
    for hop in reversed(hops):
        if not _is_address(hop):
            break
        peer = hop
        if not _is_trusted(hop, trusted):
            break
    return peer


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(text: str, trusted: Sequence[Network]) -> bool:
    return _is_address(text) and any(ip_address(text) in network for network in trusted)


_FORWARDED = (b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip")


def asked_on_the_machine(peer: str, headers: Mapping[bytes, bytes]) -> bool:
    """Whether nobody but the machine itself can have asked, and no proxy on it for somebody else."""
    return is_loopback(peer) and not any(name in headers for name in _FORWARDED)


def is_loopback(text: str) -> bool:
    """Whether this is an address of the machine itself."""
    return _is_address(text) and ip_address(text).is_loopback
