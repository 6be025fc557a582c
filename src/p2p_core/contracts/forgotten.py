"""What every store promises about what somebody who is forgotten did with others' words."""

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post, a_user
from p2p_core.contracts.edits import an_edit
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Edit, heat
from p2p_core.forum.topics.shapes import EditQuery
from p2p_core.identity.users.model import User
from p2p_core.own_data.model import FORMER_MEMBER, Contributions
from p2p_core.own_data.shapes import LikedReply, MarkedTopic


class ForgottenMarksContract:
    """Likes, edits, replies and deletions of somebody who goes."""

    store: Store

    def test_they_are_counted_no_more_and_name_nobody(self) -> None:
        for contributions in Contributions:
            self.forget_one(contributions)

    def test_what_goes_is_new_to_nobody_and_its_note_is_no_best_answer(self) -> None:
        self.stays, _, self.topic = stored_topic(self.store)
        with self.store.begin() as tx:
            gone = a_user(tx.organizations.get(self.stays.organization_id), "gone@plastics.example")
            tx.users.add(gone)
            tx.marks.wrote(self.topic.id, self.stays.id, 0)
        answered = self.replied(gone)
        self.replied(self.stays, answered)
        self.replied(gone)
        deleted = self.replied(gone)
        with self.store.begin() as tx:
            held, deleted = tx.topics.get(self.topic.id), tx.posts.get(deleted.id)
            held.accept(answered.id, gone.id, self.stays.id)
            tx.topics.keep_standing(held)
            deleted.delete(gone.id, NOON)
            tx.posts.keep_standing(deleted)
            tx.marks.reply_gone(self.topic.id, deleted.seq, gone.id)
        assert self.how_much_is_new() == 2
        with self.store.begin() as tx:
            tx.traces.forget(gone.id, Contributions.DELETE)
        assert self.how_much_is_new() == 1, "the note in place of what was answered"
        left = self.store.topics.details(acting(self.stays), self.topic.id)
        assert (left.answered, left.best_answer_id) == (False, None)

    def replied(self, author: User, parent: Post | None = None) -> Post:
        post = a_post(author, self.topic, parent, 1, 1)
        with self.store.begin() as tx:
            post.seq = tx.topics.reply_added(self.topic.id, post.id, NOON)
            post.place = tx.posts.reply_added(parent.id) if parent else post.seq
            tx.posts.add(post)
            if author is self.stays:
                tx.marks.wrote(self.topic.id, author.id, post.seq)
        return post

    def how_much_is_new(self) -> int:
        return self.store.topics.details(acting(self.stays), self.topic.id).viewer.unread_count

    def forget_one(self, contributions: Contributions) -> None:
        if contributions is Contributions.KEEP_ANONYMOUS:
            self.stays, _, self.topic = stored_topic(self.store)
        stays, topic = self.stays, self.topic
        with self.store.begin() as tx:
            home = tx.organizations.get(stays.organization_id)
            gone = a_user(home, f"{contributions}@plastics.example")
            tx.users.add(gone)
        post, own = a_post(stays, topic, None, 0, 0), a_post(gone, topic, None, 0, 0)
        with self.store.begin() as tx:
            for reply in (post, own):
                reply.seq = reply.place = tx.topics.reply_added(topic.id, reply.id, NOON)
                tx.posts.add(reply)
            held = tx.topics.get(topic.id)
            held.liked(1, NOON)
            held.replied(1, NOON)
            assert tx.marks.like(topic.id, gone.id, on=True)
            assert tx.posts.like(post.id, gone.id, on=True)
            tx.posts.liked(post.id, 1)
            tx.topics.keep_standing(held)
            edit = an_edit(topic, gone, 1, subject_id=post.id)
            tx.edits.add(edit)
            tx.edits.add(an_edit(topic, gone, 1, subject_id=own.id))
            own.delete(gone.id, NOON)
            tx.posts.keep_standing(own)
            tx.topics.replies_changed(topic.id, -1)
        self.must_be_taken_along(gone, post, edit)
        with self.store.begin() as tx:
            tx.traces.forget(gone.id, contributions)
        self.must_be_forgotten(contributions, gone, post, own, edit)

    def must_be_taken_along(self, gone: User, post: Post, edit: Edit) -> None:
        taken = {name: [*rows] for name, rows in self.store.personal_data.of(gone.id)}
        assert taken["liked_replies"] == [LikedReply(post_id=post.id)]
        assert taken["topic_marks"] == [
            MarkedTopic(
                topic_id=self.topic.id,
                liked=True,
                following=False,
                bookmarked_at=None,
                read_seq=None,
                viewed_at=None,
            )
        ]
        assert len(taken["edits"]) == 2
        assert edit in taken["edits"]

    def must_be_forgotten(
        self, contributions: Contributions, gone: User, post: Post, own: Post, edit: Edit
    ) -> None:
        stays, topic = self.stays, self.topic
        with self.store.begin() as tx:
            held = tx.topics.get(topic.id)
            left = tx.posts.find(own.id)
        assert (held.like_count, held.replier_count) == (0, 0)
        assert held.hot == heat(0, 0, topic.created_at, NOON)
        assert self.store.posts.details(acting(stays), post.id).like_count == 0
        (kept,) = self.store.edits.page(post.id, EditQuery()).items
        assert (kept.id, kept.editor.display_name) == (edit.id, " ".join(FORMER_MEMBER))
        if contributions is Contributions.DELETE:
            assert left is None
            assert self.store.edits.page(own.id, EditQuery()).items == ()
        else:
            assert left is not None
            assert left.deleted_by not in {None, gone.id}
