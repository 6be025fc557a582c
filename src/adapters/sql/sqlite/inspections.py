"""What an SQLite file can check about itself, from the file to its rows; each step needs the one before."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import text

from adapters.sql.inspections import row_findings, schema_finding
from adapters.sql.sqlite.connections import SqliteReads
from adapters.sql.sqlite.migration import differences, schema_of
from adapters.sql.statements import Reads, Statement
from p2p_core.shared.errors import Damaged, Unavailable
from p2p_core.shared.inspections import Finding, ill, well

_INTEGRITY = Statement(text("PRAGMA integrity_check(5)"))
_REFERENCES = Statement(text("PRAGMA foreign_key_check"))
_RESTORE = "Stop the server, keep a copy of the file, and restore the last backup."


@dataclass(frozen=True, slots=True)
class SqliteInspections:
    """Checks a file that may be missing, damaged or of another version; opens nothing before it is asked."""

    path: Path

    def findings(self, now: datetime, factor_keys: Collection[str] | None = None) -> Sequence[Finding]:
        if not self.path.exists():
            cause = f"There is no database at {self.path}."
            return [ill("database", cause, "p2p serve makes one at its first start, p2p migrate too.")]
        if not os.access(self.path, os.R_OK | os.W_OK):
            cause = f"The database {self.path} can't be read and written by this user."
            return [ill("database", cause, "Run p2p as the owner of the file, or change its permissions.")]
        try:
            return self._of_the_file(now, factor_keys)
        except Damaged as error:
            cause = f"The database {self.path} is damaged ({error.__cause__ or error})."
            return [ill("database", cause, _RESTORE)]
        except Unavailable as error:
            cause = f"The database {self.path} can't be read ({error.__cause__ or error})."
            return [ill("database", cause, f"Check the permissions of the file and its folder. {_RESTORE}")]
        except Exception as error:  # noqa: BLE001 - whatever a damaged file makes fail is a finding, never an error
            cause = f"The database {self.path} can't be examined ({type(error).__name__}: {error})."
            return [ill("database", cause, _RESTORE)]

    def _of_the_file(self, now: datetime, factor_keys: Collection[str] | None) -> Sequence[Finding]:
        reads = SqliteReads(self.path)
        try:
            whole = [well("database"), _integrity(reads), _references(reads)]
            schema = schema_finding(schema_of(self.path), partial(differences, self.path))
            rows = row_findings(reads, now, factor_keys) if schema.ok else []
        finally:
            reads.close()
        return [*whole, schema, *rows]


def _integrity(reads: Reads) -> Finding:
    told = [str(row[0]) for row in reads.rows(_INTEGRITY)]
    if told == ["ok"]:
        return well("integrity")
    return ill("integrity", f"The database file is damaged: {'; '.join(told)}.", _RESTORE)


def _references(reads: Reads) -> Finding:
    lost = reads.rows(_REFERENCES)
    if not lost:
        return well("references")
    table, _, wanted, *_ = lost[0]
    cause = f"{len(lost)} rows refer to rows that aren't there, the first in {table} to {wanted}."
    return ill("references", cause, _RESTORE)
