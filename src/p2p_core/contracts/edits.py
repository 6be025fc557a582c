"""What every store promises about edits: changed words are kept, and so is what they were before."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import ARABIC, NOON, a_post, an_id
from p2p_core.contracts.expect import raises
from p2p_core.contracts.forums import acting, card_of
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.posts.shapes import PostChanges
from p2p_core.forum.richtext import Rendered
from p2p_core.forum.topics.model import Edit, Topic
from p2p_core.forum.topics.shapes import EditQuery, KeptEdit, TopicChanges, TopicQuery
from p2p_core.identity.users.model import User
from p2p_core.shared.errors import Invalid, Stale
from p2p_core.shared.ids import EditId
from p2p_core.shared.pages import CountedPage

_LATER = NOON + timedelta(days=1)


def an_edit(topic: Topic, editor: User, number: int, subject_id: str | None = None) -> Edit:
    """A change of a topic's words, or of a reply's in it."""
    return Edit(
        id=EditId(an_id()),
        subject_id=subject_id or topic.id,
        topic_id=topic.id,
        editor_id=editor.id,
        edited_at=NOON + timedelta(minutes=number),
        version=number + 2,
        title_before=f"{ARABIC} before",
        title_after=ARABIC,
        body_before=f"{ARABIC}\n{number}",
        body_after=f"{ARABIC}\n{number + 1}",
    )


class EditsContract:
    """Topics and replies changed, and the record of it."""

    store: Store

    def test_a_changed_topic_is_kept_under_the_next_version_and_found_by_its_new_tags(self) -> None:
        author, _, topic = stored_topic(self.store)
        with self.store.begin() as tx:
            changed = tx.topics.get(topic.id)
            assert changed.edit(
                TopicChanges(title="Another title", tags=("5S",)), Rendered("<p>x</p>", "x"), _LATER
            )
            tx.topics.save(changed)
            assert changed.version == topic.version + 1
            assert tx.topics.get(topic.id) == changed
        shown = self.store.topics.details(acting(author), topic.id)
        assert (shown.title, shown.tags, shown.body_html) == ("Another title", ("5S",), "<p>x</p>")
        assert (shown.excerpt, shown.updated_at) == ("x", _LATER)
        for tag, found in (("5S", 1), ("C++", 0)):
            assert len(self.store.topics.page(acting(author), TopicQuery(tag=tag)).items) == found

    def test_who_saves_an_old_state_is_told_so(self) -> None:
        author, _, topic = stored_topic(self.store)
        post = a_post(author, topic, None, 1, 1)
        with self.store.begin() as tx:
            tx.posts.add(post)
            tx.topics.save(tx.topics.get(topic.id))
            found = tx.posts.find(post.id)
            assert found is not None
            tx.posts.save(found)
        with raises(Stale), self.store.begin() as tx:
            tx.topics.save(topic)
        with raises(Stale), self.store.begin() as tx:
            tx.posts.save(post)

    def test_a_changed_reply_comes_back_whole(self) -> None:
        author, _, topic = stored_topic(self.store)
        post = a_post(author, topic, None, 1, 1)
        with self.store.begin() as tx:
            tx.posts.add(post)
        with self.store.begin() as tx:
            assert post.edit(PostChanges(body="Otherwise"), Rendered("<p>o</p>", "o"), _LATER)
            tx.posts.save(post)
            assert tx.posts.find(post.id) == post
        assert (post.version, post.edited_at) == (8, _LATER)

    def test_edits_are_listed_the_newest_first_with_who_made_them(self) -> None:
        author, _, topic = stored_topic(self.store)
        edits = [an_edit(topic, author, number) for number in range(5)]
        other = an_edit(topic, author, 9, subject_id="another")
        with self.store.begin() as tx:
            for edit in (*edits, other):
                tx.edits.add(edit)
        page = self.store.edits.page(topic.id, EditQuery(limit=3, count=True))
        assert isinstance(page, CountedPage)
        assert page.total == 5
        assert page.items[0] == KeptEdit(
            id=edits[4].id,
            version=edits[4].version,
            edited_at=edits[4].edited_at,
            editor=card_of(self.store, author),
            title_before=edits[4].title_before,
            title_after=edits[4].title_after,
            body_before=edits[4].body_before,
            body_after=edits[4].body_after,
        )
        rest = self.store.edits.page(topic.id, EditQuery(limit=3, cursor=page.next_cursor))
        assert [edit.id for edit in (*page.items, *rest.items)] == [edit.id for edit in edits[::-1]]
        assert rest.next_cursor is None
        with raises(Invalid, "invalid_cursor"):
            self.store.edits.page("another", EditQuery(cursor=page.next_cursor))
