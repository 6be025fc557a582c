"""`GET /limits` tells everybody what may be sent, and it is what is enforced."""

from dataclasses import MISSING, fields
from typing import Any

import pytest

from entrypoints.http.arrival import LONGEST_BODY
from entrypoints.http.body import build
from entrypoints.http.operations import API as ROUTES
from entrypoints.http.query import read_query
from entrypoints.http.routes import declared
from p2p_core.shared.errors import Invalid
from p2p_core.shared.inputs import Input
from tests.http.site import API, Site, development

PATH = f"{API}/limits"
OPERATIONS = [operation for *_, operation in declared(ROUTES)]
TAKEN = sorted({one.takes for one in OPERATIONS if one.takes}, key=lambda shape: shape.__name__)
ASKED = {one.id: one.query for one in OPERATIONS if one.query}


@pytest.fixture
def limits(site: Site) -> dict[str, Any]:
    told: dict[str, Any] = site.get(PATH).json()
    return told


def codes(refused: Invalid) -> dict[str, str]:
    return {error.field: error.code for error in refused.errors}


def needed(shape: type[Input]) -> set[str]:
    """What can't be left out."""
    return {one.name for one in fields(shape) if one.default is MISSING}


def refusal(shape: type[Input], **values: object) -> dict[str, str]:
    """What is said of a body with these fields."""
    with pytest.raises(Invalid) as refused:
        build(shape, values)
    return codes(refused.value)


def test_everybody_may_ask_and_need_not_ask_twice(site: Site) -> None:
    first = site.get(PATH)
    again = site.get(PATH, headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == again.headers["cache-control"] == "public, max-age=300"
    assert first.headers["vary"] == again.headers["vary"] == "Accept-Encoding"
    assert "set-cookie" not in first.headers


def test_another_origin_gets_an_answer_of_its_own(make_site: Any) -> None:  # noqa: ANN401 - the fixture
    site = make_site(development(cors_origins=("https://listed.example",)))

    assert site.get(PATH).headers["vary"] == "Accept-Encoding, Origin"


def test_everything_that_an_operation_takes_is_told(limits: dict[str, Any]) -> None:
    assert set(limits["inputs"]) == {shape.__name__ for shape in TAKEN}
    assert set(limits["queries"]) == set(ASKED)
    assert limits["body"] == {
        "media_types": ["application/json"],
        "max_bytes": LONGEST_BODY,
        "max_seconds": 30,
    }
    assert limits["idempotency_key"] == {"max_length": 64, "kept_seconds": 86_400}


def test_a_field_is_told_with_its_type_and_bounds(limits: dict[str, Any]) -> None:
    topic, sign_up = limits["inputs"]["NewTopic"], limits["inputs"]["SignUp"]
    plain = {
        "type": "string",
        "required": True,
        "nullable": False,
        "minimum": 5,
        "maximum": 200,
        "pattern": r"^[^\u0000-\u001F\u007F-\u009F\u2028\u2029]*$",
        "format": None,
        "choices": None,
        "items": None,
        "fields": None,
    }

    assert topic["title"] == plain
    assert (topic["tags"]["type"], topic["tags"]["required"], topic["tags"]["maximum"]) == ("array", False, 5)
    assert topic["tags"]["items"] == {**plain, "minimum": 2, "maximum": 30}
    assert topic["visibility"]["choices"] == ["network", "organization"]
    assert sign_up["organization"]["fields"]["country"]["nullable"]
    assert sign_up["email"]["maximum"] == 254
    assert limits["inputs"]["CategoryChanges"]["position"]["maximum"] == 10_000
    assert limits["queries"]["listTopics"]["limit"]["maximum"] == 100


@pytest.mark.parametrize("shape", TAKEN, ids=lambda shape: shape.__name__)
def test_what_is_told_of_a_body_is_what_is_enforced(limits: dict[str, Any], shape: type[Input]) -> None:
    for name, told in limits["inputs"][shape.__name__].items():
        if told["type"] == "string" and told["maximum"]:
            too_long = "x" * (told["maximum"] + 1)
            assert refusal(shape, **{name: too_long})[name] in {
                "too_long",
                "not_an_email",
                "unknown_timezone",
            }
        if told["type"] == "array" and told["maximum"]:
            too_many = [f"item {number}" for number in range(told["maximum"] + 1)]
            assert refusal(shape, **{name: too_many})[name] == "too_many"
        if told["type"] == "integer":
            assert refusal(shape, **{name: told["minimum"] - 1})[name] == "too_small"
            assert refusal(shape, **{name: told["maximum"] + 1})[name] == "too_large"
        if told["choices"]:
            assert refusal(shape, **{name: "none of them"})[name] == "not_a_choice"
        if told["required"]:
            assert refusal(shape)[name] == "required"
        if not told["nullable"]:
            assert refusal(shape, **{name: None})[name] == "wrong_type"


@pytest.mark.parametrize("operation", ASKED)
def test_what_is_told_of_a_query_is_what_is_enforced(limits: dict[str, Any], operation: str) -> None:
    for name, told in limits["queries"][operation].items():
        beyond = {
            "string": "x" * ((told["maximum"] or 0) + 1),
            "integer": (told["maximum"] or 0) + 1,
            "boolean": "maybe",
        }[told["type"]]
        with pytest.raises(Invalid) as refused:
            read_query(f"{name}={beyond}".encode(), ASKED[operation])
        assert set(codes(refused.value)) == {name} | (needed(ASKED[operation]) - {name})


def test_everything_that_can_be_sent_is_bounded(limits: dict[str, Any]) -> None:
    def unbounded(where: str, told: dict[str, Any]) -> list[str]:
        inner = {**(told["fields"] or {}), **({"items": told["items"]} if told["items"] else {})}
        found = [one for name, field in inner.items() for one in unbounded(f"{where}.{name}", field)]
        free = told["maximum"] is None and told["choices"] is None and told["pattern"] is None
        return found + ([where] if free and told["type"] not in {"boolean", "object"} else [])

    shapes = {**limits["inputs"], **limits["queries"]}
    assert [
        one for shape, fields in shapes.items() for name, told in fields.items()
        for one in unbounded(f"{shape}.{name}", told)
    ] == []  # fmt: skip


def test_what_files_may_be_is_told_by_their_purpose(limits: dict[str, Any]) -> None:
    assert set(limits["files"]) == {"attachment", "use_case_media", "document", "picture", "logo"}
    media, document = limits["files"]["use_case_media"], limits["files"]["document"]
    assert media["media_types"]["image/jpeg"] == ["jpg", "jpeg"]
    assert "image/jpeg" not in document["media_types"]
    assert (media["max_bytes"], media["max_upload_bytes"]) == (25 * 1024**2, 500 * 1024**2)
    assert document["max_upload_bytes"] == 100 * 1024**2
    assert (media["max_pixels"], media["max_video_seconds"]) == (50_000_000, 600)
