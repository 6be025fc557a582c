"""What can be done with posts."""

from dataclasses import dataclass

from p2p_core.forum.posts.model import Post
from p2p_core.forum.posts.ports import PostReader, PostTransaction
from p2p_core.forum.posts.shapes import NewPost, PostDetails, PostQuery
from p2p_core.forum.richtext import Rendered, RichText
from p2p_core.forum.topics.policy import must_attach_nothing, must_read
from p2p_core.shared.actor import Actor
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import FieldError, Invalid, NotFound
from p2p_core.shared.ids import Ids, PostId, TopicId
from p2p_core.shared.once import Once
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class PostService:
    """Reply to a topic or to a reply, and read the thread."""

    begin: Begin[PostTransaction]
    posts: PostReader
    rich_text: RichText
    clock: Clock
    ids: Ids

    def write(self, actor: Actor, topic_id: TopicId, new: NewPost, once: Once | None = None) -> PostDetails:
        """Publish a reply.

        Raises ``NotFound``, ``Conflict`` (``topic_locked``), or ``Invalid`` on ``parent_id``.
        """
        must_attach_nothing(new.attachment_ids)
        rendered = self.rich_text.render(new.body)
        with self.begin(once) as tx:
            topic = tx.topics.get(topic_id)
            must_read(actor, topic)
            topic.must_be_open()
            parent = self._parent(tx, topic_id, new.parent_id)
            post = self._place(tx, actor, topic_id, parent, new, rendered)
            tx.posts.add(post)
            tx.result(post.id)
        return self.posts.details(actor, post.id)

    def thread(self, actor: Actor, topic_id: TopicId, query: PostQuery) -> Page[PostDetails]:
        """A page of one level of a topic's replies, with the first replies below each."""
        page = self.posts.page(actor, topic_id, query)
        if page is None:
            raise NotFound("thread")
        return page

    def details(self, actor: Actor, post_id: PostId) -> PostDetails:
        """One post; raises ``NotFound`` also when its topic isn't the actor's to read."""
        return self.posts.details(actor, post_id)

    def _parent(self, tx: PostTransaction, topic_id: TopicId, parent_id: str | None) -> Post | None:
        if parent_id is None:
            return None
        parent = tx.posts.find(PostId(parent_id))
        if parent is None or parent.topic_id != topic_id:
            raise Invalid(FieldError("parent_id", "not_found"))
        return parent

    def _place(
        self,
        tx: PostTransaction,
        actor: Actor,
        topic_id: TopicId,
        parent: Post | None,
        new: NewPost,
        rendered: Rendered,
    ) -> Post:
        """The post at the next free place: the store hands out each number once."""
        now = self.clock.now()
        post_id = PostId(self.ids.new())
        seq = tx.topics.reply_added(topic_id, post_id, now)
        return Post(
            id=post_id,
            topic_id=topic_id,
            parent_id=parent.id if parent else None,
            depth=parent.depth + 1 if parent else 0,
            seq=seq,
            place=tx.posts.reply_added(parent.id) if parent else seq,
            author_id=actor.user_id,
            body=new.body,
            body_html=rendered.html,
            created_at=now,
        )
