"""What every store promises about categories."""

from contextlib import suppress

from p2p_core.app import Store
from p2p_core.contracts.builders import a_category, a_topic
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import at_once, stored_author, stored_topic
from p2p_core.forum.categories.shapes import CategoryChanges, CategoryDetails
from p2p_core.forum.topics.model import Visibility
from p2p_core.shared.changes import Expected
from p2p_core.shared.errors import AlreadyExists, NotFound, Stale
from p2p_core.shared.ids import CategoryId


class CategoriesContract:
    """Categories in and out."""

    store: Store

    def test_a_category_comes_back_whole(self) -> None:
        category = a_category()
        with self.store.begin() as tx:
            assert tx.categories.count() == 0
            assert tx.categories.add(category)
            assert tx.categories.find(category.id) == category
            assert tx.categories.find(CategoryId("nothing")) is None
            assert tx.categories.count() == 1

    def test_a_taken_slug_is_refused(self) -> None:
        with self.store.begin() as tx:
            assert tx.categories.add(a_category())
            assert not tx.categories.add(a_category())
            assert tx.categories.count() == 1

    def test_they_are_shown_by_position_with_their_topic_counts(self) -> None:
        later, sooner = a_category("later", position=2), a_category("sooner", position=1)
        with self.store.begin() as tx:
            tx.categories.add(later)
            tx.categories.add(sooner)
            tx.categories.topic_added(later.id)
            tx.categories.topic_added(later.id)
        shown = self.store.categories.all()
        assert [category.topic_count for category in shown] == [0, 2]
        assert shown[0] == CategoryDetails(
            id=sooner.id,
            slug=sooner.slug,
            name=sooner.name,
            name_ar=sooner.name_ar,
            description=sooner.description,
            description_ar=sooner.description_ar,
            colour=sooner.colour,
            position=sooner.position,
            topic_count=0,
            version=sooner.version,
        )
        assert self.store.categories.details(later.id) == shown[1]
        with raises(NotFound):
            self.store.categories.details(CategoryId("nothing"))

    def test_of_two_at_one_position_the_older_comes_first(self) -> None:
        older, newer = a_category("older", position=3), a_category("newer", position=3)
        with self.store.begin() as tx:
            assert tx.categories.last_position() == 0
            tx.categories.add(newer)
            tx.categories.add(older)
            assert tx.categories.last_position() == 3
        assert [category.id for category in self.store.categories.all()] == [older.id, newer.id]

    def test_a_changed_one_is_kept_under_the_next_version(self) -> None:
        category = a_category()
        with self.store.begin() as tx:
            tx.categories.add(category)
            tx.categories.topic_added(category.id)
        with self.store.begin() as tx:
            changed = tx.categories.get(category.id)
            changed.edit(CategoryChanges(name="Repairs", slug="repairs", position=9))
            tx.categories.save(changed)
            assert changed.version == category.version + 1
            assert tx.categories.get(category.id) == changed
        shown = self.store.categories.details(category.id)
        assert (shown.slug, shown.version, shown.topic_count) == ("repairs", changed.version, 1)

    def test_who_saves_an_old_state_is_told_so(self) -> None:
        category = a_category()
        with self.store.begin() as tx:
            tx.categories.add(category)
            old = tx.categories.get(category.id)
            tx.categories.save(tx.categories.get(category.id))
        with raises(Stale), self.store.begin() as tx:
            tx.categories.save(old)

    def test_a_slug_of_another_can_not_be_taken_over(self) -> None:
        one, other = a_category("one"), a_category("other")
        with self.store.begin() as tx:
            tx.categories.add(one)
            tx.categories.add(other)
        with raises(AlreadyExists, "slug_taken"), self.store.begin() as tx:
            one.edit(CategoryChanges(slug="other"))
            tx.categories.save(one)
        assert self.store.categories.details(one.id).slug == "one"

    def test_a_removed_one_is_gone_and_its_slug_free(self) -> None:
        category = a_category()
        with self.store.begin() as tx:
            tx.categories.add(category)
        with self.store.begin() as tx:
            assert not tx.categories.holds_topics(category.id)
            tx.categories.remove(category.id)
            assert tx.categories.find(category.id) is None
            with raises(NotFound):
                tx.categories.get(category.id)
        with self.store.begin() as tx:
            assert tx.categories.add(a_category())

    def test_a_private_topic_is_held_as_well(self) -> None:
        _, category, _ = stored_topic(self.store, Visibility.ORGANIZATION)
        with self.store.begin() as tx:
            assert tx.categories.holds_topics(category.id)

    def test_of_many_who_change_what_they_saw_at_once_one_does(self) -> None:
        category = a_category()
        with self.store.begin() as tx:
            tx.categories.add(category)
        seen, done = Expected(frozenset({category.version})), list[int]()

        def change(number: int) -> None:
            with suppress(Stale), self.store.begin() as tx:
                found = tx.categories.get(category.id)
                seen.must_include("category", found.version)
                found.edit(CategoryChanges(position=100 + number))
                tx.categories.save(found)
                done.append(found.position)

        at_once(change)
        shown = self.store.categories.details(category.id)
        assert ([shown.position], shown.version) == (done, category.version + 1)

    def test_a_topic_never_starts_in_a_category_that_goes(self) -> None:
        race = _Race(self.store)
        at_once(race.start_or_remove)
        assert race.agrees()

    def test_a_category_that_went_first_gets_no_topic(self) -> None:
        race = _Race(self.store)
        race.start_or_remove(0)
        race.start_or_remove(1)
        assert race.started == []
        assert race.agrees()


class _Race:
    """Topics that start in a category while somebody removes it: whoever comes first decides."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.author, self.category = stored_author(store), a_category()
        self.started: list[str] = []
        with store.begin() as tx:
            tx.categories.add(self.category)

    def start_or_remove(self, number: int) -> None:
        with self.store.begin() as tx:
            if tx.categories.find(self.category.id) is None:
                return
            if number:
                topic = a_topic(self.author, self.category)
                tx.topics.add(topic)
                tx.categories.topic_added(self.category.id)
                self.started.append(topic.id)
            elif not tx.categories.holds_topics(self.category.id):
                tx.categories.remove(self.category.id)

    def agrees(self) -> bool:
        left = [category.topic_count for category in self.store.categories.all()]
        return left == ([len(self.started)] if self.started else [])
