"""Requests beyond a budget are refused before anybody works on them: 429, and when to come back."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qsl

from entrypoints.runner import Inline, Lane
from p2p_core.shared.actor import Actor
from p2p_core.shared.budgets import FREE, SPENDS, RequestBudgets, Spent, spendings
from p2p_core.shared.errors import TooMany, Unavailable

Spend = Callable[..., timedelta | None]
_WORDS = {"q", "title"}
"""The parameters that make a list a search."""


class Turnstile:
    """Counts requests and lets so many through; where a server keeps the counts, in a lane of its own."""

    def __init__(
        self, budgets: RequestBudgets, spend: Spend, lane: Inline | Lane, spend_alone: Spend
    ) -> None:
        """``spend_alone`` counts at once, for when the line before the others is too long."""
        self.budgets = budgets
        self._spend = spend
        self._lane = lane
        self._spend_alone = spend_alone

    async def count(self, operation: str, query: bytes, actor: Actor | None, network: str) -> None:
        """Count a request for an operation; raises ``TooMany``. Pages for people are not counted."""
        if not operation or operation in FREE:
            return
        spent = SPENDS.get(operation)
        if spent is Spent.SEARCHES and not _asks_for_words(query):
            spent = None
        wanted = spendings(self.budgets, spent, actor, network)
        try:
            wait = await self._lane(self._spend, *wanted)
        except Unavailable:
            wait = self._spend_alone(*wanted)
        if wait is not None:
            raise TooMany(wait)


def _asks_for_words(query: bytes) -> bool:
    if b"%" not in query:
        return query.startswith((b"q=", b"title=")) or b"&q=" in query or b"&title=" in query
    return any(name in _WORDS for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True))
