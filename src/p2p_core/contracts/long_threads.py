"""What every store promises about threads of ten thousand replies, however they hang together."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.posts.model import LEVELS_SHOWN, REPLIES_SHOWN, Post
from p2p_core.forum.posts.shapes import PostDetails, PostQuery, PostSort, level_cursor, level_key
from p2p_core.forum.topics.model import Topic
from p2p_core.identity.users.model import User
from p2p_core.shared.pages import CountedPage, Page

MANY = 10_000
LONGEST_PAGE = 100


class LongThreadsContract:
    """Replies below replies, and side by side."""

    store: Store
    author: User
    topic: Topic
    many = MANY

    def test_ten_thousand_replies_below_each_other_are_read_eight_levels_at_a_time(self) -> None:
        chain = self.chained()
        self.store_all(chain)
        (top,) = self.page(PostQuery()).items
        assert [post.id for post in _downwards(top)] == _ids(chain[:LEVELS_SHOWN])
        for start in (1, self.many // 2, self.many - 2 * LEVELS_SHOWN):
            shown = self.downwards_from(chain[start - 1], pages=2)
            assert [post.id for post in shown] == _ids(chain[start : start + 2 * LEVELS_SHOWN])
            assert [post.depth for post in shown] == [*range(start, start + 2 * LEVELS_SHOWN)]
            assert all(post.reply_count == 1 for post in shown[:-1])
        last = self.store.posts.details(acting(self.author), chain[-1].id)
        assert (last.depth, last.reply_count, last.replies) == (self.many - 1, 0, Page((), None))

    def test_ten_thousand_replies_side_by_side_are_read_on_from_anywhere_in_every_order(self) -> None:
        parent, *replies = self.side_by_side()
        self.store_all([parent, *replies])
        (shown,) = self.page(PostQuery()).items
        assert shown.reply_count == self.many
        assert len(shown.replies.items) == REPLIES_SHOWN
        best = sorted(replies, key=lambda post: (post.like_count, post.place), reverse=True)
        for sort, order in (
            (PostSort.OLDEST, replies),
            (PostSort.NEWEST, replies[::-1]),
            (PostSort.TOP, best),
        ):
            for start in (0, 1, self.many // 2, self.many - LONGEST_PAGE):
                page = self.page_behind(parent, sort, order[start - 1] if start else None)
                assert _ids(page.items) == _ids(order[start : start + LONGEST_PAGE]), (sort, start)
                assert (page.next_cursor is None) == (start + LONGEST_PAGE == self.many)

    def test_what_is_written_during_a_walk_shifts_nothing(self) -> None:
        parent, *replies = self.side_by_side()
        known = replies[: 3 * LONGEST_PAGE]
        self.store_all([parent, *known])
        for sort in (PostSort.NEWEST, PostSort.TOP):
            cursor = self.page(PostQuery(parent_id=parent.id, sort=sort, limit=LONGEST_PAGE)).next_cursor
            newer = a_post(self.author, self.topic, parent, self.many + 2 + len(sort), self.many + len(sort))
            newer.like_count = self.many
            self.store_all([newer])
            rest = self.page(PostQuery(parent_id=parent.id, sort=sort, limit=LONGEST_PAGE, cursor=cursor))
            assert rest.items[0].id == _in_order(known, sort)[LONGEST_PAGE].id
            known.append(newer)

    def chained(self) -> list[Post]:
        """Each the reply to the one before."""
        self.author, _, self.topic = stored_topic(self.store)
        chain = [a_post(self.author, self.topic, None, 1, 1)]
        for seq in range(2, self.many + 1):
            chain.append(a_post(self.author, self.topic, chain[-1], seq, 1))
        for post, _ in pairwise(chain):
            post.reply_count = post.last_place = 1
        return chain

    def side_by_side(self) -> list[Post]:
        """One, and the replies to it."""
        self.author, _, self.topic = stored_topic(self.store)
        parent = a_post(self.author, self.topic, None, 1, 1)
        parent.reply_count = parent.last_place = self.many
        replies = [
            a_post(self.author, self.topic, parent, place + 1, place) for place in range(1, self.many + 1)
        ]
        for post in replies:
            post.created_at = NOON
            post.like_count = post.place % 7 % 3
        return [parent, *replies]

    def store_all(self, posts: Iterable[Post]) -> None:
        with self.store.begin() as tx:
            for post in posts:
                tx.posts.add(post)

    def page(self, query: PostQuery) -> Page[PostDetails]:
        page = self.store.posts.page(acting(self.author), self.topic.id, query)
        assert page is not None
        return page

    def downwards_from(self, parent: Post, pages: int) -> list[PostDetails]:
        """The chain below a post, so many pages of it."""
        found: list[PostDetails] = []
        above = parent.id
        for _ in range(pages):
            page = self.page(PostQuery(parent_id=above, count=True))
            assert isinstance(page, CountedPage)
            assert page.total == 1
            found += _downwards(page.items[0])
            above = found[-1].id
        return found

    def page_behind(self, parent: Post, sort: PostSort, last: Post | None) -> Page[PostDetails]:
        """The page that follows one whose last reply was this."""
        cursor = None
        if last:
            key = level_key(sort, last.like_count, last.place)
            cursor = level_cursor(self.topic.id, parent.id, sort, key)
        return self.page(PostQuery(parent_id=parent.id, sort=sort, limit=LONGEST_PAGE, cursor=cursor))


def _downwards(post: PostDetails) -> list[PostDetails]:
    """A post and those below it that are shown with it."""
    found = [post]
    while found[-1].replies.items:
        (below,) = found[-1].replies.items
        found.append(below)
    return found


def _in_order(posts: Sequence[Post], sort: PostSort) -> list[Post]:
    likes = sort is PostSort.TOP
    return sorted(posts, key=lambda post: (post.like_count if likes else 0, post.place), reverse=True)


def _ids(posts: Iterable[Post | PostDetails]) -> list[str]:
    return [post.id for post in posts]
