"""Entries of the index, in words that need no analysis."""

from p2p_core.forum.indexing.model import Entry
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic


def an_entry(
    topic: Topic, post: Post | None = None, *, title: str = "", tags: str = "", body: str = ""
) -> Entry:
    """What is indexed of a topic, or of a reply in it."""
    subject = post or topic
    return Entry(
        topic_id=topic.id,
        post_id=post.id if post else None,
        author_id=subject.author_id,
        created_at=subject.created_at,
        version=subject.version,
        title=title,
        tags=tags,
        body=body,
    )
