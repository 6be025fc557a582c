"""What every store promises about posts and the tree they form."""

from collections.abc import Sequence

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post
from p2p_core.contracts.expect import raises
from p2p_core.contracts.forums import acting, card_of, stranger
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.posts.model import LEVELS_SHOWN, MOST_ON_A_PAGE, REPLIES_SHOWN, Post
from p2p_core.forum.posts.shapes import PostDetails, PostQuery, PostSort, PostViewer
from p2p_core.forum.topics.model import Topic
from p2p_core.identity.users.model import User
from p2p_core.shared.errors import Invalid, NotFound
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import CountedPage, Page


class PostsContract:
    """Replies in, out, and as threads."""

    store: Store
    author: User
    topic: Topic

    def begin_thread(self) -> None:
        """A topic to reply to."""
        self.author, _, self.topic = stored_topic(self.store)

    def reply(self, parent: Post | None = None) -> Post:
        """Write the next reply as the service does."""
        with self.store.begin() as tx:
            post = a_post(self.author, self.topic, parent, 1, 1)
            post.seq = tx.topics.reply_added(self.topic.id, post.id, NOON)
            post.place = tx.posts.reply_added(parent.id) if parent else post.seq
            tx.posts.add(post)
        return post

    def page(self, query: PostQuery | None = None) -> Page[PostDetails]:
        page = self.store.posts.page(acting(self.author), self.topic.id, query or PostQuery())
        assert page is not None
        return page

    def test_a_post_comes_back_whole(self) -> None:
        self.begin_thread()
        parent = self.reply()
        child = self.reply(parent)
        with self.store.begin() as tx:
            found = tx.posts.find(parent.id)
            assert found is not None
            assert found.reply_count == 1
            assert tx.posts.find(child.id) == child
            assert tx.posts.get(child.id) == child
            assert tx.posts.find(PostId("nothing")) is None
            with raises(NotFound):
                tx.posts.get(PostId("nothing"))
            with raises(NotFound):
                tx.posts.reply_added(PostId("nothing"))

    def test_a_post_is_shown_with_its_author_and_its_replies(self) -> None:
        self.begin_thread()
        parent = self.reply()
        child = self.reply(parent)
        shown = self.store.posts.details(acting(self.author), parent.id)
        assert shown == PostDetails(
            id=parent.id,
            topic_id=self.topic.id,
            parent_id=None,
            depth=0,
            seq=1,
            body=parent.body,
            body_html=parent.body_html,
            author=card_of(self.store, self.author),
            attachments=(),
            like_count=0,
            reply_count=1,
            replies=Page((self.store.posts.details(acting(self.author), child.id),), None),
            best_answer=False,
            viewer=PostViewer(),
            created_at=parent.created_at,
            edited_at=parent.edited_at,
            deleted=False,
            version=parent.version,
        )
        assert shown.replies.items[0].parent_id == parent.id
        assert shown.replies.items[0].depth == 1

    def test_a_level_is_walked_in_every_order_without_repeating_or_skipping(self) -> None:
        self.begin_thread()
        written = [self.reply().id for _ in range(5)]
        assert self.walk(None, PostSort.OLDEST) == written
        assert self.walk(None, PostSort.NEWEST) == written[::-1]
        assert self.walk(None, PostSort.TOP) == written[::-1]
        with self.store.begin() as tx:
            for number, likes in ((1, 2), (3, 2), (4, 7)):
                tx.posts.liked(PostId(written[number]), likes)
        assert self.walk(None, PostSort.TOP) == [written[number] for number in (4, 3, 1, 2, 0)]

    def test_replies_below_a_reply_are_sorted_as_their_level_is(self) -> None:
        self.begin_thread()
        parent = self.reply()
        written = [self.reply(parent).id for _ in range(REPLIES_SHOWN)]
        with self.store.begin() as tx:
            tx.posts.liked(PostId(written[1]), 1)
        for sort, order in (
            (PostSort.OLDEST, (0, 1, 2)),
            (PostSort.NEWEST, (2, 1, 0)),
            (PostSort.TOP, (1, 2, 0)),
        ):
            (shown,) = self.page(PostQuery(sort=sort)).items
            assert [reply.id for reply in shown.replies.items] == [written[number] for number in order]

    def test_the_rest_of_the_replies_is_found_behind_their_cursor(self) -> None:
        self.begin_thread()
        parent = self.reply()
        written = [self.reply(parent).id for _ in range(REPLIES_SHOWN + 2)]
        for sort in PostSort:
            (shown,) = self.page(PostQuery(sort=sort)).items
            assert len(shown.replies.items) == REPLIES_SHOWN
            rest = self.page(PostQuery(parent_id=parent.id, sort=sort, cursor=shown.replies.next_cursor))
            ids = [reply.id for reply in (*shown.replies.items, *rest.items)]
            assert ids == (written if sort is PostSort.OLDEST else written[::-1])
            assert rest.next_cursor is None

    def test_eight_levels_are_shown_and_the_ninth_is_behind_a_cursor(self) -> None:
        self.begin_thread()
        chain = [self.reply()]
        for _ in range(LEVELS_SHOWN + 1):
            chain.append(self.reply(chain[-1]))
        (shown,) = self.page().items
        for level in range(1, LEVELS_SHOWN):
            (shown,) = shown.replies.items
            assert (shown.id, shown.depth) == (chain[level].id, level)
        assert (shown.reply_count, shown.replies.items) == (1, ())
        deeper = self.page(PostQuery(parent_id=shown.id, cursor=shown.replies.next_cursor))
        assert [post.id for post in deeper.items] == [chain[LEVELS_SHOWN].id]

    def test_a_page_holds_no_more_than_its_limit_of_all_levels_together(self) -> None:
        self.begin_thread()
        for _ in range(60):
            parent = self.reply()
            for _ in range(REPLIES_SHOWN):
                self.reply(parent)
        page = self.page(PostQuery(limit=60))
        assert len(page.items) == 60
        assert _number(page.items) == MOST_ON_A_PAGE
        cut = page.items[-1]
        assert (cut.reply_count, cut.replies.items) == (REPLIES_SHOWN, ())
        rest = self.page(PostQuery(parent_id=cut.id, cursor=cut.replies.next_cursor))
        assert len(rest.items) == REPLIES_SHOWN

    def test_the_total_is_the_length_of_the_level(self) -> None:
        self.begin_thread()
        parent = self.reply()
        for _ in range(4):
            self.reply(parent)
        top = self.page(PostQuery(count=True))
        below = self.page(PostQuery(parent_id=parent.id, count=True, limit=1))
        assert isinstance(top, CountedPage)
        assert isinstance(below, CountedPage)
        assert (top.total, below.total) == (1, 4)

    def test_a_thread_without_replies_is_an_empty_page(self) -> None:
        self.begin_thread()
        assert self.page() == Page((), None)
        assert self.page(PostQuery(parent_id=self.reply().id)) == Page((), None)

    def test_another_organizations_private_thread_does_not_exist(self) -> None:
        self.begin_thread()
        post, other = self.reply(), stranger(self.store)
        assert self.store.posts.page(other, self.topic.id, PostQuery()) is None
        with raises(NotFound):
            self.store.posts.details(other, post.id)

    def test_an_unknown_thread_or_parent_is_told_from_an_empty_one(self) -> None:
        self.begin_thread()
        actor = acting(self.author)
        assert self.store.posts.page(actor, TopicId("nothing"), PostQuery()) is None
        assert self.store.posts.page(actor, self.topic.id, PostQuery(parent_id="nothing")) is None
        with raises(NotFound):
            self.store.posts.details(actor, PostId("nothing"))

    def test_a_cursor_of_another_level_is_refused(self) -> None:
        self.begin_thread()
        parent = self.reply()
        self.reply()
        cursor = self.page(PostQuery(limit=1)).next_cursor
        for query in (PostQuery(cursor=cursor, parent_id=parent.id), PostQuery(cursor="x")):
            with raises(Invalid, "invalid_cursor"):
                self.page(query)

    def walk(self, parent_id: str | None, sort: PostSort) -> list[str]:
        """All ids of a level, page by page."""
        ids: list[str] = []
        cursor: str | None = None
        while True:
            page = self.page(PostQuery(parent_id=parent_id, sort=sort, limit=2, cursor=cursor))
            ids.extend(post.id for post in page.items)
            cursor = page.next_cursor
            if cursor is None:
                return ids


def _number(posts: Sequence[PostDetails]) -> int:
    """How many posts there are with all below them."""
    return sum(1 + _number(post.replies.items) for post in posts)
