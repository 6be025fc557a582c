"""Files beside words in a view: read with the words, in their query, as one JSON text for each place."""

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from adapters.sql.tables.schema import TEXT, KeptAsJson
from p2p_core.files.shapes import Attached, Attachment, attachment_of

_decode = msgspec.json.Decoder(tuple[Attached, ...]).decode
_FIELDS = ", ".join(
    f"'{name}', files.{name}"
    for name in (
        "id",
        "name",
        "description",
        "media_type",
        "size",
        "width",
        "height",
        "duration",
        "status",
        "placeholder",
    )
)
_NONE = "[]"


def _shown(value: str | None) -> tuple[Attachment, ...]:
    return () if value is None or value == _NONE else tuple(map(attachment_of, _decode(value)))


class Attachments(TypeDecorator[tuple[Attachment, ...]], KeptAsJson):
    """What is shown of files; only read."""

    impl = TEXT
    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], tuple[Attachment, ...]]:
        """From the database."""
        del dialect, coltype
        return _shown

    def as_json(self) -> Callable[[str | None], object]:
        """The same: they are few."""
        return _shown


class attached(FunctionElement[Any]):  # noqa: N801 - reads as a function of SQL
    """The files that are shown at a place, in their order; none at no place."""

    type = Attachments()
    inherit_cache = True

    def __init__(self, place: ColumnElement[Any]) -> None:
        super().__init__(place)


@compiles(attached, "sqlite")
def _in_sqlite(element: attached, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - as it comes
    return (
        f"(SELECT json_group_array(json(found.line)) FROM (SELECT json_object({_FIELDS},"  # noqa: S608 - our names
        f" 'variants', json(files.variants)) AS line FROM files WHERE {_where(element, compiler, options)}"
        " ORDER BY files.position, files.id) AS found)"
    )


@compiles(attached, "postgresql")
def _in_postgres(element: attached, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - as it comes
    return (
        f"(SELECT CAST(json_agg(json_build_object({_FIELDS}, 'variants', CAST(files.variants AS json))"  # noqa: S608 - our names
        f" ORDER BY files.position, files.id) AS text) FROM files WHERE {_where(element, compiler, options)})"
    )


def _where(element: attached, compiler: SQLCompiler, options: dict[str, Any]) -> str:
    (place,) = (compiler.process(clause, **options) for clause in element.clauses)
    return f"files.attached_to = {place} AND files.deleted_at IS NULL"
