"""What every store promises about forgetting somebody: all that is theirs goes, nothing else does."""

from p2p_core.app import Store, StoreTransaction
from p2p_core.audit.shapes import AuditQuery
from p2p_core.contracts.builders import (
    NOON,
    a_category,
    a_device,
    a_post,
    a_registration,
    a_session,
    a_topic,
    a_user,
    an_access_token,
    an_id,
    an_invitation,
)
from p2p_core.contracts.entries import an_entry
from p2p_core.contracts.expect import raises
from p2p_core.contracts.forums import acting
from p2p_core.contracts.link_builders import an_email_change
from p2p_core.contracts.own_data import an_export
from p2p_core.contracts.stores import stored_author
from p2p_core.forum.posts.model import Post
from p2p_core.forum.posts.shapes import PostQuery
from p2p_core.forum.search.shapes import SearchQuery
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.identity.attempts.model import of_account
from p2p_core.identity.invitations.shapes import InvitationQuery
from p2p_core.identity.users.model import User
from p2p_core.own_data.model import FORMER_MEMBER, REMOVED, Contributions
from p2p_core.shared.asking import Asked
from p2p_core.shared.audit import Action, Deed
from p2p_core.shared.cause import NETWORK
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import UserId

_FORMER = " ".join(FORMER_MEMBER)


class TracesContract:
    """A person is forgotten, and all that isn't theirs stays right."""

    store: Store

    def _two(self) -> tuple[User, User]:
        gone = stored_author(self.store)
        with self.store.begin() as tx:
            stays = a_user(tx.organizations.get(gone.organization_id), "omar@plastics.example")
            tx.users.add(stays)
        return gone, stays

    def _topic(self, author: User) -> Topic:
        category = a_category(an_id()[-12:])
        topic = a_topic(author, category)
        topic.visibility = Visibility.NETWORK
        with self.store.begin() as tx:
            tx.categories.add(category)
            tx.topics.add(topic)
            tx.index.put(an_entry(topic, body="pump"))
            tx.categories.topic_added(category.id)
        return topic

    def _reply(self, author: User, topic: Topic, parent: Post | None = None) -> Post:
        post = a_post(author, topic, parent, 1, 1)
        with self.store.begin() as tx:
            post.seq = tx.topics.reply_added(topic.id, post.id, NOON)
            post.place = tx.posts.reply_added(parent.id) if parent else post.seq
            tx.posts.add(post)
            tx.index.put(an_entry(topic, post, body="pump"))
        return post

    def _forget(self, user: User, contributions: Contributions = Contributions.KEEP_ANONYMOUS) -> None:
        with self.store.begin() as tx:
            tx.traces.forget(user.id, contributions)

    def test_an_account_goes_with_all_that_is_its_own(self) -> None:
        gone, stays = self._two()
        session, device = a_session(gone, "a" * 64), a_device(gone, "b" * 64)
        with self.store.begin() as tx:
            tx.sessions.add(session)
            tx.devices.add(device)
            tx.access_tokens.add(an_access_token(gone, "c" * 64))
            tx.email_changes.add(an_email_change(gone))
            tx.exports.put(an_export(gone))
        self._forget(gone)
        self._forget(gone)
        assert self.store.users.find_by_address(gone.address) is None
        assert self.store.sessions.of_person(gone.id) == []
        assert self.store.devices.get(device.id) is None
        assert self.store.access_tokens.of_person(gone.id) == []
        assert self.store.exports.of_person(gone.id) is None
        assert self.store.users.find_by_address(stays.address) == stays
        own = {name: [*files] for name, files in self.store.personal_data.of(gone.id)}
        assert set(map(len, own.values())) == {0}, own
        with self.store.begin() as tx:
            again = a_user(tx.organizations.get(gone.organization_id), gone.address)
            assert tx.users.add(again), "the address is free again"

    def test_what_was_written_stays_with_one_former_member_of_the_organization(self) -> None:
        gone, stays = self._two()
        topic = self._topic(gone)
        post = self._reply(gone, topic)
        self._forget(gone)
        shown = self.store.topics.details(acting(stays), topic.id)
        reply = self.store.posts.details(acting(stays), post.id)
        assert (shown.author.display_name, reply.author.display_name) == (_FORMER, _FORMER)
        assert shown.author.id == reply.author.id != gone.id
        assert (shown.title, reply.body) == (topic.title, post.body)
        another = self._topic(stays)
        self._forget(stays)
        former = self.store.topics.details(acting(gone), another.id).author
        assert former.id == shown.author.id

    def test_what_was_written_goes_where_nobody_answered_and_is_blank_elsewhere(self) -> None:
        gone, stays = self._two()
        lonely, own, theirs = self._topic(gone), self._topic(gone), self._topic(stays)
        answered = self._reply(gone, theirs)
        below = self._reply(stays, theirs, answered)
        branch = self._reply(gone, theirs, below)
        self._reply(gone, theirs, branch)
        last = self._reply(gone, theirs)
        self._reply(stays, own)
        self._forget(gone, Contributions.DELETE)
        for missing in (lonely,):
            with raises(NotFound):
                self.store.topics.details(acting(stays), missing.id)
        kept = self.store.topics.details(acting(stays), own.id)
        assert (kept.title, kept.body, kept.excerpt, kept.tags) == (REMOVED, REMOVED, REMOVED, ())
        assert kept.author.display_name == _FORMER
        page = self.store.posts.page(acting(stays), theirs.id, PostQuery())
        assert page
        (first,) = page.items
        assert (first.body, first.author.display_name, first.reply_count) == (REMOVED, _FORMER, 1)
        (second,) = first.replies.items
        assert (second.id, second.reply_count) == (below.id, 0)
        with raises(NotFound):
            self.store.posts.details(acting(stays), last.id)
        thread = self.store.topics.details(acting(stays), theirs.id)
        assert thread.post_count == 2
        with self.store.begin() as tx:
            held = tx.topics.get(theirs.id)
            assert (held.last_post_id, held.last_seq) == (below.id, last.seq)
        counts = {one.id: one.topic_count for one in self.store.categories.all()}
        assert counts[lonely.category_id] == 0
        assert counts[own.category_id] == 1

    def test_what_was_written_is_found_under_the_former_member(self) -> None:
        gone, stays = self._two()
        topic, theirs = self._topic(gone), self._topic(stays)
        answered = self._reply(gone, theirs)
        self._forget(gone)
        assert self._found(stays, gone.id) == set()
        former = self.store.topics.details(acting(stays), topic.id).author.id
        assert self._found(stays, former) == {(topic.id, None), (theirs.id, answered.id)}

    def test_what_was_taken_along_is_found_by_nobody(self) -> None:
        gone, stays = self._two()
        lonely, topic, theirs = self._topic(gone), self._topic(gone), self._topic(stays)
        self._reply(gone, theirs)
        reply = self._reply(stays, topic)
        below = self._reply(stays, theirs, self._reply(gone, theirs))
        assert (lonely.id, None) in self._found(stays, gone.id)
        self._forget(gone, Contributions.DELETE)
        assert self._found(stays) == {(theirs.id, None), (topic.id, reply.id), (theirs.id, below.id)}

    def _found(self, reader: User, author: UserId | None = None) -> set[tuple[str, str | None]]:
        query = SearchQuery(q="pump", author=author)
        page = self.store.hits.page(acting(reader), query, Asked(("pump",)))
        return {(hit.topic.id, hit.post_id) for hit in page.items}

    def test_invitations_stay_without_words_and_those_to_the_address_go(self) -> None:
        gone, stays = self._two()
        sent, received = an_invitation(gone), an_invitation(stays, gone.address)
        joined = an_invitation(stays, "old@plastics.example")
        joined.accepted_by = gone.id
        with self.store.begin() as tx:
            for invitation in (sent, received, joined):
                tx.invitations.add(invitation)
        self._forget(gone)
        (left,) = self.store.invitations.page(gone.organization_id, InvitationQuery(), NOON).items
        assert (left.id, left.message, left.inviter.display_name) == (sent.id, None, _FORMER)

    def test_what_others_have_at_an_address_that_was_only_wished_for_stays(self) -> None:
        gone, stays = self._two()
        wish = an_email_change(gone, "omar.h@metals.example")
        registration, invitation = a_registration(wish.address), an_invitation(stays, wish.address)
        with self.store.begin() as tx:
            tx.email_changes.add(wish)
            tx.registrations.add(registration)
            tx.invitations.add(invitation)
            self._count_failure(tx, wish.address)
        self._forget(gone)
        assert self.store.registrations.find(registration.id) == registration
        assert self.store.invitations.find(invitation.id) == invitation
        assert self._failures(wish.address) == 1

    def test_what_somebody_else_has_at_an_address_that_was_left_stays(self) -> None:
        gone, stays = self._two()
        change = an_email_change(gone, gone.address)
        change.old_email = stays.email
        joined = an_invitation(gone, stays.address)
        with self.store.begin() as tx:
            tx.email_changes.add(change)
            tx.invitations.add(joined)
            self._count_failure(tx, stays.address)
        self._forget(gone)
        assert self.store.invitations.find(joined.id)
        assert self._failures(stays.address) == 1

    def _count_failure(self, tx: StoreTransaction, address: str) -> None:
        tally = tx.tallies.hold(of_account(address), NOON)
        tally.fail_in_advance(NOON, 5)
        tx.tallies.save(tally)

    def _failures(self, address: str) -> int:
        with self.store.begin() as tx:
            return tx.tallies.hold(of_account(address), NOON).count

    def test_the_log_keeps_the_id_and_not_from_where(self) -> None:
        gone, stays = self._two()
        token = NETWORK.set("203.0.113.7")
        with self.store.begin() as tx:
            tx.record(Deed(action=Action.SIGNED_IN, actor_id=gone.id))
            tx.record(Deed(action=Action.ROLE_CHANGED, actor_id=stays.id, subject_id=gone.id))
        NETWORK.reset(token)
        self._forget(gone)
        entries = {entry.action: entry for entry in self.store.audit.page(None, AuditQuery()).items}
        assert entries[Action.SIGNED_IN].network == ""
        assert entries[Action.ROLE_CHANGED].network == "203.0.113.7"

    def test_what_was_done_with_words_stays_on_record_and_why_goes_with_the_author(self) -> None:
        gone, stays = self._two()
        self._must_keep_the_deed_without_its_reason(gone, author=gone, by=stays)

    def test_what_was_done_with_words_stays_on_record_and_why_goes_with_who_said_so(self) -> None:
        gone, stays = self._two()
        self._must_keep_the_deed_without_its_reason(gone, author=stays, by=gone)

    def _must_keep_the_deed_without_its_reason(self, gone: User, author: User, by: User) -> None:
        stays = by if author is gone else author
        topic, others = self._topic(author), self._topic(stays)
        written = {"reason": "خارج الموضوع", "token": "t"}
        deeds = [
            Deed(action=Action.TOPIC_EDITED, actor_id=by.id, subject_id=topic.id, details=written),
            Deed(
                action=Action.POST_REMOVED,
                actor_id=by.id,
                subject_id=self._reply(author, others).id,
                details=written,
            ),
            Deed(action=Action.POST_EDITED, actor_id=stays.id, subject_id=others.id, details=written),
        ]
        with self.store.begin() as tx:
            for deed in deeds:
                tx.record(deed)
        self._forget(gone)
        left = {one.action: one.details for one in self.store.audit.page(None, AuditQuery()).items}
        without = {"token": "t"}
        assert left == {
            Action.TOPIC_EDITED: without,
            Action.POST_REMOVED: without,
            Action.POST_EDITED: written,
        }

    def test_everything_is_there_to_take_along(self) -> None:
        gone, stays = self._two()
        topic = self._topic(gone)
        posts = [self._reply(gone, topic) for _ in range(3)]
        self._reply(stays, topic)
        session = a_session(gone, "a" * 64)
        with self.store.begin() as tx:
            tx.sessions.add(session)
            tx.invitations.add(an_invitation(gone))
            tx.record(Deed(action=Action.SIGNED_IN, actor_id=gone.id))
            tx.record(Deed(action=Action.ROLE_CHANGED, actor_id=stays.id, subject_id=gone.id))
        files = {name: [*entities] for name, entities in self.store.personal_data.of(gone.id)}
        assert files["profile"] == [gone]
        assert files["sessions"] == [session]
        assert [one.id for one in files["posts"] if isinstance(one, Post)] == [post.id for post in posts]
        assert [one.id for one in files["topics"] if isinstance(one, Topic)] == [topic.id]
        counted = {name: len(entities) for name, entities in files.items() if entities}
        assert counted == {
            "profile": 1,
            "organization": 1,
            "sessions": 1,
            "invitations_sent": 1,
            "topics": 1,
            "posts": 3,
            "audit": 2,
        }
