"""What is derived once at import: engines, statements, and dataclasses from rows and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

import pytest
from sqlalchemy import Column, MetaData, Table, Text, and_, bindparam, not_, select, update
from sqlalchemy.schema import CreateTable

from adapters.sql.dialects import DIALECTS
from adapters.sql.records import Mismatch, Record, Shape, matching
from adapters.sql.refusals import BrokenRuleError, Refusal, meaning_of
from adapters.sql.sqlite.driver import DRIVER, driver_of, newest
from adapters.sql.sqlite.errors import translated
from adapters.sql.statements import Statement
from p2p_core.shared.errors import AlreadyExists, Conflict, Unavailable


@dataclass(frozen=True, slots=True)
class Place:
    lat: float
    lng: float


@dataclass(slots=True, kw_only=True)
class Plant:
    id: str
    name: str
    place: Place | None


def columns(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


PLANTS = Table("plants", MetaData(), *columns("id", "name", "place_lat", "place_lng"))


def module(version: tuple[int, int, int]) -> ModuleType:
    made = ModuleType("engine")
    made.__dict__.update(sqlite_version_info=version, Error=RuntimeError)
    return made


def test_the_newest_installed_engine_is_taken() -> None:
    assert newest(("sqlite3", "not_installed.dbapi2")).module.__name__ == "sqlite3"
    assert DRIVER.version >= newest(("sqlite3",)).version


@pytest.mark.parametrize(("version", "sound"), [((3, 51, 2), False), ((3, 51, 3), True), ((3, 60, 0), True)])
def test_an_engine_with_the_reset_race_belongs_to_one_process(
    version: tuple[int, int, int], *, sound: bool
) -> None:
    assert driver_of(module(version)).is_sound is sound


def test_an_entity_goes_into_columns_and_comes_back() -> None:
    record = Record(Plant, PLANTS)
    for place in (Place(0.0, 0.0), None):
        plant = Plant(id="1", name="Dammam", place=place)
        assert record.of(tuple(record.values(plant).values())) == plant


def test_a_field_without_a_column_and_a_column_without_a_field_are_refused() -> None:
    smaller = Table("smaller", MetaData(), *columns("id", "place_lat", "place_lng"))
    larger = Table("larger", MetaData(), *columns("id", "name", "place_lat", "place_lng", "owner"))
    with pytest.raises(Mismatch, match=r"Plant\.name"):
        Record(Plant, smaller)
    with pytest.raises(Mismatch, match="owner"):
        Record(Plant, larger)
    assert Record(Plant, larger, kept_by_store=["owner"]).columns.keys() == set(PLANTS.c.keys())


def test_what_is_true_or_false_has_a_column_that_says_so() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Light:
        on: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Hall:
        light: Light | None

    is_on = and_(PLANTS.c.id == "1", PLANTS.c.name == "Dammam")
    assert Shape(Hall, {"light.on": is_on}).of((0,)).light == Light(on=False)
    with pytest.raises(Mismatch, match=r"light\.on"):
        Shape(Hall, {"light.on": not_(is_on)})


def test_a_view_nests_by_its_labels() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Card:
        plant: Plant
        open: bool

    shape = Shape(Card, matching(Plant, PLANTS, "plant."), fixed={"open": True})
    assert [label.name for label in shape.labelled()] == [
        "plant.id",
        "plant.name",
        "plant.place.lat",
        "plant.place.lng",
    ]
    plant = Plant(id="1", name="Dammam", place=None)
    assert shape.of(("1", "Dammam", None, None)) == Card(plant=plant, open=True)


def test_values_written_into_a_statement_stay_and_missing_ones_are_a_mistake() -> None:
    statement = Statement(
        update(PLANTS).values(name=None, place_lat="7").where(PLANTS.c.id == bindparam("known"))
    ).ready("sqlite")
    assert statement.arguments({"known": "1"}) == [None, "7", "1"]
    with pytest.raises(KeyError, match="known"):
        statement.arguments({})


def test_only_statements_are_compiled() -> None:
    with pytest.raises(TypeError):
        Statement(CreateTable(PLANTS)).ready("sqlite")


def test_a_statement_is_compiled_once() -> None:
    statement = Statement(select(PLANTS.c.id))
    assert statement.ready("sqlite") is statement.ready("sqlite")
    assert set(DIALECTS) == {"sqlite", "postgresql"}


CASES: Mapping[str, tuple[int, type[Exception], str | None]] = {
    "UNIQUE constraint failed: users.address": (19, AlreadyExists, "email_taken"),
    "UNIQUE constraint failed: organizations.slug": (19, AlreadyExists, "slug_taken"),
    "UNIQUE constraint failed: posts.topic_id, posts.seq": (19, AlreadyExists, "conflict"),
    "UNIQUE constraint failed: nowhere.x": (19, AlreadyExists, "conflict"),
    "FOREIGN KEY constraint failed": (19, Conflict, "conflict"),
    "CHECK constraint failed: ck_topics_x": (19, BrokenRuleError, None),
    "NOT NULL constraint failed: users.email": (19, BrokenRuleError, None),
    "database is locked": (5, Unavailable, "unavailable"),
    "disk I/O error": (10 | 3 << 8, Unavailable, "unavailable"),
    "database or disk is full": (13, Unavailable, "unavailable"),
    "no such table: users": (1, BrokenRuleError, None),
}


@pytest.mark.parametrize("message", CASES)
def test_each_failure_of_the_engine_has_its_meaning(message: str) -> None:
    number, kind, code = CASES[message]
    error = DRIVER.error(message)
    error.sqlite_errorcode = number  # type: ignore[attr-defined]  # as the driver's own errors have it
    meaning = translated(error)
    assert type(meaning) is kind
    assert getattr(meaning, "code", None) == code


def test_a_broken_rule_says_which_to_developers() -> None:
    assert str(meaning_of(Refusal.broken_rule(), "CHECK failed: x")) == "CHECK failed: x"
