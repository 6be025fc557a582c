"""How often anybody may ask for something: the budgets, which operation spends what, and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from p2p_core.shared.actor import Actor

_MINUTE = timedelta(minutes=1)
_HOME = 64
"""One customer has at least so large an IPv6 network: counting single addresses would count nothing."""


@dataclass(frozen=True, slots=True)
class Budget:
    """So many within such a time."""

    times: int
    within: timedelta


class Spent(StrEnum):
    """What there is a budget of."""

    REQUESTS = "requests"
    """Everything, by session or access token; by network where nobody is signed in."""
    POSTS = "posts"
    """Topics and replies, by person."""
    SEARCHES = "searches"
    """Questions with words in them, by person."""
    UPLOADS = "uploads"
    """Files that begin to come, in one request or piece by piece, by person."""
    CLIENT_ERRORS = "client_errors"
    """What browsers say that broke in them, by network, whoever is signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBudgets:
    """How often each may be done; all of them are settings."""

    requests: Budget = Budget(1200, _MINUTE)
    posts: Budget = Budget(60, _MINUTE)
    searches: Budget = Budget(120, _MINUTE)
    uploads: Budget = Budget(120, _MINUTE)
    client_errors: Budget = Budget(30, _MINUTE)

    def of(self, spent: Spent) -> Budget:
        """The budget of one kind."""
        found: Budget = getattr(self, spent)
        return found


SPENDS: Mapping[str, Spent] = {
    "startTopic": Spent.POSTS,
    "writePost": Spent.POSTS,
    "listPeople": Spent.SEARCHES,
    "listExpertise": Spent.SEARCHES,
    "listUsers": Spent.SEARCHES,
    "listInvitations": Spent.SEARCHES,
    "listTopics": Spent.SEARCHES,
    "searchForum": Spent.SEARCHES,
    "listSimilarTopics": Spent.SEARCHES,
    "uploadFile": Spent.UPLOADS,
    "announceUpload": Spent.UPLOADS,
    "putMyPicture": Spent.UPLOADS,
    "putMyLogo": Spent.UPLOADS,
    "reportClientError": Spent.CLIENT_ERRORS,
}
"""What an operation spends beside a request; a list is a search when words are asked for."""

FREE = frozenset({"getHealth", "getDetailedHealth"})
"""Operations that spend nothing: whoever watches over a server must hear how it is."""


@dataclass(frozen=True, slots=True)
class Spending:
    """One of a budget, for one to whom it belongs."""

    whose: str
    budget: Budget


def spendings(
    budgets: RequestBudgets, spent: Spent | None, actor: Actor | None, network: str
) -> tuple[Spending, ...]:
    """What a request spends, of every budget that it touches."""
    home = home_of(network)
    whose = actor.session_id or actor.token_id if actor else home
    general = Spending(f"requests:{whose}", budgets.requests)
    if spent is Spent.CLIENT_ERRORS:
        return general, Spending(f"{spent}:{home}", budgets.of(spent))
    if spent is None or actor is None:
        return (general,)
    return general, Spending(f"{spent}:{actor.user_id}", budgets.of(spent))


@lru_cache(4096)
def home_of(network: str) -> str:
    """Where a request came from, as far as it is counted: an IPv4 address, or a customer's IPv6 network."""
    try:
        address = ip_address(network)
    except ValueError:
        return sha256(network.encode(errors="replace")).hexdigest()
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:  # else all of IPv4 were one network, as whoever listens for both sees it
            return str(address.ipv4_mapped)
        return str(ip_network((address, _HOME), strict=False))
    return network
