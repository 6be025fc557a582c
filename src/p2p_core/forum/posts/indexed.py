"""What of a reply is found by its words."""

from p2p_core.forum.indexing.model import Entry
from p2p_core.forum.posts.model import Post


def entry_for(post: Post, words: str) -> Entry:
    """Its entry in the index."""
    return Entry(
        topic_id=post.topic_id,
        post_id=post.id,
        author_id=post.author_id,
        created_at=post.created_at,
        version=post.version,
        title="",
        tags="",
        body=words,
    )
