"""The OpenAPI document is valid and stable; that it is true, every other test here checks on the way."""

import re
from typing import Any

import pytest
from openapi_spec_validator import validate

from entrypoints.http.catalogue import STATUS_OF
from entrypoints.http.examples import EXAMPLES
from entrypoints.http.openapi import document
from entrypoints.http.operations import API
from entrypoints.http.wording import DETAILS, MESSAGES, TITLES
from p2p_core.forum.topics.shapes import NewTopic
from p2p_core.shared.inputs import checked
from tests.http.promises import the_document
from tests.http.site import Site

OPERATIONS = [one for item in the_document()["paths"].values() for one in item.values()]


def test_it_is_valid_openapi_3_1() -> None:
    assert the_document()["openapi"].startswith("3.1")
    validate(the_document())


def test_it_is_the_same_bytes_each_time(site: Site) -> None:
    assert site.get("/schema/openapi.json").content == document(API, "1.2.3") == document(API, "1.2.3")


def test_each_operation_has_an_id_of_its_own_and_says_what_it_does() -> None:
    ids = [one["operationId"] for one in OPERATIONS]

    assert len(set(ids)) == len(ids)
    assert all(one["summary"] and one["tags"] for one in OPERATIONS)


def test_each_request_has_an_example() -> None:
    bodies = {one["operationId"]: one["requestBody"]["content"] for one in OPERATIONS if "requestBody" in one}
    taking = {name for name, content in bodies.items() if "application/json" in content}

    assert taking == set(EXAMPLES)


@pytest.mark.parametrize("name", ["signUp", "resendVerification", "logIn"])
def test_the_examples_are_accepted(site: Site, name: str) -> None:
    (path,) = (
        path
        for path, item in the_document()["paths"].items()
        if any(one["operationId"] == name for one in item.values())
    )

    assert site.post(path, EXAMPLES[name]).status_code in {202, 401}


def test_the_limits_of_the_core_are_told() -> None:
    schemas = the_document()["components"]["schemas"]

    title = schemas["NewTopic"]["properties"]["title"]
    assert {**title, "pattern": ""} == {"type": "string", "minLength": 5, "maxLength": 200, "pattern": ""}
    assert schemas["NewTopic"]["properties"]["tags"]["maxItems"] == 5
    assert schemas["SignUp"]["additionalProperties"] is False
    assert schemas["NewTopic"]["required"] == ["title", "body", "category_id"]


@pytest.mark.parametrize(
    ("field", "kept"), [("title", {"\t": False, "\n": False}), ("body", {"\t": True, "\n": True})]
)
def test_the_patterns_allow_the_characters_that_the_core_allows(field: str, kept: dict[str, bool]) -> None:
    pattern = the_document()["components"]["schemas"]["NewTopic"]["properties"][field]["pattern"].replace(
        "$", r"\Z"
    )
    asked = {"a": True, "\0": False, "\x7f": False, "\x85": False, "ص": True, "😀": True, **kept}
    assert {each: bool(re.match(pattern, each)) for each in asked} == asked
    for each, is_kept in asked.items():
        _, errors = checked(NewTopic, {field: f"long enough {each} to be one"})
        assert (errors == []) is is_kept


def test_the_headers_of_uploads_piece_by_piece_are_told() -> None:
    def told(operation_id: str) -> tuple[set[str], set[str], set[str]]:
        """The headers it wants, those it may be sent, and those of its answer."""
        (one,) = (one for one in OPERATIONS if one["operationId"] == operation_id)
        listed = [components("parameters", each) for each in one["parameters"]]
        sent = [each for each in listed if each["in"] == "header"]
        wanted = {each["name"] for each in sent if each.get("required")}
        (answer,) = (answer for status, answer in one["responses"].items() if status.startswith("2"))
        return wanted, {each["name"] for each in sent} - wanted, set(answer["headers"]) - {"X-Request-ID"}

    standing = {"Tus-Resumable", "Upload-Offset", "Upload-Length", "Upload-Expires"}
    made = {"Location", "ETag", "Idempotent-Replayed"}
    assert told("announceUpload") == (
        {"Upload-Length", "Upload-Metadata"},
        {"Tus-Resumable", "Idempotency-Key"},
        standing | made,
    )
    assert told("getUpload") == (set(), {"Tus-Resumable"}, standing | {"Upload-Metadata"})
    assert told("continueUpload") == (
        {"Upload-Offset"},
        {"Tus-Resumable", "Upload-Checksum", "If-Match"},
        standing,
    )
    assert told("abandonUpload") == (set(), {"Tus-Resumable", "If-Match"}, {"Tus-Resumable"})


def components(kind: str, described: dict[str, Any]) -> dict[str, Any]:
    """What is described, there or under its name."""
    name = described.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = the_document()["components"][kind][name] if name else described
    return found


def test_every_problem_has_words_in_both_languages() -> None:
    assert set(TITLES) == set(DETAILS) == set(STATUS_OF)
    for words in (*TITLES.values(), *DETAILS.values(), *MESSAGES.values()):
        english, arabic = words
        assert english.isascii()
        assert not arabic.isascii()
