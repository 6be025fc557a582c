"""What can be done with the index."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from p2p_core.forum.indexing.model import Source, entry_of
from p2p_core.forum.indexing.ports import IndexTransaction, SourceReader
from p2p_core.forum.search.ports import SearchReader
from p2p_core.forum.search.shapes import Found, Highlight, SearchHit, SearchQuery, SimilarQuery
from p2p_core.forum.topics.shapes import TopicSummary
from p2p_core.shared.actor import Actor, must_be_operator
from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.asking import Asked, asked, telling_words
from p2p_core.shared.highlighting import marked, snippet
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin

_SNIPPET = 240
_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchService:
    """Find topics and replies by their words, and topics that are like one; make the index anew."""

    begin: Begin[IndexTransaction]
    hits: SearchReader
    sources: SourceReader
    analyzer: TextAnalyzer

    def find(self, actor: Actor, query: SearchQuery) -> Page[SearchHit]:
        """A page of what the actor may read and was asked for; nothing for a question without a word."""
        question = asked(self.analyzer, query.q)
        page = self.hits.page(actor, query, question)
        return page.map(lambda found: self._hit(found, question))

    def similar(self, actor: Actor, query: SimilarQuery) -> Page[TopicSummary]:
        """Up to five topics that somebody who writes this title may want to read first."""
        words = telling_words(self.analyzer, query.title)
        return Page(tuple(self.hits.similar(actor, words)) if words else (), None)

    def rebuild(self, actor: Actor) -> int:
        """Index everything anew, while others go on writing; how much that was."""
        must_be_operator(actor)
        every = chain(_batches(self.sources.topics), _batches(self.sources.posts))
        return sum(self._index(batch) for batch in every)

    def complete(self) -> int:
        """Index what isn't yet: what was written before there was an index; how much that was."""
        done = 0
        while (batch := self.sources.missing(_AT_ONCE)) and (indexed := self._index(batch)):
            done += indexed
        return done

    def _index(self, batch: Sequence[Source]) -> int:
        entries = [entry_of(self.analyzer, source) for source in batch]
        with self.begin() as tx:
            return sum(tx.index.renew(entry) for entry in entries)

    def _hit(self, found: Found, question: Asked) -> SearchHit:
        return SearchHit(
            topic=found.topic,
            post_id=found.post_id,
            highlight=Highlight(
                title=marked(self.analyzer, found.topic.title, question.wanted),
                body=snippet(self.analyzer, found.body, question.wanted, _SNIPPET),
            ),
        )


def _batches(read: Callable[[str, int], Sequence[Source]]) -> Iterator[Sequence[Source]]:
    after = ""
    while batch := read(after, _AT_ONCE):
        yield batch
        last = batch[-1]
        after = last.post_id or last.topic_id
