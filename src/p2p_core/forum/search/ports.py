"""What searching needs from a store."""

from collections.abc import Sequence
from typing import Protocol

from p2p_core.forum.search.shapes import Found, SearchQuery
from p2p_core.forum.topics.shapes import TopicSummary
from p2p_core.shared.actor import Actor
from p2p_core.shared.asking import Asked
from p2p_core.shared.pages import Page


class SearchReader(Protocol):
    """Topics and replies by their words; nothing that the actor may not read is looked at."""

    def page(self, actor: Actor, query: SearchQuery, asked: Asked) -> Page[Found]:
        """A page of hits, by ``fit``; of more than ``MOST_RANKED`` the newest. Raises ``Invalid``.

        Asked to count, it counts ``MOST_COUNTED`` and one more.
        """
        ...

    def similar(self, actor: Actor, words: tuple[str, ...]) -> Sequence[TopicSummary]:
        """Topics by ``likeness``, of those alike the newest first; none below ``least_likeness``."""
        ...
