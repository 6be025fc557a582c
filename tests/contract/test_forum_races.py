"""Many people at one topic at once: whoever comes first, all that is counted is what there is."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest

from adapters.memory.calendar import PlainCalendar
from adapters.memory.richtext import PlainText, WholeWords
from adapters.memory.security import HmacFactorKeys, HmacTokens, ScryptPasswords
from adapters.memory.storage import MemoryFileStore, NoScanner, PlainWorkshop
from adapters.sql.inspections import row_findings
from adapters.sql.store import SqlStore
from adapters.system.secrets import SystemSecrets
from p2p_core.app import Ports, Rules, build
from p2p_core.contracts.builders import a_category, a_topic, a_user, an_organization
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import at_once
from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.marks.shapes import ReadAll, ReadUpTo
from p2p_core.forum.posts.shapes import NewPost, PostChanges, PostQuery
from p2p_core.forum.service import Forum
from p2p_core.forum.topics.model import AnswerAccepted, AnswerWithdrawn, Topic, Visibility
from p2p_core.forum.topics.shapes import TopicChanges
from p2p_core.shared.actor import Actor
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Conflict, Forbidden, Invalid, NotFound
from p2p_core.shared.ids import Ids, PostId

PEOPLE = 8
REFUSED = (NotFound, Invalid, Conflict, Forbidden)


class Square:
    """Two topics, two categories, and people of one organization."""

    def __init__(self, store: SqlStore, clock: Clock, ids: Ids) -> None:
        self.store, self.clock = store, clock
        ports = Ports(
            store=store,
            mailer=store.mailbox,
            passwords=ScryptPasswords(2),
            secrets=SystemSecrets(),
            tokens=HmacTokens(),
            factor_keys=HmacFactorKeys(),
            rich_text=PlainText(),
            stems=WholeWords(),
            clock=clock,
            calendar=PlainCalendar(),
            ids=ids,
            storage=(files := MemoryFileStore(self.clock)),
            workshop=PlainWorkshop(files),
            scanner=NoScanner(),
        )
        self.forum: Forum = build(ports, Rules()).forum
        organization = an_organization()
        users = [a_user(organization, f"p{number}@plastics.example") for number in range(PEOPLE)]
        self.people: list[Actor] = [acting(user) for user in users]
        self.author = self.people[0]
        self.shelves = [a_category("one"), a_category("other")]
        self.topics: list[Topic] = [a_topic(users[0], shelf, clock.now()) for shelf in self.shelves]
        with store.begin() as tx:
            tx.organizations.add(organization)
            for user in users:
                tx.users.add(user)
            for shelf, topic in zip(self.shelves, self.topics, strict=True):
                topic.visibility, topic.locked = Visibility.NETWORK, False
                tx.categories.add(shelf)
                tx.topics.add(topic)
                tx.categories.topic_added(shelf.id)

    def reply(self, number: int, topic: int = 0, parent: str | None = None) -> PostId:
        new = NewPost(body="نعم، 85%", parent_id=parent)
        return self.forum.posts.write(self.people[number], self.topics[topic].id, new).id

    def act(self, number: int, dice: Random, posts: list[PostId]) -> None:
        """Do anything that people do."""
        me, forum = self.people[number], self.forum
        topic, post, on = dice.choice(self.topics).id, dice.choice(posts), dice.random() < 0.7
        where, above, seq = dice.randrange(2), dice.choice([None, post]), dice.randrange(20)
        acts: tuple[Callable[[], object], ...] = (
            lambda: posts.append(self.reply(number, where, above)),
            lambda: forum.posts.remove(me, post),
            lambda: forum.posts.restore(me, post),
            lambda: forum.posts.edit(me, post, PostChanges(body=f"{number} {seq}")),
            lambda: forum.marks.like_topic(me, topic, on=on),
            lambda: forum.marks.like_post(me, post, on=on),
            lambda: forum.marks.follow(me, topic, on=on),
            lambda: forum.marks.bookmark(me, topic, on=on),
            lambda: forum.marks.read(me, topic, ReadUpTo(seq=seq)),
            lambda: forum.marks.read_all(me, ReadAll()),
            lambda: forum.answers.accept(me, topic, BestAnswer(post_id=post)),
            lambda: forum.marks.count_views([forum.marks.look(me, one.id) for one in self.topics]),
        )
        dice.choice(acts)()

    def must_be_well(self) -> None:
        """Every counter is what counting gives."""
        found = row_findings(self.store.mailbox.reads, self.clock.now() + timedelta(seconds=1))
        assert [
            one for one in found if not one.ok and one.name != "search.index"
        ] == []  # topics made by hand


@pytest.fixture
def square(sql_store: SqlStore, clock: Clock, ids: Ids) -> Square:
    return Square(sql_store, clock, ids)


def test_of_many_best_answers_at_once_one_is_and_the_others_were(square: Square) -> None:
    posts = [square.reply(number) for number in range(PEOPLE)]
    topic_id = square.topics[0].id

    def accept(number: int) -> None:
        square.forum.answers.accept(square.author, topic_id, BestAnswer(post_id=posts[number]))

    at_once(accept, PEOPLE)
    best = square.forum.topics.details(square.author, topic_id).best_answer_id
    assert best in posts
    told = Counter[str]()
    now = square.clock.now() + timedelta(seconds=1)
    while due := square.store.outbox.claim(100, now, now):
        for event_id in due:
            envelope = square.store.outbox.take(event_id, "w", now, now)
            assert envelope is not None
            if isinstance(envelope.event, AnswerAccepted | AnswerWithdrawn):
                told[envelope.event.post_id] += 1 if isinstance(envelope.event, AnswerAccepted) else -1
            square.store.outbox.finish(event_id, now)
    assert {post_id for post_id, times in told.items() if times} == {best}
    assert told[str(best)] == 1


def test_topics_that_change_places_at_once_wait_for_each_other_never(square: Square) -> None:
    def move(number: int) -> None:
        for time in range(6):
            shelf = square.shelves[(number + time) % 2].id
            topic = square.topics[number % 2].id
            square.forum.topics.edit(square.author, topic, TopicChanges(category_id=shelf))

    at_once(move, PEOPLE)
    assert sum(one.topic_count for one in square.store.categories.all()) == 2
    square.must_be_well()


def test_a_reply_that_many_delete_and_restore_at_once_is_counted_once(square: Square) -> None:
    above = square.reply(1)
    below = square.reply(0, parent=above)

    def change(number: int) -> None:
        for time in range(4):
            with suppress(*REFUSED):
                if (number + time) % 2:
                    square.forum.posts.remove(square.author, below)
                else:
                    square.forum.posts.restore(square.author, below)

    at_once(change, PEOPLE)
    square.must_be_well()


def test_everything_at_once_leaves_every_count_right(square: Square) -> None:
    posts = [square.reply(number, number % 2) for number in range(PEOPLE)]

    def live(number: int) -> None:
        dice = Random(number)  # noqa: S311 - the same each time
        for _ in range(12):
            with suppress(*REFUSED):
                square.act(number, dice, posts)

    at_once(live, PEOPLE)
    square.must_be_well()
    for number, actor in enumerate(square.people):
        for topic in square.topics:
            shown = square.forum.topics.details(actor, topic.id)
            seen = shown.viewer.unread_count
            assert 0 <= seen <= shown.post_count, number
            square.forum.posts.thread(actor, topic.id, PostQuery(limit=100))
