"""`p2p demo`: believable, marked, filled in once, and taken away without a trace."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import click
import pytest

from entrypoints.cli.demo import fill
from entrypoints.cli.demo_world import planting
from entrypoints.cli.demo_world.script import Act, companies, schedule
from entrypoints.container import Container
from entrypoints.setting_values import Environment
from p2p_core.forum.posts.shapes import NewPost
from p2p_core.forum.topics.shapes import NewTopic, TopicQuery
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.errors import Unauthenticated
from tests.cli.command import Installation, password_in

LOGIN = "sara.alharbi@najd-plastics.demo.example"


def signed_in(container: Container, email: str, password: str) -> Actor:
    sessions = container.app().identity.sessions
    token = container.app().identity.logins.log_in(Visit(), LogIn(email=email, password=password)).token
    return sessions.recognize(token).actor


def real_person(demo: Installation) -> str:
    """Somebody who isn't part of the demo gets a password."""
    return password_in(demo.ok("user", "reset-password", "omar@metals.test"))


def test_it_is_as_large_as_it_is_said_to_be(demo: Installation) -> None:
    organizations, people, topics, replies = demo.counts()
    assert (organizations, people, topics) == (7, 19, 24)
    assert int(str(replies)) >= 80
    assert demo.sql("SELECT count(*) FROM categories WHERE topic_count = 0") == [(0,)]
    assert int(str(demo.sql("SELECT max(depth) FROM posts")[0][0])) >= 4
    assert len({company.industry for company in companies()}) == 6


def test_all_of_it_is_marked_as_a_demo(demo: Installation) -> None:
    real = "WHERE address != 'omar@metals.test'"
    assert demo.sql(f"SELECT email FROM users {real} AND email NOT LIKE '%.demo.example'") == []  # noqa: S608 - fixed
    names = [str(name) for (name,) in demo.sql("SELECT name FROM organizations")]
    assert [name for name in names if "(demo)" not in name and "(تجريبي)" not in name] == ["Real Metals"]


def test_the_printed_login_reads_the_forum(demo: Installation) -> None:
    password = password_in(demo.ok("demo"))
    with demo.container() as container:
        page = container.app().forum.topics.list(
            signed_in(container, LOGIN, password), TopicQuery(count=True)
        )
    assert len(page.items) == 20
    assert page.items[0].last_activity_at == max(topic.last_activity_at for topic in page.items)


def test_it_spreads_over_ninety_days_and_ids_sort_by_time(demo: Installation) -> None:
    for table in ("users", "topics", "posts"):
        moments = [int(str(at)) for (at,) in demo.sql(f"SELECT created_at FROM {table} ORDER BY id")]  # noqa: S608 - fixed
        assert moments == sorted(moments)
    moments = [int(str(at)) for (at,) in demo.sql("SELECT created_at FROM topics ORDER BY id")]
    assert timedelta(milliseconds=moments[-1] - moments[0]) > timedelta(days=80)


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_at_any_hour_everything_happened_in_the_past_and_in_order(hour: int) -> None:
    now = datetime(2026, 3, 2, hour, 1, tzinfo=ZoneInfo("Asia/Riyadh")).astimezone(UTC)
    moments = [moment for moment, _ in schedule(now)]
    assert moments == sorted(moments)
    assert now - timedelta(days=91) < moments[0]
    assert moments[-1] < now


def test_the_words_are_kept_as_they_were_written(demo: Installation) -> None:
    ((body,),) = demo.sql("SELECT body FROM topics WHERE title LIKE 'Short shots%'")
    assert "`temp < 40 and pressure > 3 bar`" in str(body)
    ((html,),) = demo.sql("SELECT body_html FROM topics WHERE title LIKE 'Short shots%'")
    assert "<table" in str(html)
    assert "temp &lt; 40 and pressure &gt; 3 bar" in str(html)


def test_a_second_run_adds_nothing_and_gives_a_new_password(demo: Installation) -> None:
    before = demo.counts()
    first, second = password_in(demo.ok("demo")), password_in(said := demo.ok("demo"))
    assert "nothing was missing" in said
    assert demo.counts() == before
    with demo.container() as container:
        signed_in(container, LOGIN, second)
        with pytest.raises(Unauthenticated):
            signed_in(container, LOGIN, first)


def test_an_interrupted_run_is_completed_by_the_next(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = schedule

    def until_power_fails(now: datetime) -> Iterator[tuple[datetime, Act]]:
        yield from whole(now)[:70]
        raise ConnectionAbortedError("the power failed")

    monkeypatch.setattr(planting, "schedule", until_power_fails)
    assert installation.run("demo").exit_code == 1
    monkeypatch.setattr(planting, "schedule", whole)
    said = installation.ok("demo")
    assert f"{len(whole(datetime.now(UTC))) - 70} of these are new" in said
    assert len(installation.sql("SELECT DISTINCT title FROM topics")) == 24
    installation.ok("doctor")


def test_it_finds_another_place_for_topics_whose_category_is_gone(installation: Installation) -> None:
    installation.ok(
        "user", "create", "omar@metals.test", *installation.person, "--organization", "Real Metals"
    )
    installation.sql("DELETE FROM categories WHERE slug != 'training'")
    installation.ok("demo")
    assert installation.sql("SELECT topic_count FROM categories") == [(24,)]


def test_removing_leaves_what_was_there_before(demo: Installation) -> None:
    assert "Removed 6 organizations, 18 people, 24 topics" in demo.ok("demo", "--remove")
    assert demo.rows() == demo.dump_before
    assert "nothing of the demo world" in demo.ok("demo", "--remove")


def test_what_real_people_wrote_stays(demo: Installation) -> None:
    with demo.container() as container:
        actor = signed_in(container, "omar@metals.test", real_person(demo))
        category = container.app().forum.categories.list(actor).items[0]
        new = NewTopic(title="A real question", body="Is anybody there?", category_id=category.id)
        container.app().forum.topics.start(actor, new)
    demo.ok("demo", "--remove")
    assert demo.sql("SELECT title FROM topics") == [("A real question",)]
    assert demo.sql("SELECT sum(topic_count) FROM categories") == [(1,)]
    demo.ok("doctor")


def test_nothing_is_removed_when_real_people_replied_unless_that_is_meant(demo: Installation) -> None:
    with demo.container() as container:
        actor = signed_in(container, "omar@metals.test", real_person(demo))
        topic = container.app().forum.topics.list(actor, TopicQuery()).items[0]
        container.app().forum.posts.write(actor, topic.id, NewPost(body="A real reply"))
    before = demo.counts()
    assert "(replies: 1)" in demo.refused("demo", "--remove", code=8)
    assert demo.counts() == before
    demo.ok("demo", "--remove", "--with-others")
    assert demo.counts() == (1, 1, 0, 0)
    demo.ok("doctor")


def test_nothing_is_removed_when_a_real_person_joined_unless_that_is_meant(demo: Installation) -> None:
    demo.ok("user", "create", "real@person.test", *demo.person, "--colleague-of", LOGIN)
    assert "(people: 1)" in demo.refused("demo", "--remove", code=1)
    demo.ok("demo", "--remove", "--with-others")
    assert demo.counts()[:2] == (1, 1)


def test_production_refuses_it(demo: Installation) -> None:
    with demo.container() as container:
        settings = replace(container.settings(), env=Environment.PRODUCTION)
        with pytest.raises(click.ClickException, match="production"):
            fill(Container(settings=settings))


def test_production_refuses_it_on_the_command_line(installation: Installation) -> None:
    assert installation.run("demo", P2P_ENV="production").exit_code == 1
    assert not installation.folder.exists()
