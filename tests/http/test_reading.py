"""The parts that read what a client sent, each alone: languages, bodies and queries of any shape."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http.body import read_body
from entrypoints.http.language import preferred
from entrypoints.http.query import read_query
from entrypoints.http.refusals import MalformedJson
from p2p_core.forum.topics.shapes import NewTopic, TopicQuery
from p2p_core.identity.registrations.shapes import SignUp
from p2p_core.shared.errors import FieldError, Invalid


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ar", "ar"),
        ("ar-SA,ar;q=0.9,en;q=0.8", "ar"),
        ("en;q=0.5, ar;q=0.9", "ar"),
        ("en, ar", "en"),
        ("fr, ar;q=0.1", "ar"),
        ("ar;q=0", "en"),
        ("ar;q=nonsense", "en"),
        ("ar;level=1", "ar"),
        (";;;,,,q=1", "en"),
        ("x" * 10_000 + ",ar", "en"),
    ],
)
def test_the_language_is_the_one_that_is_asked_for_most(header: str, language: str) -> None:
    assert preferred(header) == language


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(
    ["email", "password", "first_name", "last_name", "organization", "title", "body", "tags"]
)


@given(st.dictionaries(NAMES | st.text(max_size=8), JSON, max_size=8), st.sampled_from([SignUp, NewTopic]))
def test_any_json_makes_an_input_or_is_refused_by_field(
    data: dict[str, object], kind: type[SignUp] | type[NewTopic]
) -> None:
    refused: tuple[FieldError, ...] | None = None
    try:
        made = read_body(json.dumps(data).encode(), kind)
    except Invalid as refusal:
        refused = refusal.errors
    else:
        assert isinstance(made, kind)

    assert refused is None or refused
    json.dumps([error.field for error in refused or ()], ensure_ascii=False).encode()


@given(st.binary(max_size=200))
def test_any_bytes_make_an_input_or_are_refused(body: bytes) -> None:
    with suppress(Invalid, MalformedJson):
        read_body(body, SignUp)


@given(st.binary(max_size=100))
def test_any_query_makes_an_input_or_is_refused(query: bytes) -> None:
    with suppress(Invalid):
        read_query(query, TopicQuery)


@given(st.dictionaries(st.sampled_from(["limit", "cursor", "sort", "tag", "count"]), st.text(max_size=12)))
def test_any_parameters_make_an_input_or_are_refused_by_name(parameters: dict[str, str]) -> None:
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    with suppress(Invalid):
        read_query(query.encode(), TopicQuery)
