"""From which address a request came, believing only the proxies that the settings name."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

from entrypoints.setting_values import Network

_CLOTHES = "::ffff:"
"""How addresses of IPv4 begin that came in IPv6's."""


def network_of(peer: str, forwarded_for: bytes | None, trusted: Sequence[Network]) -> str:
    """The nearest address that isn't a trusted proxy; whatever stands before it is the client's own claim.

    One of IPv4 is told as that, also to who listens on IPv6 for both: else all of IPv4 were one network.
    """
    if not (forwarded_for and trusted and _is_trusted(peer, trusted)):
        return _undressed(peer)
    hops = [hop.strip() for hop in forwarded_for.decode("latin-1").split(",")]
    for hop in reversed(hops):
        if not _is_address(hop):
            break
        peer = hop
        if not _is_trusted(hop, trusted):
            break
    return _undressed(peer)


def _undressed(text: str) -> str:
    return str(_address(text)) if text[:7].lower() == _CLOTHES else text


def _is_address(text: str) -> bool:
    return _address(text) is not None


def _is_trusted(text: str, trusted: Sequence[Network]) -> bool:
    address = _address(text)
    return address is not None and any(address in network for network in trusted)


_FORWARDED = (b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip")


def asked_on_the_machine(peer: str, headers: Mapping[bytes, bytes]) -> bool:
    """Whether nobody but the machine itself can have asked, and no proxy on it for somebody else."""
    return is_loopback(peer) and not any(name in headers for name in _FORWARDED)


def is_loopback(text: str) -> bool:
    """Whether this is an address of the machine itself."""
    address = _address(text)
    return address is not None and address.is_loopback


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address; one of IPv4 that came in IPv6's clothes (``::ffff:10.0.0.1``) is one of IPv4."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
