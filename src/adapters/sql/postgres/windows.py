"""How far back to look for the newest hits: in ever longer times, not among all that there are.

What an index over keys finds has to be fetched before it can be sorted, and a common word stands in very
many texts. Rare ones are found when no such time has enough of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, select

from adapters.sql.keys import AGE_BITS, END, LOWEST, RECENT
from adapters.sql.search_reader import CountOf, Near
from adapters.sql.statements import Reads, Statement
from adapters.sql.tables.search import entries

_FIRST = 500
"""Rows of the first time that is looked at."""
_SPARE = 1.5
"""More than it seems to take: words come and go."""
_LEAST, _LARGEST = 2, 8
"""How many times longer the next time is."""
_MOST_AGES = 400
"""Above so many, to look for each costs more than to fetch all."""


def _number(*order: object) -> Select[tuple[int]]:
    known = select(entries.c.number).where(entries.c.number >= LOWEST, entries.c.number < END)
    return known.order_by(*order).limit(1)  # type: ignore[arg-type]  # columns


_BACK = entries.c.number.desc()
_ENDS = Statement(
    select(
        _number(_BACK).scalar_subquery().label("newest"),
        _number(_BACK).offset(bindparam("rows")).scalar_subquery().label("lowest"),
        _number(entries.c.number).scalar_subquery().label("oldest"),
    )
)


@dataclass(frozen=True, slots=True)
class Windows:
    """Tells in which time enough hits will be found."""

    reads: Reads

    def near(self, count: CountOf, known: Mapping[str, object], wanted: int) -> Near:
        """The shortest time, of those that are looked at, that has so many; all times, if none does."""
        ends = {"lowest": known["lowest"], "end": known["end"], "rows": _FIRST}
        ((newest, lowest, oldest),) = self.reads.rows(_ENDS, **ends)
        if lowest is None:
            return Near()
        newest_age, oldest_age, ages = newest >> AGE_BITS, lowest >> AGE_BITS, oldest >> AGE_BITS
        while oldest_age > ages and newest_age - oldest_age < _MOST_AGES:
            window = {"newest_age": newest_age, "oldest_age": oldest_age}
            rows = self.reads.rows(count(frozenset({RECENT})), **{**known, **window, "most": wanted})
            ((found,),) = rows
            if found >= wanted:
                return Near(frozenset({RECENT}), window, found)
            oldest_age = newest_age - int((newest_age - oldest_age + 1) * _longer(found, wanted))
        return Near()


def _longer(found: int, wanted: int) -> float:
    """How many times as long a time should have enough of them."""
    return min(max(wanted * _SPARE / found, _LEAST), _LARGEST) if found else _LARGEST
