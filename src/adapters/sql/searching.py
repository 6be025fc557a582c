"""Looking for a part of a text, letter by letter: nothing that people type is a pattern."""

from sqlalchemy import ColumnElement, bindparam

_ESCAPE = "!"


def contains(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether a column contains what ``pattern`` made of a text; both have to be folded alike."""
    return column.like(bindparam(name), escape=_ESCAPE)


def pattern(text: str) -> str:
    """The value for ``contains``."""
    for special in (_ESCAPE, "%", "_"):
        text = text.replace(special, _ESCAPE + special)
    return f"%{text}%"
