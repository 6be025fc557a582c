"""However a thread grows, reading it page by page gives every reply once, in order, at its place."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from p2p_core.forum.posts.model import LEVELS_SHOWN, REPLIES_SHOWN
from p2p_core.forum.posts.shapes import PostDetails, PostQuery, PostSort
from p2p_core.shared.pages import Page
from tests.world import World


class Threads(RuleBasedStateMachine):
    """A model of the tree as lists of children, against the real thing."""

    posts = Bundle("posts")

    @initialize(target=posts)
    def begin(self) -> str:
        self.world = World()
        self.actor = self.world.member()
        self.topic = self.world.topic(self.actor)
        self.children: dict[str | None, list[str]] = {None: []}
        return self.write(None)

    def write(self, parent_id: str | None) -> str:
        post = self.world.reply(self.actor, self.topic.id, parent_id)
        self.children[parent_id].append(post.id)
        self.children[post.id] = []
        assert post.seq == len(self.children) - 1
        return post.id

    @rule(target=posts)
    def reply_to_the_topic(self) -> str:
        return self.write(None)

    @rule(target=posts, parent_id=posts)
    def reply_to_a_post(self, parent_id: str) -> str:
        return self.write(parent_id)

    @rule(parent_id=posts, sort=st.sampled_from(PostSort), limit=st.integers(1, 4))
    def walk_a_level(self, parent_id: str, sort: PostSort, limit: int) -> None:
        for level in (parent_id, None):
            seen = [post.id for post in self.all_of(level, sort, limit, None)]
            expected = self.children[level]
            assert seen == (expected if sort is PostSort.OLDEST else expected[::-1])

    def all_of(
        self, parent_id: str | None, sort: PostSort, limit: int, cursor: str | None
    ) -> list[PostDetails]:
        posts: list[PostDetails] = []
        while True:
            query = PostQuery(parent_id=parent_id, sort=sort, limit=limit, cursor=cursor)
            page = self.world.app.forum.posts.thread(self.actor, self.topic.id, query)
            posts.extend(page.items)
            cursor = page.next_cursor
            if cursor is None:
                return posts

    @invariant()
    def the_counters_are_the_rows(self) -> None:
        topic = self.world.app.forum.topics.details(self.actor, self.topic.id)
        assert topic.post_count == len(self.children) - 1

    @invariant()
    def a_page_with_what_is_behind_its_cursors_is_the_whole_tree(self) -> None:
        page = self.world.app.forum.posts.thread(self.actor, self.topic.id, PostQuery(limit=100))
        assert [post.id for post in page.items] == self.children[None]
        for post in page.items:
            self.check(post, 1)

    def check(self, post: PostDetails, level: int) -> None:
        replies: Page[PostDetails] = post.replies
        assert post.reply_count == len(self.children[post.id])
        assert len(replies.items) == (0 if level == LEVELS_SHOWN else min(post.reply_count, REPLIES_SHOWN))
        for reply in replies.items:
            assert reply.depth == post.depth + 1
            self.check(reply, level + 1)
        rest = self.all_of(post.id, PostSort.OLDEST, 50, replies.next_cursor) if replies.next_cursor else []
        assert [reply.id for reply in (*replies.items, *rest)] == self.children[post.id]


TestThreads = Threads.TestCase
TestThreads.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
