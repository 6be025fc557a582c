"""What every store promises about figures: they are what a recount gives."""

from datetime import datetime, timedelta

from p2p_core.contracts.builders import NOON, a_category, a_post, a_topic
from p2p_core.contracts.directories import Settlement
from p2p_core.contracts.expect import raises
from p2p_core.dashboard.shapes import Counted, NetworkFigures, StorageFigures, UserFigures, Written
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.identity.users.model import User, UserStatus
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.actor import Role
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import OrganizationId, PostId

_DAY = timedelta(days=1)


class FiguresContract(Settlement):
    """An organization counted."""

    def test_an_organization_is_counted_as_it_is_and_since_then(self) -> None:
        ours, theirs = self.company(), self.company("theirs")
        sara = self.person(ours, "Sara", role=Role.ADMIN, last_seen_at=NOON + _DAY)
        omar = self.person(ours, "Omar", role=Role.MEMBER, last_seen_at=NOON - _DAY)
        self.person(ours, "Huda", role=Role.MEMBER, status=UserStatus.INACTIVE, last_seen_at=None)
        gone = self.person(ours, "Gone")
        stranger = self.person(theirs, "Noura")
        category = a_category()
        topics = [a_topic(author, category, NOON + _DAY) for author in (sara, omar, stranger)]
        topics[1].created_at = NOON - timedelta(milliseconds=1)
        with self.store.begin() as tx:
            gone.remove(NOON)
            tx.users.save(gone)
            tx.categories.add(category)
            for topic in topics:
                tx.topics.add(topic)
        self._reply(sara, topics[2], NOON)
        self._reply(omar, topics[0], NOON - _DAY)
        self._reply(stranger, topics[0], NOON)
        with self.store.begin() as tx:
            assert tx.files.reserve(ours.id, 1234)
        storage = StorageFigures(quota=ours.storage_quota, used=1234)
        people = UserFigures(total=3, admins=1, members=2, active=2, inactive=1)
        assert self.store.figures.organization(ours.id, NOON) == Counted(
            users=people, topics=1, posts=1, active_users=1, storage=storage
        )
        assert self.store.figures.organization(ours.id, None) == Counted(
            users=people, topics=2, posts=2, active_users=2, storage=storage
        )
        with raises(NotFound):
            self.store.figures.organization(OrganizationId("nobody"), None)

    def test_the_network_is_whoever_takes_part_and_what_all_of_them_may_read(self) -> None:
        nothing = Written(topics=0, replies=0, answered=0)
        assert self.store.figures.network() == NetworkFigures(organizations=0, people=0, written=nothing)
        ours, theirs, empty, out = map(self.company, ("ours", "theirs", "empty", "out"))
        sara, stranger = self.person(ours, "Sara"), self.person(theirs, "Noura")
        self.person(ours, "Omar")
        self.person(empty, "Huda", status=UserStatus.INACTIVE)
        gone, suspended = self.person(theirs, "Gone"), self.person(out, "Out")
        category = a_category()
        topics = [a_topic(author, category, NOON) for author in (sara, stranger, suspended, sara, stranger)]
        for topic in (*topics[:3], topics[4]):
            topic.visibility = Visibility.NETWORK
        topics[4].deleted_at = NOON
        with self.store.begin() as tx:
            gone.remove(NOON)
            tx.users.save(gone)
            out.status = OrganizationStatus.SUSPENDED
            tx.organizations.save(out)
            tx.categories.add(category)
            for topic in topics:
                tx.topics.add(topic)
        for topic in (topics[0], topics[0], topics[1], topics[3], topics[4]):
            self._reply(sara, topic, NOON)
        with self.store.begin() as tx:
            answered = tx.topics.get(topics[1].id)
            answered.best_answer_id = PostId(topics[1].id)
            tx.topics.keep_standing(answered)
        assert self.store.figures.network() == NetworkFigures(
            organizations=2, people=3, written=Written(topics=3, replies=3, answered=1)
        )

    def _reply(self, author: User, topic: Topic, at: datetime) -> None:
        with self.store.begin() as tx:
            post = a_post(author, topic, None, 1, 1)
            post.seq = post.place = tx.topics.reply_added(topic.id, post.id, at)
            post.created_at = at
            tx.posts.add(post)
