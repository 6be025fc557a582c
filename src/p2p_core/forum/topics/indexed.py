"""What of a topic is found by its words."""

from p2p_core.forum.indexing.model import Source, Words, words_of_tags
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.shapes import TopicChanges
from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.inputs import KEEP


def source_of(topic: Topic) -> Source:
    """What its entry in the index is made of."""
    return Source(
        topic_id=topic.id,
        post_id=None,
        author_id=topic.author_id,
        created_at=topic.created_at,
        version=topic.version,
        title=topic.title,
        tags=topic.tags,
        body=topic.body,
    )


def words_of_changes(analyzer: TextAnalyzer, changes: TopicChanges) -> Words:
    """What they make of the index; what isn't given stays as it is there."""
    return Words(
        title=None if changes.title is KEEP else analyzer.words(changes.title),
        tags=None if changes.tags is KEEP else words_of_tags(analyzer, changes.tags),
        body=None if changes.body is KEEP else analyzer.words(changes.body),
    )
