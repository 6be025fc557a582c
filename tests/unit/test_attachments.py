"""Files beside topics and replies: one's own, seen by whoever may read the words, and gone with them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from p2p_core.files.model import Audience
from p2p_core.files.shapes import FileDetails
from p2p_core.forum.posts.shapes import NewPost, PostChanges, PostDetails
from p2p_core.forum.topics.model import Visibility
from p2p_core.forum.topics.shapes import NewTopic, TopicChanges, TopicDetails
from p2p_core.own_data.model import Contributions
from p2p_core.own_data.shapes import EraseMe
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import Invalid, NotFound
from p2p_core.shared.ids import FileId
from tests.unit.test_files import ready, uploaded
from tests.world import World


@pytest.fixture
def author(world: World) -> Actor:
    return world.member()


@pytest.fixture
def reader(world: World) -> Actor:
    return world.member("omar@metals.example")


def started(
    world: World, actor: Actor, *files: FileDetails, visibility: Visibility = Visibility.NETWORK
) -> TopicDetails:
    category = world.app.forum.categories.list(actor).items[0]
    new = NewTopic(
        title="Short shots on press 4",
        body="temp < 40 and pressure > 3 bar",
        category_id=category.id,
        visibility=visibility,
        attachment_ids=tuple(file.id for file in files),
    )
    return world.app.forum.topics.start(actor, new)


def wrote(world: World, actor: Actor, topic: TopicDetails, *files: FileDetails) -> PostDetails:
    new = NewPost(body="نعم", attachment_ids=tuple(file.id for file in files))
    return world.app.forum.posts.write(actor, topic.id, new)


def sees(world: World, actor: Actor, file: FileDetails) -> bool:
    try:
        world.app.files.details(actor, file.id)
    except NotFound:
        return False
    return True


def names(view: TopicDetails | PostDetails) -> list[str]:
    return [file.name for file in view.attachments]


def test_files_stand_in_the_order_in_which_they_were_named(
    world: World, author: Actor, reader: Actor, tmp_path: Path
) -> None:
    one, two = (ready(world, author, tmp_path, name=f"{n}.png") for n in (1, 2))
    topic = started(world, author, two, one)
    assert names(world.app.forum.topics.details(reader, topic.id)) == ["2.png", "1.png"]
    (shown, _) = topic.attachments
    assert (shown.id, shown.url, shown.status) == (two.id, two.url, "ready")
    assert sees(world, reader, one)
    three = uploaded(world, reader, tmp_path, name="3.png")
    post = wrote(world, reader, topic, three)
    assert [(file.name, file.status) for file in post.attachments] == [("3.png", "processing")]


def test_what_a_private_topic_shows_stays_within_its_organization(
    world: World, author: Actor, reader: Actor, tmp_path: Path
) -> None:
    colleague = world.joined(author, "ali@plastics.example")
    file, beside = ready(world, author, tmp_path), ready(world, colleague, tmp_path)
    topic = started(world, author, file, visibility=Visibility.ORGANIZATION)
    wrote(world, colleague, topic, beside)
    for one in (file, beside):
        assert world.app.files.details(colleague, one.id).audience is Audience.ORGANIZATION
        assert not sees(world, reader, one)


def test_only_ones_own_files_that_nothing_else_shows_can_be_attached(
    world: World, author: Actor, reader: Actor, tmp_path: Path
) -> None:
    foreign, used, mine = (ready(world, who, tmp_path) for who in (reader, author, author))
    topic = started(world, author, used)
    gone = ready(world, author, tmp_path)
    world.app.files.delete(author, gone.id)
    unknown = replace(mine, id=FileId(topic.id))
    for attempt in (
        lambda: started(world, author, mine, foreign, used, gone, unknown),
        lambda: wrote(world, author, topic, mine, foreign, used, gone, unknown),
    ):
        with pytest.raises(Invalid) as refused:
            attempt()
        assert [(error.field, error.code) for error in refused.value.errors] == [
            (f"attachment_ids.{number}", "not_found") for number in (1, 2, 3, 4)
        ]
    with world.memory.store.begin() as tx:
        kept = tx.files.find(mine.id)
    assert kept
    assert kept.attached_to is None


def test_an_edit_attaches_and_detaches(world: World, author: Actor, reader: Actor, tmp_path: Path) -> None:
    forum = world.app.forum
    one, two, three = (ready(world, author, tmp_path, name=f"{n}.png") for n in (1, 2, 3))
    topic = started(world, author, one, two)
    same = forum.topics.edit(author, topic.id, TopicChanges(attachment_ids=(one.id, two.id)))
    assert same.version == topic.version
    changed = forum.topics.edit(author, topic.id, TopicChanges(attachment_ids=(three.id, one.id)))
    assert (names(changed), changed.version, changed.body) == (["3.png", "1.png"], 2, topic.body)
    assert not sees(world, reader, two)
    assert sees(world, author, two)
    assert names(forum.topics.edit(author, topic.id, TopicChanges(title="Short shots on press 5"))) == [
        "3.png",
        "1.png",
    ]
    post = wrote(world, author, topic)
    assert names(forum.posts.edit(author, post.id, PostChanges(attachment_ids=(two.id,)))) == ["2.png"]
    bare = forum.posts.edit(author, post.id, PostChanges(attachment_ids=()))
    assert (names(bare), bare.body, bare.body_html, bare.version) == ([], post.body, post.body_html, 3)
    operator = world.operator()
    assert names(
        forum.topics.edit(operator, topic.id, TopicChanges(attachment_ids=(one.id,), reason="x"))
    ) == ["1.png"]


def test_files_go_and_come_back_with_what_shows_them(
    world: World, author: Actor, reader: Actor, tmp_path: Path
) -> None:
    forum = world.app.forum
    of_topic, of_post, of_gone = (ready(world, author, tmp_path) for _ in range(3))
    topic = started(world, author, of_topic)
    wrote(world, author, topic, of_post)
    gone = wrote(world, author, topic, of_gone)
    forum.posts.remove(author, gone.id)
    assert not sees(world, reader, of_gone)
    forum.topics.remove(author, topic.id)
    assert [sees(world, reader, file) for file in (of_topic, of_post, of_gone)] == [False] * 3
    assert sees(world, author, of_topic)
    forum.topics.restore(author, topic.id)
    assert [sees(world, reader, file) for file in (of_topic, of_post, of_gone)] == [True, True, False]
    assert names(forum.posts.restore(author, gone.id)) == [of_gone.name]
    assert sees(world, reader, of_gone)


def test_what_is_removed_for_good_is_swept_away_with_its_files(
    world: World, author: Actor, tmp_path: Path
) -> None:
    file = ready(world, author, tmp_path)
    topic = started(world, author, file)
    world.app.forum.topics.remove(author, topic.id)
    world.clock.move(timedelta(days=31))
    world.app.care.sweep()
    assert sees(world, author, file), "it can still be had back"
    world.app.retention.remove_deleted_topics()
    world.app.care.sweep()
    assert not sees(world, author, file)
    assert world.app.files.use(author).used == 0


def test_who_takes_a_file_away_takes_it_out_of_the_words(
    world: World, author: Actor, reader: Actor, tmp_path: Path
) -> None:
    topic = started(world, author, ready(world, author, tmp_path))
    world.app.files.delete(author, topic.attachments[0].id)
    assert names(world.app.forum.topics.details(reader, topic.id)) == []


@pytest.mark.parametrize("contributions", Contributions)
def test_files_stay_or_go_with_the_words_of_who_is_erased(
    world: World, author: Actor, reader: Actor, tmp_path: Path, contributions: Contributions
) -> None:
    world.joined(author, "other@plastics.example", Role.ADMIN)
    topic = started(world, author, ready(world, author, tmp_path, name="Sara's drawing.png"))
    wrote(world, reader, topic)
    world.app.own_data.erasures.request(author, EraseMe(contributions=contributions))
    world.memory.settle()
    left = names(world.app.forum.topics.details(reader, topic.id))
    assert left == ([] if contributions is Contributions.DELETE else ["file.png"])
