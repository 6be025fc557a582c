"""What people have earned, against what of theirs can be seen."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

import httpx

from p2p_core.forum.reputation.model import POINTS, Merit
from tests.process.installation import Server
from tests.process.journey import FORUMS, done
from tests.process.ledger import Member


def must_add_up(server: Server, members: Collection[Member]) -> None:
    """Each of these, who see all that there is, has what it gives: nothing of what was tried in vain."""
    for member in members:
        cookies = {"p2p_session": member.secret}
        with httpx.Client(base_url=server.browser.base_url, timeout=90, cookies=cookies) as browser:
            told = done(browser.get("/api/v1/users/me"))
            assert told["reputation"] == _earned(browser)[told["id"]], member.email


def _earned(browser: httpx.Client) -> Counter[str]:
    """The published formula, applied to what somebody can read; nobody likes anything of their own."""
    points: Counter[str] = Counter()
    for topic in _pages(browser, f"{FORUMS}/topics"):
        author = topic["author"]["id"]
        points[author] += POINTS[Merit.TOPIC] + topic["like_count"] * POINTS[Merit.LIKE]
        best = done(browser.get(f"{FORUMS}/topics/{topic['id']}"))["best_answer_id"]
        for post in _pages(browser, f"{FORUMS}/topics/{topic['id']}/posts"):
            if post["deleted"]:
                continue
            writer = post["author"]["id"]
            points[writer] += POINTS[Merit.POST] + post["like_count"] * POINTS[Merit.LIKE]
            if post["id"] == best and writer != author:
                points[writer] += POINTS[Merit.BEST_ANSWER]
    return points


def _pages(browser: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    cursor: str | None = ""
    while cursor is not None:
        page = done(browser.get(path, params={"limit": 100, **({"cursor": cursor} if cursor else {})}))
        yield from page["items"]
        cursor = page["next_cursor"]
