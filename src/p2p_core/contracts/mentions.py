"""What every store promises about mentions, and about who can be mentioned."""

from dataclasses import replace

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post, a_user
from p2p_core.contracts.drafts import a_draft
from p2p_core.contracts.edits import an_edit
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.shapes import EditQuery
from p2p_core.identity.users.model import User, UserStatus, sort_name
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.own_data.model import Contributions
from p2p_core.own_data.shapes import Mention


class MentionsContract:
    """An author, a colleague, a topic."""

    store: Store

    def _town(self) -> tuple[User, User, Topic]:
        author, _, topic = stored_topic(self.store)
        with self.store.begin() as tx:
            organization = tx.organizations.get(author.organization_id)
            organization.status = OrganizationStatus.ACTIVE
            tx.organizations.save(organization)
            other = a_user(organization, "omar@plastics.example")
            other.first_name, other.last_name = "عُمَر", "Al-Haddad"
            other.status, other.deleted_at = UserStatus.ACTIVE, None
            tx.users.add(other)
        return author, other, topic

    def test_somebody_is_mentioned_in_a_place_once(self) -> None:
        author, other, topic = self._town()
        with self.store.begin() as tx:
            assert tx.mentions.note(topic.id, topic.id, other.id)
            assert not tx.mentions.note(topic.id, topic.id, other.id)
            assert tx.mentions.note("reply", topic.id, other.id)
            assert tx.mentions.note(topic.id, topic.id, author.id)

    def test_people_are_found_by_names_as_they_are_sorted_and_by_ids(self) -> None:
        _, other, _ = self._town()
        names = {sort_name("عمر AL-HADDAD"), "nobody"}
        found = self.store.users.mentionable(names, {other.id, "none"})
        assert {(one.id, one.name, one.organization_id) for one in found} == {
            (other.id, "عُمَر Al-Haddad", other.organization_id),
        }
        assert self.store.users.mentionable(set(), set()) == []
        assert self.store.users.mentionable({"nobody"}, set()) == []

    def test_who_is_gone_is_not_found(self) -> None:
        _, other, _ = self._town()
        with self.store.begin() as tx:
            user = tx.users.get(other.id)
            user.deleted_at = NOON
            tx.users.save(user)
        assert self.store.users.mentionable({sort_name("عمر Al-Haddad")}, {other.id}) == []

    def test_of_who_is_forgotten_the_words_of_others_keep_neither_name_link_nor_id(self) -> None:
        author, other, topic = self._town()
        post = self._mentioning(author, other, topic)
        taken = {name: [*rows] for name, rows in self.store.personal_data.of(other.id)}
        assert {one.subject_id for one in taken["mentions"] if isinstance(one, Mention)} == {
            post.id,
            topic.id,
        }
        with self.store.begin() as tx:
            tx.traces.forget(other.id, Contributions.KEEP_ANONYMOUS)
            kept, started = tx.posts.get(post.id), tx.topics.get(topic.id)
        shown = '<a href="/people" class="mention">@Former member · عضو سابق</a>'
        assert (kept.body, kept.body_html) == ("ask @[x](user:)", shown)
        assert (started.body_html, started.excerpt) == (f"<p>{shown}</p>", "@Former member · عضو سابق!")
        (edit,) = self.store.edits.page(post.id, EditQuery()).items
        draft = self.store.drafts.find(author.id, "topic:new:1")
        assert draft is not None
        assert (edit.body_after, draft.body) == ("ask @[x](user:)", {"body": "ask @[x](user:)"})

    def _mentioning(self, author: User, other: User, topic: Topic) -> Post:
        """A reply, its topic, an edit and a draft, each of which mentions somebody."""
        post = a_post(author, topic, None, 1, 1)
        post.body = f"ask @[x](user:{other.id})"
        post.body_html = f'<a href="/people/{other.id}" class="mention">@x</a>'
        topic.body_html, topic.excerpt = f"<p>{post.body_html.replace('@x', '@R&amp;D')}</p>", "@R&D!"
        with self.store.begin() as tx:
            tx.topics.save(topic)
            tx.topics.reply_added(topic.id, post.id, NOON)
            tx.posts.add(post)
            for subject_id in (post.id, topic.id):
                tx.mentions.note(subject_id, topic.id, other.id)
            tx.edits.add(replace(an_edit(topic, author, 2, subject_id=post.id), body_after=post.body))
            tx.drafts.add(replace(a_draft(author), body={"body": post.body}))
        return post

    def test_mentions_go_with_the_words(self) -> None:
        author, _, topic = self._town()
        post = a_post(author, topic, None, 1, 1)
        with self.store.begin() as tx:
            tx.topics.reply_added(topic.id, post.id, NOON)
            tx.posts.add(post)
            tx.mentions.note(post.id, topic.id, author.id)
            post.delete(author.id, NOON)
            tx.posts.keep_standing(post)
            tx.posts.forget_deleted(NOON.replace(year=2027), 10)
            assert tx.mentions.note(post.id, topic.id, author.id)
            topic.delete(author.id, NOON)
            tx.topics.keep_standing(topic)
            assert tx.topics.forget_deleted(NOON.replace(year=2027), 10) == 1
