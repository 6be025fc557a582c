"""What every store promises about what is deleted: nobody sees it, and in time it goes for good."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post
from p2p_core.contracts.edits import an_edit
from p2p_core.contracts.entries import an_entry
from p2p_core.contracts.expect import raises
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.posts.model import Post
from p2p_core.forum.posts.shapes import PostDetails, PostQuery
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.forum.topics.shapes import EditQuery, TopicQuery
from p2p_core.identity.users.model import User
from p2p_core.shared.errors import NotFound
from p2p_core.shared.inspections import Inspections
from p2p_core.shared.pages import CountedPage, Page

_DAY = timedelta(days=1)


class DeletionsContract:
    """Topics and replies that were taken away."""

    store: Store
    inspections: Inspections
    author: User
    topic: Topic

    def begin_thread(self) -> None:
        """A topic to reply to, counted by its category."""
        self.author, category, self.topic = stored_topic(self.store, Visibility.NETWORK)
        with self.store.begin() as tx:
            tx.categories.topic_added(category.id)
            tx.index.put(an_entry(self.topic, body="pump"))

    def reply(self, parent: Post | None = None) -> Post:
        """Write the next reply as the service does."""
        with self.store.begin() as tx:
            post = a_post(self.author, self.topic, parent, 1, 1)
            post.seq = tx.topics.reply_added(self.topic.id, post.id, NOON)
            post.place = tx.posts.reply_added(parent.id) if parent else post.seq
            post.created_at = NOON + timedelta(seconds=post.seq)
            tx.posts.add(post)
            tx.index.put(an_entry(self.topic, post, body="pump"))
        return post

    def delete(self, post: Post, *, hide_from: Post | None = None) -> None:
        """Take a reply away as the service does."""
        with self.store.begin() as tx:
            post.delete(self.author.id, NOON)
            tx.posts.keep_standing(post)
            tx.topics.replies_changed(self.topic.id, -1)
            if hide_from:
                tx.posts.reply_shown(hide_from.id, -1)

    def ids(self, parent: Post | None = None) -> list[str]:
        """What is shown of a level; its total says the same."""
        query = PostQuery(parent_id=parent.id if parent else None, count=True)
        page = self.store.posts.page(acting(self.author), self.topic.id, query)
        assert isinstance(page, CountedPage)
        assert page.total == len(page.items)
        return [post.id for post in page.items]

    def test_a_deleted_topic_is_in_no_list_and_not_found_until_it_is_restored(self) -> None:
        self.begin_thread()
        post, actor = self.reply(), acting(self.author)
        with self.store.begin() as tx:
            topic = tx.topics.get(self.topic.id)
            topic.delete(self.author.id, NOON)
            tx.topics.keep_standing(topic)
            assert tx.topics.get(topic.id) == topic
            tx.categories.topic_removed(topic.category_id)
        page = self.store.topics.page(actor, TopicQuery(count=True))
        assert isinstance(page, CountedPage)
        assert (page.items, page.total) == ((), 0)
        assert self.store.posts.page(actor, topic.id, PostQuery()) is None
        with raises(NotFound):
            self.store.topics.details(actor, topic.id)
        with raises(NotFound):
            self.store.posts.details(actor, post.id)
        assert [found.topic_count for found in self.store.categories.all()] == [0]
        self.must_be_well()
        with self.store.begin() as tx:
            topic.restore(NOON)
            tx.topics.keep_standing(topic)
            tx.categories.topic_added(topic.category_id)
        assert self.store.topics.details(actor, topic.id).post_count == 1

    def test_a_deleted_reply_without_replies_is_gone_and_the_one_before_is_the_last(self) -> None:
        self.begin_thread()
        first, second = self.reply(), self.reply()
        self.delete(second)
        assert self.ids() == [first.id]
        with raises(NotFound):
            self.store.posts.details(acting(self.author), second.id)
        shown = self.store.topics.details(acting(self.author), self.topic.id)
        assert shown.last_post is not None
        assert (shown.post_count, shown.last_post.id) == (1, first.id)
        assert shown.last_activity_at == first.created_at
        self.delete(first)
        shown = self.store.topics.details(acting(self.author), self.topic.id)
        assert (shown.last_post, shown.last_activity_at) == (None, self.topic.created_at)
        self.must_be_well()

    def test_a_deleted_reply_with_replies_is_a_tombstone_without_words(self) -> None:
        self.begin_thread()
        above = self.reply()
        below = self.reply(above)
        self.delete(above)
        (shown,) = self.page().items
        assert (shown.id, shown.deleted, shown.body, shown.body_html) == (above.id, True, None, None)
        assert (shown.viewer.can_edit, shown.viewer.can_delete) == (False, False)
        assert [reply.id for reply in shown.replies.items] == [below.id]
        assert self.store.posts.details(acting(self.author), above.id) == shown
        assert self.ids(above) == [below.id]
        self.must_be_well()

    def test_a_tombstone_whose_last_reply_goes_is_gone_as_well(self) -> None:
        self.begin_thread()
        above = self.reply()
        below = self.reply(above)
        self.delete(above)
        self.delete(below, hide_from=above)
        assert self.ids() == []
        assert (
            self.store.posts.page(acting(self.author), self.topic.id, PostQuery(parent_id=above.id)) is None
        )
        self.must_be_well()

    def test_places_are_never_handed_out_again(self) -> None:
        self.begin_thread()
        above = self.reply()
        written = [self.reply(above) for _ in range(6)]
        for post in (written[0], written[5]):
            self.delete(post, hide_from=above)
        assert self.reply(above).place == 7
        assert len(self.ids(above)) == 5
        self.must_be_well()

    def test_an_author_has_others_where_another_reply_of_theirs_is_not_deleted(self) -> None:
        self.begin_thread()
        first, second = self.reply(), self.reply()
        with self.store.begin() as tx:
            assert tx.posts.has_others(first)
            assert tx.posts.organization_of(self.author.id) == self.author.organization_id
        self.delete(second)
        with self.store.begin() as tx:
            assert not tx.posts.has_others(first)

    def test_a_topic_deleted_long_ago_is_removed_with_all_that_stood_in_it(self) -> None:
        self.begin_thread()
        above = self.reply()
        below = self.reply(above)
        with self.store.begin() as tx:
            tx.edits.add(an_edit(self.topic, self.author, 1))
            tx.edits.add(an_edit(self.topic, self.author, 1, subject_id=below.id))
            assert tx.marks.like(self.topic.id, self.author.id, on=True)
            assert tx.posts.like(below.id, self.author.id, on=True)
            self.topic.delete(self.author.id, NOON)
            tx.topics.keep_standing(self.topic)
            tx.categories.topic_removed(self.topic.category_id)
        with self.store.begin() as tx:
            assert tx.topics.forget_deleted(NOON, 10) == 0
            assert tx.topics.forget_deleted(NOON + _DAY, 10) == 1
            assert tx.topics.forget_deleted(NOON + _DAY, 10) == 0
            assert not tx.topics.hold(self.topic.id)
            assert tx.posts.find(below.id) is None
        assert self.store.edits.page(self.topic.id, EditQuery()).items == ()
        assert self.store.edits.page(below.id, EditQuery()).items == ()
        self.must_be_well()

    def test_replies_deleted_long_ago_are_removed_and_tombstones_lose_their_words_for_good(self) -> None:
        self.begin_thread()
        above, alone = self.reply(), self.reply()
        below = self.reply(above)
        with self.store.begin() as tx:
            tx.edits.add(an_edit(self.topic, self.author, 1, subject_id=above.id))
            tx.posts.like(above.id, self.author.id, on=True)
            tx.posts.liked(above.id, 1)
        above.like_count = 1
        for post in (above, alone):
            self.delete(post)
        with self.store.begin() as tx:
            assert tx.posts.forget_deleted(NOON, 10) == 0
            assert tx.posts.forget_deleted(NOON + _DAY, 1) == 1
            assert tx.posts.forget_deleted(NOON + _DAY, 10) == 1
            assert tx.posts.forget_deleted(NOON + _DAY, 10) == 0
            assert tx.posts.find(alone.id) is None
            found = tx.posts.find(above.id)
            assert found is not None
            assert (found.body, found.body_html, found.is_deleted) == ("", "", True)
        assert self.ids() == [above.id]
        assert self.ids(above) == [below.id]
        assert self.store.edits.page(above.id, EditQuery()).items == ()
        self.must_be_well()

    def page(self) -> Page[PostDetails]:
        page = self.store.posts.page(acting(self.author), self.topic.id, PostQuery())
        assert page is not None
        return page

    def must_be_well(self) -> None:
        """All counters are what counting gives, and the index has what is there."""
        found = self.inspections.findings(NOON + _DAY)
        assert [one for one in found if not one.ok] == []
