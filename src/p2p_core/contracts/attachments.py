"""What every store promises about files beside topics and replies."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post
from p2p_core.contracts.file_builders import a_file
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import stored_topic
from p2p_core.files.model import Audience, File
from p2p_core.files.shapes import attachment_of
from p2p_core.forum.posts.model import Post
from p2p_core.forum.posts.shapes import PostQuery
from p2p_core.forum.topics.model import Topic
from p2p_core.identity.users.model import User


class AttachmentsContract:
    """A topic and a reply with files."""

    store: Store

    def _town(self) -> tuple[User, Topic, Post]:
        author, _, topic = stored_topic(self.store)
        post = a_post(author, topic, None, 1, 1)
        with self.store.begin() as tx:
            tx.topics.reply_added(topic.id, post.id, NOON)
            tx.posts.add(post)
        return author, topic, post

    def _files(self, author: User, place: str, *positions: int) -> list[File]:
        files = []
        with self.store.begin() as tx:
            for position in positions:
                file = a_file(author)
                file.attached_to, file.position, file.deleted_at = place, position, None
                tx.files.add(file)
                files.append(file)
        return files

    def test_they_are_shown_with_the_words_in_their_order(self) -> None:
        author, topic, post = self._town()
        last, first = self._files(author, topic.files_at, 1, 0)
        (beside,) = self._files(author, post.files_at, 0)
        self._files(author, "topic:another", 0)
        assert self.store.topics.details(acting(author), topic.id).attachments == (
            attachment_of(first),
            attachment_of(last),
        )
        page = self.store.posts.page(acting(author), topic.id, PostQuery())
        assert page
        assert [one.attachments for one in page.items] == [(attachment_of(beside),)]
        assert self.store.posts.details(acting(author), post.id).attachments == (attachment_of(beside),)

    def test_what_is_deleted_shows_none(self) -> None:
        author, topic, post = self._town()
        (gone,) = self._files(author, topic.files_at, 0)
        self._files(author, post.files_at, 0)
        below = a_post(author, topic, post, 2, 1)
        with self.store.begin() as tx:
            gone.deleted_at = NOON
            tx.files.save(gone)
            tx.posts.reply_added(post.id)
            tx.posts.add(below)
            post.delete(author.id, NOON)
            tx.posts.keep_standing(post)
        assert self.store.topics.details(acting(author), topic.id).attachments == ()
        shown = self.store.posts.details(acting(author), post.id)
        assert (shown.deleted, shown.attachments) == (True, ())

    def test_those_of_a_place_are_found_and_those_of_a_whole_topic(self) -> None:
        author, topic, post = self._town()
        later, sooner = self._files(author, topic.files_at, 5, 2)
        (beside,) = self._files(author, post.files_at, 0)
        with self.store.begin() as tx:
            assert tx.files.shown_at(topic.files_at) == [sooner, later]
            assert tx.files.shown_at("post:none") == []
            assert set(tx.topics.shown_files(topic.id)) == {later.id, sooner.id, beside.id}
            post.delete(author.id, NOON)
            tx.posts.keep_standing(post)
            assert set(tx.topics.shown_files(topic.id)) == {later.id, sooner.id}

    def test_what_is_removed_for_good_lets_its_files_go(self) -> None:
        author, topic, post = self._town()
        (of_topic,) = self._files(author, topic.files_at, 0)
        (of_post,) = self._files(author, post.files_at, 0)
        with self.store.begin() as tx:
            post.delete(author.id, NOON)
            tx.posts.keep_standing(post)
            assert tx.posts.forget_deleted(NOON + timedelta(1), 10) == 1
        self._must_be_loose(of_post)
        other = a_post(author, topic, None, 2, 2)
        (of_other,) = self._files(author, other.files_at, 0)
        with self.store.begin() as tx:
            tx.posts.add(other)
            topic.delete(author.id, NOON)
            tx.topics.keep_standing(topic)
            assert tx.topics.forget_deleted(NOON + timedelta(1), 10) == 1
        self._must_be_loose(of_topic)
        self._must_be_loose(of_other)

    def _must_be_loose(self, file: File) -> None:
        kept = self.store.files.find(file.id)
        assert kept
        assert (kept.attached_to, kept.audience, kept.version) == (None, Audience.PRIVATE, file.version + 1)
