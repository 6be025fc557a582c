"""Running `p2p` in this process on an installation, and looking at what it left."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner, Result

from entrypoints import settings
from entrypoints.cli.main import main
from entrypoints.container import Container

COUNTS = ("organizations", "users", "topics", "posts")


@dataclass
class Installation:
    folder: Path
    dump_before: list[str] = field(default_factory=list)
    person: tuple[str, ...] = ("--first-name", "Omar", "--last-name", "Alqarni")

    @property
    def database(self) -> Path:
        return self.folder / "p2p.sqlite3"

    def run(self, *arguments: str, typed: str | None = None, **environment: str) -> Result:
        """What a command said, and its exit code."""
        env = {"P2P_DATA_DIR": str(self.folder), **environment}
        return CliRunner().invoke(main, arguments, input=typed, env=env, prog_name="p2p")

    def ok(self, *arguments: str, typed: str | None = None) -> str:
        """What a command that worked said."""
        result = self.run(*arguments, typed=typed)
        assert result.exit_code == 0, result.output
        assert result.stderr == ""
        return result.stdout

    def refused(self, *arguments: str, code: int, typed: str | None = None, **environment: str) -> str:
        """The one sentence of a command that failed as it should."""
        result = self.run(*arguments, typed=typed, **environment)
        assert result.exit_code == code, result.output
        assert result.stderr.startswith("p2p: ")
        assert result.stderr.count("\n") == 1, result.stderr
        assert "Traceback" not in result.stderr
        return result.stderr.removeprefix("p2p: ").strip()

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Look at the database, or damage it: foreign keys are off."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def rows(self) -> list[str]:
        """Every row of every table but those of the index, which no other engine can read."""
        tables = self.sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_words%'"
        )
        return sorted(f"{name}: {row}" for (name,) in tables for row in self.sql(f"SELECT * FROM {name}"))  # noqa: S608 - from the schema itself

    def counts(self) -> tuple[object, ...]:
        return tuple(self.sql(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTS)  # noqa: S608 - fixed names

    @contextmanager
    def container(self) -> Iterator[Container]:
        """The installation from inside."""
        container = Container(settings=settings.read({"P2P_DATA_DIR": str(self.folder)}))
        try:
            yield container
        finally:
            container.store().close()


def password_in(output: str) -> str:
    """The password that a command printed."""
    (found,) = re.findall(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){4}\b", output)
    return str(found)
