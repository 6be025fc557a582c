"""What containers/make-secrets makes is what PostgreSQL, Valkey and S3 take in their containers."""

import json
import os
import re
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from redis import Redis
from redis.exceptions import AuthenticationError
from redis.exceptions import ConnectionError as GoneError

from adapters.sql.postgres.migration import migrate
from tests.containers.compose import read
from tests.containers.conftest import MAKE_SECRETS
from tests.containers.dockerfile import ROOT
from tests.servers.fixtures import or_skipped
from tests.servers.postgres import drop_database, make_database, of_database
from tests.servers.postgres_server import PostgresServer
from tests.servers.s3_buckets import S3
from tests.servers.s3_server import four_ports, is_well, seaweedfs
from tests.servers.server import Program, free_port, private_folder
from tests.servers.valkey_server import valkey

pytestmark = pytest.mark.process
SECRETS_THAT_ARE_GIVEN = "/run/secrets"


def contents(folder: Path) -> Mapping[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def command(service: str, secrets: Path) -> list[str]:
    """What compose.yaml has it run, with the secrets where they are here."""
    words: list[str] = read("compose.yaml")["services"][service]["command"]
    return [word.replace(SECRETS_THAT_ARE_GIVEN, str(secrets)) for word in words]


def test_all_that_compose_names_is_made_and_hidden_by_its_folder(secrets: Path) -> None:
    named = {Path(secret["file"]).name for secret in read("compose.yaml")["secrets"].values()}
    assert named <= contents(secrets).keys()
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets.iterdir()} == {0o644}


def test_made_again_what_is_there_stays_and_what_is_missing_comes_back(secrets: Path, tmp_path: Path) -> None:
    before = contents(secrets)
    (secrets / "mail_url").write_text("smtps://me:word@mail.example\n")
    (secrets / "valkey.conf").unlink()
    subprocess.run([MAKE_SECRETS, secrets], check=True, capture_output=True)
    assert contents(secrets) == {**before, "mail_url": "smtps://me:word@mail.example\n"}
    subprocess.run([MAKE_SECRETS, tmp_path / "others"], check=True, capture_output=True)
    others = contents(tmp_path / "others")
    assert {name for name in before if before[name] == others[name]} == {"mail_url", "s3_key"}


def test_git_and_docker_do_not_see_them() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", "--quiet", "containers/secrets/secret_keys"],  # noqa: S607 - the developer's own git
        cwd=ROOT,
        check=False,
    )
    assert ignored.returncode == 0


def test_the_databases_are_made_for_roles_that_may_do_no_more_than_they_must(
    secrets: Path, own_server: PostgresServer
) -> None:
    host = re.fullmatch(r"postgresql://postgres:(\w+)@([\d.]+):(\d+)", own_server.url)
    assert host
    programs = own_server.programs
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "LD_LIBRARY_PATH": str(programs.parent / "lib"),
        "SECRETS": str(secrets),
        "PGPASSWORD": host[1],
        "PGHOST": host[2],
        "PGPORT": host[3],
    }
    subprocess.run([ROOT / "containers/postgres/databases.sh"], env=environment, check=True, timeout=60)

    there = f"{host[2]}:{host[3]}"
    platform = (secrets / "database_url").read_text().strip().replace("postgres:5432", there)
    migrate(platform)
    with psycopg.connect(platform, autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM topics").fetchone() == (0,)
        with pytest.raises(InsufficientPrivilege):
            connection.execute("CREATE DATABASE another")

    tests = f"postgresql://p2p_test:{(secrets / 'test_database_password').read_text()}@{there}"
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(of_database(tests, "p2p"))
    make_database(tests, "p2p_test_some")
    migrate(of_database(tests, "p2p_test_some"))
    drop_database(tests, "p2p_test_some")


def test_valkey_starts_as_composed_and_asks_for_the_password(secrets: Path) -> None:
    with private_folder("valkey") as folder, or_skipped("Redis"):
        port = free_port()
        program = Program(folder, valkey(), *command("valkey", secrets)[1:], "--port", str(port))
        url = (secrets / "broker_url").read_text().strip().replace("valkey:6379", f"127.0.0.1:{port}")
        with Redis.from_url(url) as database:
            program.start(lambda: _answers(database))
            assert database.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
            database.set("work", "waiting")
            program.stop("immediate")
            program.start(lambda: _answers(database))
            assert database.get("work") == b"waiting"
        with Redis(port=port, password="wrong") as stranger, pytest.raises(AuthenticationError):
            stranger.ping()
        program.stop("fast")


def _answers(database: "Redis") -> bool:
    try:
        return bool(database.ping())
    except GoneError:
        return False


def test_seaweedfs_starts_as_composed_and_knows_the_key(secrets: Path) -> None:
    with private_folder("s3") as folder, or_skipped("S3"):
        ports = four_ports()
        here = [f"-{part}.port={port}" for part, port in ports.items()]
        composed = [word for word in command("seaweedfs", secrets) if not word.startswith("-ip")]
        program = Program(folder, seaweedfs(), *composed, f"-dir={folder}", "-ip=127.0.0.1", *here)
        test = read("compose.yaml")["services"]["seaweedfs"]["healthcheck"]["test"][1]
        healthy = [
            url.replace("9333", str(ports["master"])).replace("8333", str(ports["s3"]))
            for url in re.findall(r"http://\S+", test)
        ]
        assert len(healthy) == 2
        # both answer before there is a place to write
        assigned = f"http://127.0.0.1:{ports['master']}/dir/assign"
        program.start(lambda: all(is_well(url) for url in (*healthy, assigned)))
        (who,) = json.loads((secrets / "s3_keys.json").read_text())["identities"]
        (key,) = who["credentials"]
        files = S3(f"http://127.0.0.1:{ports['s3']}", key["accessKey"], key["secretKey"]).files()
        files.mkdir("uploads")
        files.pipe_file("uploads/file", b"content")
        assert files.cat_file("uploads/file") == b"content"
        program.stop("immediate")
