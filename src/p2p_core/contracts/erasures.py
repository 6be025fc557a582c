"""What every store's erasure promises: everything of some organizations goes, nothing else does."""

from dataclasses import dataclass
from datetime import timedelta

from p2p_core.app import Store, StoreTransaction
from p2p_core.contracts.builders import (
    NOON,
    a_category,
    a_challenge,
    a_device,
    a_post,
    a_registration,
    a_second_factor,
    a_session,
    a_topic,
    a_user,
    an_access_token,
    an_organization,
)
from p2p_core.contracts.edits import an_edit
from p2p_core.contracts.entries import an_entry
from p2p_core.contracts.expect import raises
from p2p_core.contracts.file_builders import a_file
from p2p_core.contracts.link_builders import a_password_reset, an_email_change
from p2p_core.forum.categories.model import Category
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic, Visibility, heat
from p2p_core.identity.blocks.model import Block
from p2p_core.identity.email_changes.model import EmailChanged
from p2p_core.identity.passwords.model import PasswordForgotten
from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.identity.users.model import User
from p2p_core.organizations.model import Organization
from p2p_core.shared.erasure import Erased, Erasure, OthersReplied
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import OrganizationId
from p2p_core.shared.inspections import Inspections
from p2p_core.shared.once import Once

_LATER = NOON + timedelta(days=1)
_NOTHING = Erased(organizations=0, people=0, topics=0, replies=0)


@dataclass(frozen=True, slots=True)
class Company:
    """An organization with one person."""

    organization: Organization
    person: User


class ErasureContract:
    """Two companies in one forum, of which one is erased."""

    store: Store
    erasure: Erasure
    inspections: Inspections

    def test_who_blocks_whom_goes_with_either_of_them(self) -> None:
        ours, theirs = self._company("ours"), self._company("theirs")
        pair = (ours.person.id, theirs.person.id)
        with self.store.begin() as tx:
            for blocker_id, blocked_id in (pair, pair[::-1]):
                assert tx.blocks.add(Block(blocker_id=blocker_id, blocked_id=blocked_id, blocked_at=NOON))
        self.erasure.erase([ours.organization.id])
        with self.store.begin() as tx:
            assert [[*tx.blocks.of(user_id)] for user_id in pair] == [[], []]

    def test_people_sessions_registrations_and_events_go(self) -> None:
        ours = self._company("ours")
        registration = a_registration(ours.person.address)
        session = a_session(ours.person, "hash")
        once = Once(caller=ours.person.id, operation="o", key="k", content="c")
        with self.store.begin(once) as tx:
            tx.registrations.add(registration)
            tx.sessions.add(session)
            tx.result(registration.id)
            tx.publish(KnownAddressSignedUp(user_id=ours.person.id))
            tx.publish(registration.request_verification())
            self._add_credentials(tx, ours.person)
        assert self.erasure.erase([ours.organization.id]) == Erased(
            organizations=1, people=1, topics=0, replies=0
        )
        assert self.store.users.find_by_address(ours.person.address) is None
        assert self.store.registrations.find(registration.id) is None
        assert self.store.sessions.find("hash") is None
        assert self.store.access_tokens.find("hash") is None
        with self.store.begin() as tx:
            assert tx.second_factors.find(ours.person.id) is None
            assert tx.challenges.find("hash") is None
            assert not tx.devices.is_known("hash")
        assert self.store.outbox.oldest_waiting() is None
        with raises(NotFound):
            self.store.organizations.details(ours.organization.id)
        with self.store.begin(once) as tx:  # as if it had never been asked
            tx.result("anew")

    def test_files_go_and_what_storage_they_took_up(self) -> None:
        ours, theirs = self._company("ours"), self._company("theirs")
        files = [a_file(ours.person), a_file(theirs.person)]
        with self.store.begin() as tx:
            for file in files:
                file.deleted_at = None
                tx.files.add(file)
                assert tx.files.reserve(file.organization_id, file.size)
        self.erasure.erase([ours.organization.id])
        assert self.store.files.after("", 10) == [files[1]]
        assert self.store.files.use(theirs.organization.id).used == files[1].size
        self._must_be_well()

    def test_topics_go_with_their_replies_and_are_counted_no_more(self) -> None:
        ours, theirs, category = self._company("ours"), self._company("theirs"), self._category()
        topic, kept = self._topic(ours, category), self._topic(theirs, category)
        first = self._reply(ours, topic, None, 1, 1)
        self._reply(ours, topic, first, 2, 1)
        assert self.erasure.erase([ours.organization.id]) == Erased(
            organizations=1, people=1, topics=1, replies=2
        )
        with self.store.begin() as tx:
            assert tx.topics.get(kept.id).title == kept.title
            assert tx.posts.find(first.id) is None
        with raises(NotFound), self.store.begin() as tx:
            tx.topics.get(topic.id)
        assert [found.topic_count for found in self.store.categories.all()] == [1]
        self._must_be_well()

    def test_others_and_what_they_wrote_stay_as_they_were(self) -> None:
        ours, theirs, category = self._company("ours"), self._company("theirs"), self._category()
        topic = self._topic(theirs, category)
        first = self._reply(theirs, topic, None, 1, 1)
        self.erasure.erase([ours.organization.id])
        assert self.store.users.find_by_address(theirs.person.address) == theirs.person
        with self.store.begin() as tx:
            assert tx.organizations.get(theirs.organization.id) == theirs.organization
            assert tx.topics.get(topic.id).post_count == 1
            assert tx.posts.find(first.id) == first

    def test_replies_in_others_topics_go_and_the_topic_forgets_them(self) -> None:
        ours, theirs, category = self._company("ours"), self._company("theirs"), self._category()
        topic = self._topic(theirs, category)
        kept = self._reply(theirs, topic, None, 1, 1)
        gone = self._reply(ours, topic, None, 2, 2)
        self._reply(ours, topic, gone, 3, 1)
        assert self.erasure.erase([ours.organization.id]).replies == 2
        with self.store.begin() as tx:
            left = tx.topics.get(topic.id)
        assert (left.post_count, left.last_post_id) == (1, kept.id)
        assert left.last_activity_at == kept.created_at
        self._must_be_well()

    def test_the_replies_left_under_a_post_close_up_so_that_the_next_finds_its_place(self) -> None:
        ours, theirs, category = self._company("ours"), self._company("theirs"), self._category()
        topic = self._topic(theirs, category)
        above = self._reply(theirs, topic, None, 1, 1)
        self._reply(ours, topic, above, 2, 1)
        second = self._reply(theirs, topic, above, 3, 2)
        third = self._reply(theirs, topic, above, 4, 3)
        self.erasure.erase([ours.organization.id])
        with self.store.begin() as tx:
            left = [tx.posts.find(post.id) for post in (second, third)]
            assert [post.place for post in left if post] == [1, 2]
            assert tx.posts.reply_added(above.id) == 3

    def test_what_they_did_with_others_words_goes_and_is_counted_no_more(self) -> None:
        ours, theirs, category = self._company("ours"), self._company("theirs"), self._category()
        topic = self._topic(theirs, category)
        post = self._reply(theirs, topic, None, 1, 1)
        best = self._reply(ours, topic, post, 2, 1)
        with self.store.begin() as tx:
            found = tx.topics.get(topic.id)
            found.liked(1, NOON)
            found.replied(1, NOON)
            found.accept(best.id, ours.person.id, ours.person.id)
            assert tx.marks.like(topic.id, ours.person.id, on=True)
            assert tx.posts.like(post.id, ours.person.id, on=True)
            tx.topics.keep_standing(found)
            tx.posts.liked(post.id, 1)
            tx.edits.add(an_edit(topic, ours.person, 1))
            post.like_count, post.reply_count, post.last_place = 1, 1, 1
            post.delete(theirs.person.id, NOON)
            tx.posts.keep_standing(post)
            tx.topics.replies_changed(topic.id, -1)
        self.erasure.erase([ours.organization.id])
        with self.store.begin() as tx:
            left = tx.topics.get(topic.id)
            assert (left.like_count, left.replier_count, left.best_answer_id) == (0, 0, None)
            assert left.hot == heat(0, 0, topic.created_at, NOON)
            assert (left.post_count, left.last_post_id) == (0, None)
        self._must_be_well()

    def test_nothing_goes_when_others_replied(self) -> None:
        ours, theirs, category = self._company("ours"), self._company("theirs"), self._category()
        topic = self._topic(ours, category)
        self._reply(theirs, topic, None, 1, 1)
        with raises(OthersReplied, "others_replied"):
            self.erasure.erase([ours.organization.id])
        with self.store.begin() as tx:
            assert tx.topics.get(topic.id).post_count == 1
        assert self.store.users.find_by_address(ours.person.address) == ours.person

    def test_others_replies_go_along_when_that_is_meant(self) -> None:
        ours, theirs, category = self._company("ours"), self._company("theirs"), self._category()
        topic = self._topic(ours, category)
        reply = self._reply(theirs, topic, None, 1, 1)
        assert self.erasure.erase([ours.organization.id], with_others_replies=True).replies == 1
        with self.store.begin() as tx:
            assert tx.posts.find(reply.id) is None
        self._must_be_well()

    def test_what_others_replied_to_a_reply_counts_as_well(self) -> None:
        ours, theirs, category = self._company("ours"), self._company("theirs"), self._category()
        topic = self._topic(theirs, category)
        first = self._reply(ours, topic, None, 1, 1)
        second = self._reply(theirs, topic, first, 2, 1)
        third = self._reply(theirs, topic, second, 3, 1)
        with raises(OthersReplied, "others_replied"):
            self.erasure.erase([ours.organization.id])
        assert self.erasure.erase([ours.organization.id], with_others_replies=True).replies == 3
        with self.store.begin() as tx:
            assert tx.topics.get(topic.id).post_count == 0
            assert tx.topics.get(topic.id).last_activity_at == topic.created_at
            assert tx.posts.find(third.id) is None
        self._must_be_well()

    def test_companies_that_go_together_are_no_others_to_each_other(self) -> None:
        ours, theirs, category = self._company("ours"), self._company("theirs"), self._category()
        self._reply(theirs, self._topic(ours, category), None, 1, 1)
        erased = self.erasure.erase([ours.organization.id, theirs.organization.id])
        assert erased == Erased(organizations=2, people=2, topics=1, replies=1)

    def test_what_is_not_there_is_passed_over(self) -> None:
        unknown = OrganizationId("01a20378-0000-7000-8000-00000000dead")
        assert self.erasure.erase([unknown]) == _NOTHING
        assert self.erasure.erase([]) == _NOTHING

    def _add_credentials(self, tx: StoreTransaction, person: User) -> None:
        reset, change = a_password_reset(person), an_email_change(person)
        tx.devices.add(a_device(person, "hash"))
        tx.second_factors.put(a_second_factor(person))
        tx.challenges.add(a_challenge(person, "hash"))
        tx.password_resets.add(reset)
        tx.email_changes.add(change)
        tx.access_tokens.add(an_access_token(person, "hash"))
        tx.publish(PasswordForgotten(reset_id=reset.id))
        tx.publish(EmailChanged(change_id=change.id))

    def _must_be_well(self) -> None:
        assert [found for found in self.inspections.findings(_LATER) if not found.ok] == []

    def _company(self, name: str) -> Company:
        organization = an_organization(slug=name, name=name)
        person = a_user(organization, f"someone@{name}.example")
        with self.store.begin() as tx:
            assert tx.organizations.add(organization)
            assert tx.users.add(person)
        return Company(organization, person)

    def _category(self) -> Category:
        category = a_category()
        with self.store.begin() as tx:
            assert tx.categories.add(category)
        return category

    def _topic(self, company: Company, category: Category) -> Topic:
        topic = a_topic(company.person, category)
        topic.visibility = Visibility.NETWORK
        with self.store.begin() as tx:
            tx.topics.add(topic)
            tx.index.put(an_entry(topic, body="pump"))
            tx.categories.topic_added(category.id)
        return topic

    def _reply(self, company: Company, topic: Topic, parent: Post | None, seq: int, place: int) -> Post:
        post = a_post(company.person, topic, parent, seq, place)
        with self.store.begin() as tx:
            assert tx.topics.reply_added(topic.id, post.id, post.created_at) == seq
            if parent:
                assert tx.posts.reply_added(parent.id) == place
            tx.posts.add(post)
            tx.index.put(an_entry(topic, post, body="pump"))
        return post
