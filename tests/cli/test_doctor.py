"""`p2p doctor` is content with what is well, and finds every kind of damage that is planted."""

import json
import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis

from p2p_core.shared.clock import to_milliseconds
from tests.cli.command import Installation
from tests.servers.valkey_server import ValkeyServer

NOBODY = "01a20378-0000-7000-8000-00000000dead"


def wrong(installation: Installation, **environment: str) -> dict[str, dict[str, str]]:
    """What the doctor found, by the check's name; each with cause and remedy."""
    result = installation.run("doctor", "--json", **environment)
    said = json.loads(result.stdout)
    found = {finding["name"]: finding for finding in said["findings"] if not finding["ok"]}
    assert said["ok"] is (not found)
    assert result.exit_code == (1 if found else 0)
    assert all(finding["cause"] and finding["remedy"] for finding in found.values())
    return found


def waiting(installation: Installation, age: timedelta, *, buried: bool = False) -> None:
    at = to_milliseconds(datetime.now(UTC) - age)
    installation.sql(
        "INSERT INTO outbox (id, aggregate, name, body, happened_at, due_at, attempts, buried_at, reason)"
        " VALUES (?, 'x', 'KnownAddressSignedUp', '{}', ?, ?, 0, ?, '')",
        *(NOBODY, at, at, at if buried else None),
    )


def test_a_healthy_demo_world_is_well(demo: Installation) -> None:
    said = demo.ok("doctor")
    assert all(line.startswith("ok ") for line in said.splitlines())
    assert len(said.splitlines()) >= 14
    assert wrong(demo) == {}


DAMAGES = {
    "standings.points": "UPDATE standings SET points = 9999 WHERE points > 0",
    "categories.topic_count": "UPDATE categories SET topic_count = topic_count + 1 WHERE slug = 'training'",
    "topics.post_count": "UPDATE topics SET post_count = 99 WHERE id = (SELECT min(id) FROM topics)",
    "topics.last_seq": "UPDATE topics SET last_seq = 0 WHERE post_count > 3",
    "topics.last_post_id": "UPDATE topics SET last_post_id = NULL WHERE post_count > 3",
    "posts.reply_count": "UPDATE posts SET reply_count = 0 WHERE reply_count > 1",
    "references": "UPDATE topics SET author_id = 'nobody' WHERE id = (SELECT min(id) FROM topics)",
    "schema": "ALTER TABLE topics ADD COLUMN surprise TEXT",
    "clock": "UPDATE topics SET created_at = created_at + 400 * 24 * 3600 * 1000",
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_and_nothing_else_is_suspected(demo: Installation, name: str) -> None:
    demo.sql(DAMAGES[name])
    assert set(wrong(demo)) == {name}


def test_the_finding_names_the_rows(demo: Installation) -> None:
    ((topic_id,),) = demo.sql("SELECT min(id) FROM topics")
    demo.sql(DAMAGES["topics.post_count"])
    assert str(topic_id) in wrong(demo)["topics.post_count"]["cause"]


def test_an_event_that_waits_too_long_is_found(demo: Installation) -> None:
    waiting(demo, timedelta(minutes=12))
    assert "12 minutes" in wrong(demo)["outbox.waiting"]["cause"]


def test_an_event_that_has_just_come_is_fine(demo: Installation) -> None:
    waiting(demo, timedelta(minutes=1))
    assert wrong(demo) == {}


def test_a_dead_letter_is_found(demo: Installation) -> None:
    waiting(demo, timedelta(minutes=12), buried=True)
    assert set(wrong(demo)) == {"outbox.dead_letters"}


def test_a_damaged_file_is_found(demo: Installation) -> None:
    with closing(demo.database.open("r+b")) as file:
        file.seek(40_000)
        file.write(b"\xff" * 8_192)
    found = wrong(demo)
    assert set(found) & {"integrity", "database"}
    assert all("backup" in finding["remedy"] for finding in found.values())


def no_folder(installation: Installation) -> str:
    installation.folder = installation.folder / "missing"
    return "data_directory"


def no_database(installation: Installation) -> str:
    installation.database.unlink()
    return "database"


def no_sqlite(installation: Installation) -> str:
    installation.database.write_bytes(b"no database " * 1000)
    return "database"


def empty(installation: Installation) -> str:
    installation.database.write_bytes(b"")
    return "schema"


def newer(installation: Installation) -> str:
    installation.sql("UPDATE alembic_version SET version_num = '9999'")
    return "schema"


def read_by_others(installation: Installation) -> str:
    installation.folder.chmod(0o755)
    installation.database.chmod(0o644)
    return "data_directory"


def written_by_others(installation: Installation) -> str:
    installation.folder.chmod(0o777)
    return "data_directory"


@pytest.mark.parametrize(
    "damage", [no_folder, no_database, no_sqlite, empty, newer, read_by_others, written_by_others]
)
def test_what_is_missing_or_open_is_found(demo: Installation, damage: Callable[[Installation], str]) -> None:
    name = damage(demo)
    assert name in wrong(demo)


def test_looking_changes_nothing(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "var")
    assert installation.run("doctor").exit_code == 1
    assert not installation.folder.exists()


def test_what_is_wrong_is_told_with_cause_and_remedy_and_in_one_closing_sentence(demo: Installation) -> None:
    demo.sql(DAMAGES["posts.reply_count"])
    result = demo.run("doctor")
    assert "WRONG  posts.reply_count: The stored count differs" in result.stdout
    assert "Restore the last backup" in result.stdout
    assert result.stderr.count("\n") == 1
    assert re.search(r" 1 of \d+ checks ", result.stderr)


def test_every_mistake_in_the_settings_is_a_finding(installation: Installation) -> None:
    result = installation.run("doctor", "--json", P2P_PORT="http", P2P_SESSION_IDLE="soon")
    causes = [finding["cause"] for finding in json.loads(result.stdout)["findings"]]
    assert result.exit_code == 1
    assert [cause.split()[0] for cause in causes] == ["P2P_PORT", "P2P_SESSION_IDLE"]


def test_a_variable_that_means_nothing_is_a_finding(demo: Installation) -> None:
    result = demo.run("doctor", P2P_SESION_IDLE="PT1H")
    assert result.exit_code == 1
    assert "did you mean P2P_SESSION_IDLE" in result.stdout


def test_a_schedule_that_was_not_kept_is_found(demo: Installation) -> None:
    demo.sql("INSERT INTO schedules VALUES ('nightly', '0 3 * * *', 'UTC', 1770000000000, NULL, '')")
    assert "nightly" in wrong(demo)["schedules"]["cause"]


def test_a_cache_that_answers_is_well(demo: Installation, redis_url: str) -> None:
    said = demo.run("doctor", P2P_CACHE_URL=redis_url, P2P_SECRET_KEYS="k3y-" * 10)
    assert "ok     cache" in said.stdout


def test_a_cache_that_does_not_answer_is_found_without_its_password(
    demo: Installation, own_redis: ValkeyServer
) -> None:
    own_redis.stop()
    found = wrong(demo, P2P_CACHE_URL=own_redis.url, P2P_SECRET_KEYS="k3y-" * 10)
    assert set(found) == {"cache"}
    assert own_redis.url.split("@")[0].rpartition(":")[2] not in str(found)


def test_a_broker_without_a_worker_is_found(demo: Installation, redis_url: str) -> None:
    keys = "k3y-" * 10
    assert set(wrong(demo, P2P_BROKER_URL=redis_url, P2P_SECRET_KEYS=keys)) == {"workers"}


def test_a_broker_that_does_not_answer_is_found_and_its_password_not_told(
    demo: Installation, own_redis: ValkeyServer
) -> None:
    own_redis.stop()
    found = wrong(demo, P2P_BROKER_URL=own_redis.url, P2P_SECRET_KEYS="k3y-" * 10)
    assert set(found) == {"broker"}
    assert "Redis on 127.0.0.1" in found["broker"]["cause"]
    assert own_redis.url.split("@")[0].rpartition(":")[2] not in str(found)


def test_a_broker_whose_client_is_missing_is_told_what_to_install(
    demo: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("entrypoints.container.brokers.find_spec", lambda _: None)
    found = wrong(demo, P2P_BROKER_URL="redis://localhost", P2P_SECRET_KEYS="k3y-" * 10)
    assert "p2p-sandbox[server,redis]" in found["broker"]["remedy"]


def test_a_cache_whose_client_is_missing_is_told_what_to_install(
    demo: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("entrypoints.container.caches.find_spec", lambda _: None)
    found = wrong(demo, P2P_CACHE_URL="redis://localhost", P2P_SECRET_KEYS="k3y-" * 10)
    assert set(found) == {"cache"}
    assert "p2p-sandbox[server,redis]" in found["cache"]["remedy"]


def test_where_no_server_ever_started_a_dead_broker_and_cache_are_found(
    installation: Installation, own_redis: ValkeyServer
) -> None:
    own_redis.stop()
    found = wrong(installation, P2P_BROKER_URL=own_redis.url, P2P_CACHE_URL=own_redis.url)
    assert {"broker", "cache"} <= set(found)
    assert not installation.folder.exists()


def test_where_no_server_ever_started_no_worker_is_missed_and_nothing_is_left_behind(
    installation: Installation, own_redis: ValkeyServer
) -> None:
    found = wrong(installation, P2P_BROKER_URL=own_redis.url, P2P_CACHE_URL=own_redis.url)
    assert not {"broker", "workers", "cache"} & set(found)
    with closing(Redis.from_url(own_redis.url)) as client:
        assert client.keys() == []
    assert not installation.folder.exists()


def test_second_factors_whose_key_is_gone_are_counted(demo: Installation) -> None:
    demo.sql(
        "INSERT INTO second_factors SELECT id, 'salt', 'gone', 1, 2, 0, '[]' FROM users ORDER BY id LIMIT 2"
    )
    found = wrong(demo)
    assert set(found) == {"second_factors"}
    assert found["second_factors"]["cause"].startswith("2 people's second factors hang on a key")
    assert "remove-second-factor" in found["second_factors"]["remedy"]
