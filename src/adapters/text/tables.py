"""Tables within bounds: a short text can't stand for a huge one, and no row loses words to a narrow head."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table

_MOST_CELLS = 4_000  # about 0.1 s; as wide and long a table as people still read
_REFUSED = "tables_refused"
_CELLS = "table_cells"


def enable_tables(markdown: MarkdownIt) -> None:
    """Let it read tables, up to so many cells in a text; what goes beyond is shown as it was written."""
    markdown.enable("table")
    markdown.block.ruler.at("table", _bounded, {"alt": ["paragraph", "reference"]})


def _bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    """The parser's own rule; after a first refusal there is no second look, which keeps the time linear."""
    if state.env.get(_REFUSED) or not table(state, start, end, silent=True):
        return False
    columns = len(_cells(_line(state, start + 1)))
    cells = state.env.get(_CELLS, 0) + columns * _most_rows(state, start, end)
    if cells > _MOST_CELLS:
        state.env[_REFUSED] = True
        return False
    if silent:
        return True
    state.env[_CELLS] = cells
    before = len(state.tokens)
    table(state, start, end, silent=False)
    if any(_overflows(_line(state, row), columns) for row in range(start + 2, state.line)):
        del state.tokens[before:]
        state.line = start
        state.env[_REFUSED] = True
        return False
    return True


def _most_rows(state: StateBlock, start: int, end: int) -> int:
    """How many lines the table has at the most: it ends before the first empty line."""
    last = start
    while last < end and not state.isEmpty(last):
        last += 1
    return last - start


def _overflows(row: str, columns: int) -> bool:
    """Whether words stand beyond the head's last column, where tables show nothing."""
    return row.count("|") >= columns and any(cell.strip() for cell in _cells(row)[columns:])


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|").removesuffix("|").replace("\\|", "")
    return inner.split("|")


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
