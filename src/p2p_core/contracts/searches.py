"""What every store promises about its index: the same hits in the same order, for the same people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from p2p_core.contracts.builders import NOON, a_category, a_post, a_user, an_organization
from p2p_core.contracts.entries import an_entry
from p2p_core.contracts.expect import raises
from p2p_core.contracts.forums import acting
from p2p_core.contracts.searchable import Searchable, a_user_of
from p2p_core.contracts.stores import Broken
from p2p_core.forum.indexing.model import MOST_COUNTED, MOST_RANKED, Words
from p2p_core.forum.search.shapes import SearchSort
from p2p_core.forum.topics.model import Visibility
from p2p_core.forum.topics.shapes import TopicQuery, TopicSort
from p2p_core.shared.asking import Asked
from p2p_core.shared.errors import Invalid
from p2p_core.shared.ids import PostId
from p2p_core.shared.pages import CountedPage


class SearchContract(Searchable):
    """Topics and replies by their words."""

    def test_all_words_have_to_be_there_and_phrases_in_a_row_and_nothing_unwanted(self) -> None:
        one = self.begun(title="pump hot oil", body="press 6 es 7 214")
        two = self.another(title="hot pump", tags="oil", body="c++ r d")
        three = self.another(body="oil hot pump مضخ صيان", title="press")
        for wanted, unwanted, found in (
            (("pump",), (), [two, one, three]),
            (("pump", "oil"), (), [one, two, three]),
            (("hot oil",), (), [one]),
            (("oil hot",), (), [three]),
            (("hot", "pump"), ("oil",), []),
            (("pump",), ("hot pump",), [one]),
            (("pump",), ("es 7", "nothing"), [two, three]),
            (("6 es 7 214",), (), [one]),
            (("c++",), (), [two]),
            (("c",), (), []),
            (("r d",), (), [two]),
            (("صيان", "مضخ"), (), [three]),
            (("pum",), (), []),
            ((), (), []),
            ((), ("pump",), []),
        ):
            assert self.found(Asked(wanted, unwanted)) == [topic.id for topic in found], (wanted, unwanted)

    def test_nothing_that_stands_in_a_question_means_anything_to_a_store(self) -> None:
        self.begun(title="pump")
        for odd in (
            '"',
            "'",
            "*",
            "pump*",
            "title:pump",
            "(pump",
            "NEAR pump",
            "a-b",
            "%",
            "\\",
            "{}",
            "^pump",
            "&|!<->",
        ):
            assert self.found(Asked((odd,))) == [], odd
            assert self.found(Asked(("pump",), (odd,))) == [self.topic.id], odd
            assert self.page(Asked(("pump",)), author=odd).items == (), odd

    def test_titles_come_before_tags_and_tags_before_texts_and_of_equals_the_newest(self) -> None:
        topics = [
            self.begun(body="pump"),
            self.another(tags="pump"),
            self.another(title="pump"),
            self.another(body="pump pump pump"),
            self.another(title="hot pump"),
        ]
        order = [4, 2, 1, 3, 0]
        assert self.walk(Asked(("pump",)), 1) == [topics[number].id for number in order]
        assert self.walk(Asked(("pump",)), 2) == [topics[number].id for number in order]
        newest = [topic.id for topic in topics[::-1]]
        assert self.walk(Asked(("pump",)), 2, SearchSort.NEWEST) == newest

    def test_what_was_written_in_the_same_moment_is_never_shown_twice_and_never_left_out(self) -> None:
        topics = [self.begun(body="pump"), *(self.another(at=NOON, body="pump") for _ in range(8))]
        newest = [topic.id for topic in topics[::-1]]
        for sort in SearchSort:
            assert self.walk(Asked(("pump",)), 3, sort) == newest

    def test_replies_are_found_and_shown_with_their_topic(self) -> None:
        topic = self.begun(title="press", body="pump")
        post = self.reply(1, body="pump seal")
        first, second = self.page(Asked(("pump",))).items
        assert (first.topic.id, first.post_id, first.body) == (topic.id, post.id, post.body)
        assert (second.topic.id, second.post_id, second.body) == (topic.id, None, topic.body)
        assert (
            first.topic == second.topic == self.store.topics.page(acting(self.author), TopicQuery()).items[0]
        )

    def test_filters_narrow_what_is_found_and_counted(self) -> None:
        topic = self.begun(title="pump")
        other = self.another(body="pump", at=NOON + timedelta(days=1))
        colleague = a_user_of(self.author)
        elsewhere = a_category("quality", 3)
        with self.store.begin() as tx:
            tx.users.add(colleague)
            tx.categories.add(elsewhere)
            held = tx.topics.get(other.id)
            held.best_answer_id = PostId("x")
            tx.topics.keep_standing(held)
            held.category_id, held.tags = elsewhere.id, ("5S",)
            tx.topics.save(held)
        post = self.reply(1, author=colleague, body="pump")
        later = (NOON + timedelta(hours=1)).isoformat()
        a, b, reply = (topic.id, None), (other.id, None), (topic.id, post.id)
        for filters, found in (
            ({"category": self.category.slug}, [a, reply]),
            ({"category": elsewhere.id}, [b]),
            ({"category": "unknown"}, []),
            ({"tag": "5S"}, [b]),
            ({"tag": "C++"}, [a, reply]),
            ({"author": colleague.id}, [reply]),
            ({"answered": True}, [b]),
            ({"answered": False}, [a, reply]),
            ({"from_": later}, [b]),
            ({"to": later}, [a, reply]),
            ({"from_": NOON.isoformat(), "to": NOON.isoformat()}, []),
            ({"from_": "9999-12-31T23:59:59Z"}, []),
            ({"to": "9999-12-31T23:59:59Z", "answered": True}, [b]),
            ({"category": elsewhere.slug, "answered": True, "tag": "5S", "author": other.author_id}, [b]),
        ):
            page = self.page(Asked(("pump",)), count=True, **filters)
            assert [(hit.topic.id, hit.post_id) for hit in page.items] == found, filters
            assert isinstance(page, CountedPage)
            assert page.total == len(found)

    def test_what_somebody_may_not_read_is_neither_found_nor_counted(self) -> None:
        private = self.begun(title="pump")
        self.reply(1, body="pump")
        stranger = a_user(an_organization("jeddah-metals", "Jeddah Metals"), "omar@metals.example")
        page = self.page(Asked(("pump",)), reader=stranger, count=True)
        assert (page.items, page.next_cursor) == ((), None)
        assert isinstance(page, CountedPage)
        assert page.total == 0
        assert self.store.hits.similar(acting(stranger), ("pump",)) == []
        assert len(self.page(Asked(("pump",))).items) == 2
        public = self.another(title="pump", visibility=Visibility.NETWORK)
        assert self.found(Asked(("pump",)), reader=stranger) == [public.id]
        assert [topic.id for topic in self.store.hits.similar(acting(self.author), ("pump",))] == [
            public.id,
            private.id,
        ]

    def test_what_is_deleted_is_not_found_until_it_is_restored(self) -> None:
        topic = self.begun(title="pump")
        post = self.reply(1, body="pump")
        with self.store.begin() as tx:
            post.deleted_at = NOON
            tx.posts.keep_standing(post)
        assert [hit.post_id for hit in self.page(Asked(("pump",))).items] == [None]
        self.delete(topic, NOON)
        assert self.found(Asked(("pump",))) == []
        assert self.store.hits.similar(acting(self.author), ("pump",)) == []
        self.delete(topic, None)
        assert self.found(Asked(("pump",))) == [topic.id]

    def test_a_change_is_found_by_its_new_words_and_by_what_it_left_alone(self) -> None:
        topic = self.begun(title="pump", tags="oil", body="hot")
        with self.store.begin() as tx:
            tx.index.change(topic.id, 9, Words(title="press"))
        assert self.found(Asked(("pump",))) == []
        assert self.found(Asked(("press", "oil", "hot"))) == [topic.id]
        with self.store.begin() as tx:
            tx.index.change(topic.id, 10, Words(tags="", body="cold"))
        assert self.found(Asked(("press", "cold"))) == [topic.id]
        assert self.found(Asked(("oil",))) == self.found(Asked(("hot",))) == []

    def test_what_a_failed_transaction_indexed_nobody_finds(self) -> None:
        topic = self.begun(title="pump")
        with raises(Broken), self.store.begin() as tx:
            tx.index.change(topic.id, 9, Words(title="press"))
            raise Broken
        assert self.found(Asked(("pump",))) == [topic.id]
        assert self.found(Asked(("press",))) == []

    def test_indexing_anew_goes_by_what_stands_there(self) -> None:
        topic = self.begun(title="pump")
        post = self.reply(1, body="pump")
        missing = self.another(indexed=False)
        sources = [*self.store.sources.topics("", 10)]
        assert [one.topic_id for one in sources] == [topic.id, missing.id]
        assert [*self.store.sources.topics(topic.id, 10)] == sources[1:]
        assert [*self.store.sources.topics("", 1)] == sources[:1]
        assert (sources[0].title, sources[0].tags, sources[0].body) == (topic.title, topic.tags, topic.body)
        (lacking,) = self.store.sources.missing(10)
        assert lacking == sources[1]
        (reply,) = self.store.sources.posts("", 10)
        assert (reply.post_id, reply.topic_id, reply.title, reply.body) == (post.id, topic.id, "", post.body)
        assert (reply.author_id, reply.created_at, reply.version) == (
            post.author_id,
            post.created_at,
            post.version,
        )
        with self.store.begin() as tx:
            assert tx.index.renew(an_entry(topic, title="press"))
            assert tx.index.renew(an_entry(topic, post, body="press"))
            assert tx.index.renew(an_entry(missing, body="press"))
            newer = replace(topic, version=topic.version + 1)
            assert not tx.index.renew(an_entry(newer, title="never"))
            assert not tx.index.renew(an_entry(topic, replace(post, id=PostId("unknown")), body="never"))
        assert self.store.sources.missing(10) == []
        with self.store.begin() as tx:
            tx.posts.save(post)
        assert [lacking.post_id for lacking in self.store.sources.missing(10)] == [post.id]
        assert self.found(Asked(("press",))) == [topic.id, missing.id, topic.id]
        assert self.found(Asked(("pump",))) == self.found(Asked(("never",))) == []

    def test_cursors_belong_to_one_question_and_have_to_be_whole(self) -> None:
        self.begun(title="pump")
        self.another(title="pump")
        cursor = self.page(Asked(("pump",)), limit=1).next_cursor
        assert cursor is not None
        assert len(self.page(Asked(("pump",)), limit=1, cursor=cursor).items) == 1
        refusals: tuple[Callable[[], object], ...] = (
            lambda: self.page(Asked(("pump",)), limit=1, cursor=cursor[:-1]),
            lambda: self.page(Asked(("pump",)), limit=1, cursor=cursor, tag="5S"),
            lambda: self.page(Asked(("pump",)), limit=1, cursor=cursor, sort=SearchSort.NEWEST),
        )
        for refused in refusals:
            with raises(Invalid, "invalid_cursor"):
                refused()

    def test_similar_topics_have_half_of_the_words_in_their_titles(self) -> None:
        words = ("pump", "hot", "oil", "leak")
        topics = [
            self.begun(title="pump press", body="hot oil leak"),
            self.another(title="pump hot"),
            self.another(title="leak oil pump hot"),
            self.another(title="pump", tags="oil hot"),
            self.another(title="oil leak"),
            self.another(title="hot oil"),
            self.another(title="leak pump"),
            self.another(title="other", tags="pump hot oil leak"),
        ]
        self.reply(1, body="pump hot oil leak")
        found = [topic.id for topic in self.store.hits.similar(acting(self.author), words)]
        assert found == [topics[number].id for number in (2, 7, 6, 5, 4)]
        assert self.store.hits.similar(acting(self.author), ("nothing",)) == []

    def test_lists_of_topics_are_narrowed_by_words_of_the_topics_themselves(self) -> None:
        one = self.begun(title="pump")
        self.reply(1, body="press")
        two = self.another(body="pump oil", tags="seal")
        for asked, found in (
            (Asked(("pump",)), [two, one]),
            (Asked(("pump", "seal")), [two]),
            (Asked(("pump",), ("oil",)), [one]),
            (Asked(("press",)), []),
            (Asked(), []),
        ):
            query = TopicQuery(q="asked", sort=TopicSort.NEWEST, count=True)
            page = self.store.topics.page(acting(self.author), query, asked)
            assert [topic.id for topic in page.items] == [topic.id for topic in found]
            assert isinstance(page, CountedPage)
            assert page.total == len(found)

    def test_hits_are_counted_exactly_up_to_ten_thousand_and_no_further(self) -> None:
        topic = self.begun(title="pump")
        with self.store.begin() as tx:
            for one in range(1, MOST_COUNTED):
                post = a_post(self.author, topic, None, one, one)
                post.created_at = NOON + timedelta(minutes=one)
                tx.index.put(an_entry(topic, post, body="hot pump" if one % 2 else "hot press pump"))
        assert self.total(Asked(("pump",))) == MOST_COUNTED
        assert self.total(Asked(("hot",))) == MOST_COUNTED - 1
        assert self.total(Asked(("hot pump",))) == MOST_COUNTED // 2
        assert self.total(Asked(("hot",), ("press",))) == MOST_COUNTED // 2
        assert self.total(Asked(("pump hot",))) == 0
        late = (NOON + timedelta(minutes=MOST_COUNTED // 2)).isoformat()
        assert self.total(Asked(("pump",)), to=late) == MOST_COUNTED // 2
        for _ in range(2):
            self.another(title="pump")
            assert self.total(Asked(("pump",))) == MOST_COUNTED + 1

    def test_of_very_many_hits_the_newest_are_ranked(self) -> None:
        self.begun(title="pump")
        with self.store.begin() as tx:
            replies = [a_post(self.author, self.topic, None, one, one) for one in range(1, MOST_RANKED + 1)]
            for post in replies:
                tx.posts.add(post)
                tx.index.put(an_entry(self.topic, post, body="pump"))
        first = self.page(Asked(("pump",)), limit=1, count=True)
        assert [hit.post_id for hit in first.items] == [replies[-1].id]
        assert isinstance(first, CountedPage)
        assert first.total == MOST_RANKED + 1
        newest = self.page(Asked(("pump",)), limit=1, sort=SearchSort.NEWEST)
        assert newest.items == first.items
