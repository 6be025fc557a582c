"""What every store promises about topics."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_category, a_post, a_topic, a_user, an_organization
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import stored_author, stored_topic
from p2p_core.forum.categories.model import Category
from p2p_core.forum.categories.shapes import CategoryCard
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.forum.topics.shapes import (
    LastPost,
    TopicDetails,
    TopicQuery,
    TopicSort,
    TopicSummary,
    TopicViewer,
)
from p2p_core.identity.users.model import User, display_name
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.organizations.shapes import OrganizationCard, picture_of
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import Invalid, NotFound
from p2p_core.shared.ids import SessionId, TopicId
from p2p_core.shared.pages import CountedPage

_SECOND = timedelta(seconds=1)


def acting(user: User) -> Actor:
    """The person at work."""
    return Actor(
        user_id=user.id,
        organization_id=user.organization_id,
        role=Role.MEMBER,
        session_id=SessionId("session"),
    )


def stranger(store: Store) -> Actor:
    """A person of another organization."""
    organization = an_organization(slug="jeddah-metals", name="Jeddah Metals")
    user = a_user(organization, "stranger@metals.example")
    with store.begin() as tx:
        assert tx.organizations.add(organization)
        assert tx.users.add(user)
    return acting(user)


def card_of(store: Store, user: User) -> PersonCard:
    """How a person stands beside what they wrote."""
    organization = store.organizations.details(user.organization_id)
    return PersonCard(
        id=user.id,
        display_name=display_name(user.first_name, user.last_name),
        picture=picture_of(user.picture_id),
        organization=OrganizationCard(id=organization.id, name=organization.name, logo=organization.logo),
    )


class TopicsContract:
    """Topics in, out and in pages."""

    store: Store

    def several(self, number: int) -> tuple[User, Category, list[Topic]]:
        """So many public topics, the newest first, a second apart."""
        author, category = stored_author(self.store), a_category()
        topics = [a_topic(author, category, NOON + _SECOND * index) for index in range(number)]
        with self.store.begin() as tx:
            tx.categories.add(category)
            for topic in topics:
                topic.visibility = Visibility.NETWORK
                tx.topics.add(topic)
        return author, category, topics[::-1]

    def walk(self, actor: Actor, query: TopicQuery) -> list[str]:
        """All ids of a list, page by page."""
        ids: list[str] = []
        cursor: str | None = None
        while True:
            page = self.store.topics.page(
                actor,
                TopicQuery(sort=query.sort, category=query.category, limit=query.limit, cursor=cursor),
            )
            ids.extend(item.id for item in page.items)
            cursor = page.next_cursor
            if cursor is None:
                return ids

    def test_a_topic_comes_back_whole(self) -> None:
        _, _, topic = stored_topic(self.store)
        with self.store.begin() as tx:
            assert tx.topics.get(topic.id) == topic

    def test_a_topic_is_shown_with_author_category_and_last_reply(self) -> None:
        author, category, topic = stored_topic(self.store)
        post = a_post(author, topic, None, 1, 1)
        with self.store.begin() as tx:
            assert tx.topics.reply_added(topic.id, post.id, NOON + _SECOND) == 1
            tx.posts.add(post)
        card = card_of(self.store, author)
        assert self.store.topics.details(acting(author), topic.id) == TopicDetails(
            id=topic.id,
            title=topic.title,
            excerpt=topic.excerpt,
            category=CategoryCard(
                id=category.id,
                slug=category.slug,
                name=category.name,
                name_ar=category.name_ar,
                colour=category.colour,
            ),
            tags=topic.tags,
            author=card,
            organization=card.organization,
            visibility=topic.visibility,
            post_count=1,
            like_count=0,
            view_count=0,
            follower_count=0,
            answered=False,
            best_answer_id=None,
            pinned=True,
            locked=True,
            last_activity_at=NOON + _SECOND,
            last_post=LastPost(id=post.id, author=card, created_at=post.created_at),
            viewer=TopicViewer(can_mark_best=True),
            created_at=topic.created_at,
            updated_at=topic.updated_at,
            version=topic.version,
            body=topic.body,
            body_html=topic.body_html,
            attachments=(),
        )

    def test_a_summary_in_a_list_is_the_topic_without_its_text(self) -> None:
        author, _, topic = stored_topic(self.store)
        whole = self.store.topics.details(acting(author), topic.id)
        (summary,) = self.store.topics.page(acting(author), TopicQuery()).items
        assert type(summary) is TopicSummary
        for name in TopicSummary.__dataclass_fields__:
            assert getattr(summary, name) == getattr(whole, name)

    def test_another_organizations_private_topic_does_not_exist(self) -> None:
        _, _, topic = stored_topic(self.store)
        other = stranger(self.store)
        with raises(NotFound):
            self.store.topics.details(other, topic.id)
        with raises(NotFound):
            self.store.topics.details(other, TopicId("nothing"))
        page = self.store.topics.page(other, TopicQuery(count=True))
        assert isinstance(page, CountedPage)
        assert (page.items, page.total) == ((), 0)

    def test_pages_walk_through_all_without_repeating_or_skipping(self) -> None:
        author, _, topics = self.several(7)
        for sort in TopicSort:
            walked = self.walk(acting(author), TopicQuery(sort=sort, limit=3))
            assert walked == [topic.id for topic in topics]

    def test_topics_of_the_same_instant_are_neither_repeated_nor_skipped(self) -> None:
        author, category = stored_author(self.store), a_category()
        topics = [a_topic(author, category) for _ in range(5)]
        with self.store.begin() as tx:
            tx.categories.add(category)
            for topic in topics:
                tx.topics.add(topic)
        walked = self.walk(acting(author), TopicQuery(limit=2))
        assert walked == [topic.id for topic in topics[::-1]]

    def test_what_is_started_during_a_walk_shifts_nothing(self) -> None:
        author, category, topics = self.several(4)
        first = self.store.topics.page(acting(author), TopicQuery(sort=TopicSort.NEWEST, limit=2))
        with self.store.begin() as tx:
            tx.topics.add(a_topic(author, category, NOON + _SECOND * 60))
        rest = self.store.topics.page(
            acting(author), TopicQuery(sort=TopicSort.NEWEST, limit=2, cursor=first.next_cursor)
        )
        assert [item.id for item in rest.items] == [topic.id for topic in topics[2:]]
        assert rest.next_cursor is None

    def test_a_reply_brings_its_topic_to_the_front_of_the_latest(self) -> None:
        author, _, topics = self.several(3)
        oldest = topics[-1]
        post = a_post(author, oldest, None, 1, 1)
        with self.store.begin() as tx:
            tx.topics.reply_added(oldest.id, post.id, NOON + _SECOND * 60)
            tx.posts.add(post)
        assert self.walk(acting(author), TopicQuery())[0] == oldest.id
        assert self.walk(acting(author), TopicQuery(sort=TopicSort.NEWEST))[-1] == oldest.id

    def test_a_reply_of_an_earlier_clock_does_not_move_its_topic_back(self) -> None:
        author, _, topics = self.several(1)
        post = a_post(author, topics[0], None, 1, 1)
        with self.store.begin() as tx:
            tx.topics.reply_added(topics[0].id, post.id, NOON - _SECOND)
            tx.posts.add(post)
        assert self.store.topics.details(acting(author), topics[0].id).last_activity_at == NOON

    def test_filters_combine_and_the_total_counts_what_they_let_through(self) -> None:
        author, category, topics = self.several(3)
        actor = acting(author)
        for query in (
            TopicQuery(category=category.id, count=True, limit=1),
            TopicQuery(category=category.slug, author=author.id, count=True, limit=1),
            TopicQuery(organization=author.organization_id, tag="C++", count=True, limit=1),
        ):
            page = self.store.topics.page(actor, query)
            assert isinstance(page, CountedPage)
            assert (page.items[0].id, page.total) == (topics[0].id, 3)
        for query in (
            TopicQuery(category="nothing"),
            TopicQuery(category=category.id, author="nobody"),
            TopicQuery(organization="nobody"),
            TopicQuery(tag="C+"),
        ):
            assert self.store.topics.page(actor, query).items == ()

    def test_a_damaged_or_foreign_cursor_is_refused(self) -> None:
        author, category, _ = self.several(3)
        actor = acting(author)
        cursor = self.store.topics.page(actor, TopicQuery(limit=1)).next_cursor
        assert cursor is not None
        for query in (
            TopicQuery(cursor=cursor, sort=TopicSort.NEWEST),
            TopicQuery(cursor=cursor, category=category.id),
            TopicQuery(cursor=cursor[:-1]),
            TopicQuery(cursor="ä" + cursor),
            TopicQuery(cursor=""),
        ):
            with raises(Invalid, "invalid_cursor"):
                self.store.topics.page(actor, query)
