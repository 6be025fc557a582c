"""What every store promises about likes, follows, bookmarks, what was read, and who looked."""

from dataclasses import replace
from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post, a_user, an_organization
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import at_once, stored_topic
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.shapes import TopicQuery, TopicViewer
from p2p_core.identity.users.model import User
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.ids import TopicId
from p2p_core.shared.pages import CountedPage

_HOUR = timedelta(hours=1)
_CROWD = 50


class MarksContract:
    """People and topics."""

    store: Store
    author: User
    reader: User
    topic: Topic

    def begin(self) -> None:
        """A topic, its author, and a colleague who reads it."""
        self.author, _, self.topic = stored_topic(self.store)
        self.reader = self.person("reader@plastics.example")

    def person(self, address: str) -> User:
        """A colleague."""
        organization = an_organization()
        organization.id = self.author.organization_id
        user = a_user(organization, address)
        with self.store.begin() as tx:
            assert tx.users.add(user)
        return user

    def reply(self, author: User) -> Post:
        """Write as the service does."""
        with self.store.begin() as tx:
            post = a_post(author, self.topic, None, 1, 1)
            post.seq = post.place = tx.topics.reply_added(self.topic.id, post.id, NOON)
            tx.posts.add(post)
            tx.marks.wrote(self.topic.id, author.id, post.seq)
        return post

    def delete(self, post: Post) -> None:
        """Take away as the service does."""
        with self.store.begin() as tx:
            post.delete(self.author.id, NOON)
            tx.posts.keep_standing(post)
            tx.topics.replies_changed(self.topic.id, -1)
            tx.marks.reply_gone(self.topic.id, post.seq, post.author_id)

    def seen_by(self, user: User) -> TopicViewer:
        """What the topic says of somebody, in its list and on its page."""
        whole = self.store.topics.details(acting(user), self.topic.id).viewer
        (listed,) = self.store.topics.page(acting(user), TopicQuery()).items
        assert listed.viewer == whole
        return whole

    def unread(self, user: User) -> int:
        """How many replies are new to somebody."""
        return self.seen_by(user).unread_count

    def test_a_toggle_tells_whether_it_changed_anything_and_each_has_ones_own(self) -> None:
        self.begin()
        mine = (self.topic.id, self.reader.id)
        with self.store.begin() as tx:
            assert not tx.marks.like(*mine, on=False)
            assert tx.marks.like(*mine, on=True)
            assert not tx.marks.like(*mine, on=True)
            assert tx.marks.follow(*mine, 0, on=True)
            assert not tx.marks.follow(*mine, 0, on=True)
            assert tx.marks.bookmark(*mine, NOON)
            assert not tx.marks.bookmark(*mine, NOON)
        seen = self.seen_by(self.reader)
        assert (seen.liked, seen.following, seen.bookmarked) == (True, True, True)
        assert self.seen_by(self.author) == TopicViewer(can_mark_best=True)
        with self.store.begin() as tx:
            assert tx.marks.like(*mine, on=False)
            assert tx.marks.follow(*mine, 0, on=False)
            assert not tx.marks.follow(*mine, 0, on=False)
            assert tx.marks.bookmark(*mine, None)
            assert not tx.marks.bookmark(*mine, None)
        seen = self.seen_by(self.reader)
        assert (seen.liked, seen.following, seen.bookmarked) == (False, False, False)

    def test_what_somebody_bookmarked_or_follows_is_listed_to_them_alone(self) -> None:
        self.begin()
        (kept, followed, neither), both = (self.another(number) for number in range(3)), self.topic
        with self.store.begin() as tx:
            for topic in (kept, both):
                tx.marks.bookmark(topic.id, self.reader.id, NOON)
            for topic in (followed, both):
                tx.marks.follow(topic.id, self.reader.id, 0, on=True)
            tx.marks.read(neither.id, self.reader.id, 0)
            tx.marks.bookmark(neither.id, self.author.id, NOON)
        for query, found in (
            (TopicQuery(following=True), {followed.id, both.id}),
            (TopicQuery(bookmarked=True, following=True), {both.id}),
            (TopicQuery(bookmarked=False), {followed.id, neither.id}),
            (TopicQuery(bookmarked=True, following=False), {kept.id}),
        ):
            assert self.walk(self.reader, query) == sorted(found, reverse=True)
        assert self.walk(self.author, TopicQuery(bookmarked=True)) == [neither.id]
        with self.store.begin() as tx:
            tx.marks.bookmark(kept.id, self.reader.id, None)
        assert self.walk(self.reader, TopicQuery(bookmarked=True)) == [both.id]

    def another(self, number: int) -> Topic:
        """One more topic of the same author, as old as the first."""
        with self.store.begin() as tx:
            topic = tx.topics.get(self.topic.id)
            topic.id = TopicId(f"{topic.id[:-1]}{'ghi'[number]}")
            tx.topics.add(topic)
        return topic

    def walk(self, user: User, query: TopicQuery) -> list[TopicId]:
        """All that somebody is listed, one a page, each counted."""
        found: list[TopicId] = []
        while True:
            page = self.store.topics.page(acting(user), replace(query, limit=1, count=True))
            found += [topic.id for topic in page.items]
            if page.next_cursor is None:
                assert isinstance(page, CountedPage)
                assert page.total == len(found)
                return found
            query = replace(query, cursor=page.next_cursor)

    def test_a_like_of_a_reply_is_ones_own_as_well(self) -> None:
        self.begin()
        post = self.reply(self.author)
        with self.store.begin() as tx:
            assert tx.posts.like(post.id, self.reader.id, on=True)
            assert not tx.posts.like(post.id, self.reader.id, on=True)
            assert tx.posts.liked(post.id, 1) == 1
        assert self.store.posts.details(acting(self.reader), post.id).viewer.liked
        assert not self.store.posts.details(acting(self.author), post.id).viewer.liked
        with self.store.begin() as tx:
            assert tx.posts.like(post.id, self.reader.id, on=False)
            assert not tx.posts.like(post.id, self.reader.id, on=False)
            assert tx.posts.liked(post.id, -1) == 0

    def test_fifty_who_like_at_once_make_fifty(self) -> None:
        self.begin()
        post = self.reply(self.author)
        people = [self.person(f"p{number}@plastics.example") for number in range(_CROWD)]

        def like(number: int) -> None:
            for _ in range(2):  # a second time changes nothing
                with self.store.begin() as tx:
                    topic = tx.topics.get(self.topic.id)
                    if tx.marks.like(topic.id, people[number].id, on=True):
                        topic.liked(1, NOON)
                        tx.topics.keep_standing(topic)
                    if tx.posts.like(post.id, people[number].id, on=True):
                        tx.posts.liked(post.id, 1)

        at_once(like, _CROWD)
        shown = self.store.topics.details(acting(self.reader), self.topic.id)
        assert shown.like_count == _CROWD
        assert self.store.posts.details(acting(self.reader), post.id).like_count == _CROWD

    def test_what_is_new_is_counted_to_who_wrote_follows_or_read_and_to_nobody_else(self) -> None:
        self.begin()
        self.reply(self.author)
        with self.store.begin() as tx:
            tx.marks.follow(self.topic.id, self.reader.id, 1, on=True)
        stranger = self.person("other@plastics.example")
        self.reply(self.author)
        self.reply(stranger)
        self.reply(stranger)
        assert (self.unread(self.author), self.unread(self.reader), self.unread(stranger)) == (2, 3, 0)

    def test_reading_a_part_leaves_the_rest_new_and_never_goes_back(self) -> None:
        self.begin()
        with self.store.begin() as tx:
            tx.marks.read(self.topic.id, self.reader.id, 0)
        for _ in range(4):
            self.reply(self.author)
        for seq, left in ((3, 1), (2, 1), (4, 0)):
            with self.store.begin() as tx:
                tx.marks.read(self.topic.id, self.reader.id, seq)
            assert self.unread(self.reader) == left

    def test_ones_own_replies_are_never_new_to_oneself(self) -> None:
        self.begin()
        with self.store.begin() as tx:
            tx.marks.read(self.topic.id, self.reader.id, 0)
        self.reply(self.author)
        self.reply(self.reader)
        self.reply(self.author)
        self.reply(self.reader)
        assert self.unread(self.reader) == 2
        with self.store.begin() as tx:
            tx.marks.read(self.topic.id, self.reader.id, 2)
        assert self.unread(self.reader) == 1
        with self.store.begin() as tx:
            tx.marks.read(self.topic.id, self.reader.id, 3)
        assert self.unread(self.reader) == 0
        self.reply(self.reader)
        self.reply(self.author)
        assert self.unread(self.reader) == 1

    def test_a_deleted_reply_is_new_to_nobody_until_it_is_restored(self) -> None:
        self.begin()
        with self.store.begin() as tx:
            tx.marks.read(self.topic.id, self.reader.id, 0)
        posts = [self.reply(self.author) for _ in range(3)]
        self.delete(posts[1])
        assert self.unread(self.reader) == 2
        with self.store.begin() as tx:
            tx.posts.forget_deleted(NOON + _HOUR, 10)
            tx.marks.read(self.topic.id, self.reader.id, 1)
        assert self.unread(self.reader) == 1
        self.delete(posts[2])
        assert self.unread(self.reader) == 0
        with self.store.begin() as tx:
            posts[2].restore(NOON)
            tx.posts.keep_standing(posts[2])
            tx.topics.replies_changed(self.topic.id, 1)
            tx.marks.reply_back(self.topic.id, posts[2].seq, self.author.id)
        assert self.unread(self.reader) == 1

    def test_all_is_read_at_once_in_a_category_or_everywhere_and_only_by_oneself(self) -> None:
        self.begin()
        with self.store.begin() as tx:
            for user in (self.reader, self.author):
                tx.marks.read(self.topic.id, user.id, 0)
        self.reply(self.person("other@plastics.example"))
        category = self.store.topics.details(acting(self.author), self.topic.id).category
        with self.store.begin() as tx:
            assert tx.marks.read_all(self.reader.id, "nothing") == 0
        assert self.unread(self.reader) == 1
        with self.store.begin() as tx:
            assert tx.marks.read_all(self.reader.id, category.slug) == 1
        assert (self.unread(self.reader), self.unread(self.author)) == (0, 1)
        with self.store.begin() as tx:
            assert tx.marks.read_all(self.author.id, category.id) == 1
            assert tx.marks.read_all(self.author.id, None) == 0
        self.reply(self.reader)
        with self.store.begin() as tx:
            assert tx.marks.read_all(self.author.id, None) == 1
        assert self.unread(self.author) == 0

    def test_a_view_counts_once_an_hour_for_everybody(self) -> None:
        self.begin()
        for user, at, counts in (
            (self.reader, NOON, True),
            (self.reader, NOON + _HOUR - timedelta(milliseconds=1), False),
            (self.author, NOON, True),
            (self.reader, NOON + _HOUR, True),
        ):
            with self.store.begin() as tx:
                assert tx.topics.hold(self.topic.id)
                assert tx.marks.viewed(self.topic.id, user.id, at, at - _HOUR) == counts
                if counts:
                    tx.topics.viewed(self.topic.id, 1)
        assert self.store.topics.details(acting(self.reader), self.topic.id).view_count == 3
        with self.store.begin() as tx:
            assert not tx.topics.hold(TopicId("nothing"))

    def test_what_somebody_may_do_is_what_the_policy_says(self) -> None:
        self.begin()
        post = self.reply(self.reader)
        member = acting(self.author)
        admin, operator = self.as_role(Role.ADMIN), self.as_role(Role.MEMBER, operator=True)
        for locked in (True, False):
            with self.store.begin() as tx:
                topic = tx.topics.get(self.topic.id)
                topic.locked = locked
                tx.topics.save(topic)
            for actor, edits, deletes, marks in (
                (member, not locked, not locked, True),
                (acting(self.reader), False, False, False),
                (admin, False, not locked, False),
                (operator, True, True, True),
            ):
                seen = self.store.topics.details(actor, self.topic.id).viewer
                assert (seen.can_edit, seen.can_delete, seen.can_mark_best) == (edits, deletes, marks)
            for actor, edits, deletes in (
                (member, False, False),
                (acting(self.reader), not locked, not locked),
                (admin, False, not locked),
                (operator, True, True),
            ):
                shown = self.store.posts.details(actor, post.id).viewer
                assert (shown.can_edit, shown.can_delete) == (edits, deletes)

    def as_role(self, role: Role, *, operator: bool = False) -> Actor:
        """Another colleague at work."""
        user = self.person(f"{role}@plastics.example")
        return Actor(user_id=user.id, organization_id=user.organization_id, role=role, operator=operator)
