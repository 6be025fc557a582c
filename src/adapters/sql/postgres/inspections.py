"""What can be checked about a PostgreSQL database, from the way there to its rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import text

from adapters.sql.inspections import row_findings, schema_finding
from adapters.sql.postgres.connections import Connections, PostgresReads
from adapters.sql.postgres.migration import differences, schema_of
from adapters.sql.statements import Reads, Statement
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.inspections import Finding, ill, well

OLDEST = 140_000
_ABOUT = (
    "SELECT CAST(current_setting('server_version_num') AS integer), current_setting('server_encoding'),"
    " current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),"
    " current_setting('transaction_read_only')"
)
_SERVER = Statement(text(_ABOUT))


@dataclass(frozen=True, slots=True)
class PostgresInspections:
    """Checks a database that may be out of reach, empty or of another version; connects when it is asked."""

    url: str

    def findings(self, now: datetime, factor_keys: Collection[str] | None = None) -> Sequence[Finding]:
        reads = PostgresReads(Connections(self.url, 1))
        try:
            return self._of_the_database(reads, now, factor_keys)
        except Unavailable as error:
            cause = f"The database can't be reached ({str(error.__cause__ or error).strip()})."
            return [ill("database", cause, "Start PostgreSQL, or put P2P_DATABASE_URL right.")]
        finally:
            reads.close()

    def _of_the_database(
        self, reads: Reads, now: datetime, factor_keys: Collection[str] | None
    ) -> Sequence[Finding]:
        server = _server(reads)
        schema = schema_finding(schema_of(self.url), partial(differences, self.url))
        return [
            well("database"),
            server,
            schema,
            *(row_findings(reads, now, factor_keys) if schema.ok else []),
        ]


def _server(reads: Reads) -> Finding:
    """Whether the server keeps what it promises, and can keep every text."""
    ((version, encoding, *promises, read_only),) = reads.rows(_SERVER)
    if version < OLDEST:
        cause = f"PostgreSQL {version // 10_000} is older than this program was tried on."
        return ill("server", cause, f"Use PostgreSQL {OLDEST // 10_000} or newer.")
    if encoding != "UTF8":
        cause = f"The database keeps texts as {encoding}, which has no room for every language."
        return ill("server", cause, "Make one with ENCODING 'UTF8', and restore what is there into it.")
    if "off" in promises:
        cause = "fsync, full_page_writes or synchronous_commit is off: a crash may lose what was promised."
        return ill("server", cause, "Turn all three on in the server's configuration.")
    if read_only == "on":
        return ill(
            "server", "Nothing can be written: this is a standby.", "Name the primary in P2P_DATABASE_URL."
        )
    return well("server")
