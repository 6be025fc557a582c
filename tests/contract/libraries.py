"""The judged texts, written into any store as people would write them."""

from adapters.memory.richtext import PlainText
from adapters.text.stems import SnowballStems
from p2p_core.app import Store
from p2p_core.contracts.builders import a_category
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import stored_author
from p2p_core.forum.service import forum
from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from tests.judged import Library, written

ANALYZER = TextAnalyzer(SnowballStems())


def library_in(store: Store, clock: Clock, ids: Ids) -> Library:
    """A store with the judged texts in it, to be asked."""
    author = stored_author(store)
    with store.begin() as tx:
        tx.categories.add(a_category())
    return written(forum(store, PlainText(), ANALYZER, clock, ids), acting(author))
