"""What stands in a picture's place: a letter or two of the name, in whatever script it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p_core.shared.initials import initials


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Noura", "Haddad"), "NH"),
        (("noura", "o'neil"), "NO"),
        (("Riyadh Plastics Company",), "RP"),
        (("سارة", "العتيبي"), "س ع"),
        (("مصنع الرياض للبلاستيك",), "م ر"),
        (("نَوال", "آل سعود"), "ن آ"),
        (("الي", "علي"), "ا ع"),
        (("3M",), "3"),
        (("«R&D»", "(Labs)"), "RL"),
        (("ßa", "éa"), "SÉ"),
        (("李", "小龍"), "李小"),
        (("!!", "—"), "•"),
        ((), "•"),
    ],
)
def test_initials_are_the_first_letters_of_two_words(names: tuple[str, ...], shown: str) -> None:
    assert initials(*names) == shown


@given(st.lists(st.text(max_size=20), max_size=3))
def test_every_name_has_initials_and_they_are_short(names: list[str]) -> None:
    assert 1 <= len(initials(*names)) <= 3
