"""One person, one account: every spelling of an address has one normal form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p_core.identity.users.model import EmailAddress, address_of
from p2p_core.shared.inputs import Refused


@pytest.mark.parametrize(
    "spelling",
    ["ali@example.com", " ALI@Example.COM ", "Ａli@example.com", "ali@EXAMPLE.com", "ali＠example.com"],
)
def test_spellings_of_one_address_are_one(spelling: str) -> None:
    assert address_of(spelling) == "ali@example.com"


def test_an_arabic_domain_is_compared_in_idna() -> None:
    assert address_of("ali@مصنع.السعودية") == address_of("ali@xn--0gbi8af.xn--mgberp4a5d4ar")


def test_the_address_is_kept_as_written_but_for_blanks_around_it() -> None:
    assert EmailAddress().apply("  Ali.Saleh+x@Example.com ") == "Ali.Saleh+x@Example.com"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" ", "empty"),
        ("ali", "not_an_email"),
        ("@example.com", "not_an_email"),
        ("ali@", "not_an_email"),
        ("ali@localhost", "not_an_email"),
        ("ali@@example.com", "not_an_email"),
        ("a b@example.com", "not_an_email"),
        ("ali@exa mple.com", "not_an_email"),
        ("ali@example..com", "not_an_email"),
        ("ali@-example.com", "not_an_email"),
        (".ali@example.com", "not_an_email"),
        ("a..b@example.com", "not_an_email"),
        ("<ali@example.com>", "not_an_email"),
        ("ali@example.com\nbcc: all@example.com", "not_an_email"),
        ("ali\u202e@example.com", "not_an_email"),
        ("ali\x00@example.com", "not_an_email"),
        ("\ud800@example.com", "not_an_email"),
        ("ali@" + "a" * 64 + ".com", "not_an_email"),
        ("a" * 65 + "@example.com", "not_an_email"),
        ("a" + "\u0301" * 100 + "@example.com", "not_an_email"),
        ("a@" + "b" * 60 + "." + "c" * 250, "too_long"),
    ],
)
def test_what_mail_can_not_be_sent_to_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        EmailAddress().apply(text)
    assert refused.value.code == code


@given(st.text(max_size=300))
def test_any_text_is_either_refused_or_has_a_stable_normal_form(text: str) -> None:
    try:
        email = EmailAddress().apply(text)
    except Refused:
        return
    assert address_of(address_of(email)) == address_of(email)
