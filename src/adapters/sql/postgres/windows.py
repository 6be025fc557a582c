"""How far back to look for the newest hits: in ever larger windows of time, not among all that there are.

PostgreSQL's indexes over words know no order.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from adapters.sql.finding import END, LOWEST
from adapters.sql.statements import Reads, Statement
from adapters.sql.tables.search import entries

_FIRST = 2_500
"""Rows of the first window."""
_TELLING = 20
"""With fewer hits in it the word is rare enough for all of them to be looked at."""
_SPARE = 1.5
_BEHIND = Statement(
    select(entries.c.number)
    .where(entries.c.number >= LOWEST, entries.c.number < END)
    .order_by(entries.c.number.desc())
    .offset(bindparam("rows"))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Windows:
    """Tells from which number on enough hits will be found."""

    reads: Reads

    def lowest(self, count: Statement, known: Mapping[str, object], wanted: int) -> object:
        """The lowest number to look at, for the newest so many; ``count`` counts them in a window."""
        whole, rows = known["lowest"], _FIRST
        for _ in range(2):
            behind = self.reads.rows(_BEHIND, lowest=whole, end=known["end"], rows=rows)
            if not behind:
                return whole
            ((lowest,),) = behind
            ((found,),) = self.reads.rows(count, **{**known, "lowest": lowest, "most": wanted})
            if found >= wanted:
                return lowest
            if found < _TELLING:
                return whole
            rows = int(rows * wanted / found * _SPARE)
        return whole
