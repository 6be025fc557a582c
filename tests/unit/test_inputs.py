"""An input that exists is valid, and all that fails is told at once."""

from dataclasses import dataclass
from time import process_time
from typing import Annotated

import pytest

from p2p_core.forum.posts.shapes import NewPost
from p2p_core.forum.topics.shapes import NewTopic, TopicQuery
from p2p_core.identity.registrations.shapes import ResendVerification, VerifyEmail
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.organizations.model import Industry
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.errors import Invalid
from p2p_core.shared.inputs import Form, Input, Password, Range, checked
from tests.world import a_sign_up


def errors_of(kind: type[Input], **values: object) -> dict[str, str]:
    """The failing fields of an input and their codes."""
    with pytest.raises(Invalid) as refused:
        kind(**values)
    return {error.field: error.code for error in refused.value.errors}


def test_all_failing_fields_are_told_at_once_items_by_number() -> None:
    assert errors_of(
        NewTopic, title="abcd", body="x" * 20_001, category_id="c", tags=("ok", "x", "fine", "ش" * 31)
    ) == {"title": "too_short", "body": "too_long", "tags.1": "too_short", "tags.3": "too_long"}


@pytest.mark.parametrize("letter", ["a", "ش", "👷"])
def test_lengths_are_counted_in_code_points_at_both_limits(letter: str) -> None:
    def post(length: int) -> dict[str, object]:
        return {"title": letter * length, "body": letter * 10, "category_id": "c"}

    NewTopic(**post(5))  # type: ignore[arg-type]  # the values are texts
    NewTopic(**post(200))  # type: ignore[arg-type]  # the values are texts
    assert errors_of(NewTopic, **post(4)) == {"title": "too_short"}
    assert errors_of(NewTopic, **post(201)) == {"title": "too_long"}


def test_text_is_measured_and_kept_in_its_normal_form() -> None:
    decomposed = "e\u0301" * 200
    assert NewTopic(title=decomposed, body="x" * 10, category_id="c").title == "\u00e9" * 200
    assert NewPost(body="a\r\nb").body == "a\nb"


def test_text_with_nothing_to_see_is_empty() -> None:
    assert errors_of(NewPost, body=" \n\u200b\u3164") == {"body": "empty"}


def test_too_many_and_repeated_items_are_refused() -> None:
    tags = tuple(f"tag {number}" for number in range(6))
    base = {"title": "12345", "body": "1234567890", "category_id": "c"}
    assert errors_of(NewTopic, **base, tags=tags) == {"tags": "too_many"}
    assert errors_of(NewTopic, **base, tags=("same", "same")) == {"tags": "repeated"}


def test_choices_countries_numbers_and_types_are_checked() -> None:
    assert errors_of(NewOrganization, name="Factory", industry="toys", size="big", country="sa") == {
        "industry": "not_a_choice",
        "size": "not_a_choice",
        "country": "unknown_country",
    }
    assert errors_of(TopicQuery, limit=0, sort="best") == {"limit": "too_small", "sort": "not_a_choice"}
    assert errors_of(TopicQuery, limit=101) == {"limit": "too_large"}
    assert errors_of(TopicQuery, limit=True, count=1, category=7) == {
        "limit": "wrong_type",
        "count": "wrong_type",
        "category": "wrong_type",
    }
    assert errors_of(NewTopic, title="12345", body="1234567890", category_id="c", tags="tag") == {
        "tags": "wrong_type"
    }


def test_a_choice_given_as_text_becomes_the_choice() -> None:
    assert NewOrganization(name="Factory", industry="metals").industry is Industry.METALS  # type: ignore[arg-type]  # text is allowed in


def test_nothing_is_trimmed_or_collapsed() -> None:
    assert NewOrganization(name="  مصنع   الخليج ").name == "  مصنع   الخليج "


def test_what_programs_write_is_wholly_of_its_form() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Told(Input):
        place: Annotated[str, Form("[a-z]+:[0-9]+", 6)]

    assert Told(place="ab:12").place == "ab:12"
    for other in ("", "ab:", "x ab:1", "ab:1\n", "AB:1"):
        assert errors_of(Told, place=other) == {"place": "wrong_form"}
    assert errors_of(Told, place="abc:123") == {"place": "too_long"}


def test_a_password_may_be_anything_but_too_short_or_too_long() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Chosen(Input):
        password: Annotated[str, Password(12, 128)]

    assert Chosen(password=" e\u0301\x00\n" + "ش" * 10).password == " \u00e9\x00\n" + "ش" * 10
    assert errors_of(Chosen, password="short pass!") == {"password": "too_short"}
    assert errors_of(Chosen, password="x" * 129) == {"password": "too_long"}
    assert errors_of(Chosen, password="\ud800" * 12) == {"password": "lone_surrogate"}
    assert errors_of(Chosen, password=123456789012) == {"password": "wrong_type"}


def test_what_is_checked_without_constructing_is_the_same() -> None:
    normal, errors = checked(NewTopic, {"title": "e\u0301" * 5, "body": "short"})
    assert normal["title"] == "\u00e9" * 5
    assert [(error.field, error.code, error.limit) for error in errors] == [("body", "too_short", 10)]


def test_a_number_says_its_bounds() -> None:
    assert Range(1, 3).apply(3) == 3


def test_an_error_names_the_limit_it_missed() -> None:
    with pytest.raises(Invalid) as refused:
        NewPost(body="x" * 20_001)
    assert refused.value.errors[0].limit == 20_000
    assert str(refused.value) == "body: too_long"


def test_an_input_can_not_be_changed_afterwards() -> None:
    with pytest.raises(AttributeError):
        a_sign_up().email = "other@example.com"  # type: ignore[misc]  # frozen is what is tested


def test_a_nested_input_must_be_one_and_a_line_must_be_clean() -> None:
    sign_up = a_sign_up()
    assert errors_of(
        type(sign_up),
        email=sign_up.email,
        password=sign_up.password,
        first_name="Sa\x00ra",
        last_name="\ud800",
        organization={"name": "Works"},
    ) == {
        "first_name": "control_character",
        "last_name": "lone_surrogate",
        "organization": "wrong_type",
    }


def test_texts_that_only_cost_time_are_refused_before_they_are_normalised() -> None:
    """Sorting marks takes quadratic time: a visitor could stop the server with one sign-in."""
    marks = "a" + "\u0300\u0316" * 75_000
    started = process_time()
    assert errors_of(LogIn, email=marks, password=marks) == {"email": "too_long", "password": "too_long"}
    assert errors_of(NewPost, body=marks) == {"body": "too_long"}
    assert errors_of(VerifyEmail, token=marks) == {"token": "too_long"}
    assert errors_of(ResendVerification, email=marks) == {"email": "too_long"}
    assert errors_of(NewPost, body="a" + "\u0300\u0316" * 9_000) == {"body": "too_many_marks"}
    assert process_time() - started < 2, "22 s when marks were sorted first"


def test_a_letter_may_carry_the_marks_of_any_language_and_not_many_more() -> None:
    NewPost(body="ṩ̂̃ الصِّيَانَةُ a" + "\u0301" * 30)
    assert errors_of(NewPost, body="a" + "\u0301" * 31) == {"body": "too_many_marks"}
    assert errors_of(LogIn, email="a", password="a" + "\u0301" * 31) == {"password": "too_many_marks"}


def test_too_many_items_are_counted_before_any_is_looked_at() -> None:
    assert errors_of(NewTopic, title="12345", body="1234567890", category_id="c", tags=[0] * 100_000) == {
        "tags": "too_many"
    }
