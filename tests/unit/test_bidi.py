"""Names in mails: whatever marks they hold, what stands behind them is read as if they held none."""

from unicodedata import bidirectional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p_core.notifications.letters import write_letter
from p2p_core.notifications.wording import INVITATION, VERIFICATION
from p2p_core.shared.bidi import balanced, isolated
from p2p_core.shared.language import Language

MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
NAMES = st.text(alphabet=st.sampled_from(MARKS + "Ab1 (]ش٣ة·"), max_size=24) | st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=24
)
EMBEDDING = {"LRE": 0, "RLE": 1, "LRO": 0, "RLO": 1}
ISOLATING = {"LRI", "RLI", "FSI"}


def level_behind(text: str) -> tuple[int, int, bool]:
    """How deep a text leaves what follows it, by rules X1 to X8 of Unicode's annex 9; zeros where it began.

    Which of two directions a level has makes no difference here, so that ``FSI`` is a level like any other.
    """
    stack: list[tuple[bool, bool]] = [(False, False)]  # isolate, override
    open_isolates = 0
    for character in text:
        kind = bidirectional(character)
        if kind in EMBEDDING:
            stack.append((False, kind.endswith("O")))
        elif kind in ISOLATING:
            open_isolates += 1
            stack.append((True, False))
        elif kind == "PDI" and open_isolates:
            while not stack[-1][0]:
                stack.pop()
            stack.pop()
            open_isolates -= 1
        elif kind == "PDF" and len(stack) > 1 and not stack[-1][0]:
            stack.pop()
    return len(stack) - 1, open_isolates, stack[-1][1]


def test_the_measure_sees_what_leaks() -> None:
    assert level_behind("Evil \u202e") == (1, 0, True)
    assert level_behind("\u2068Evil \u2067\u2069") == (1, 1, False)
    assert level_behind("\u2068Evil \u2069\u202b\u2069") == (1, 0, False)


@given(name=NAMES, language=st.sampled_from(Language))
def test_nothing_leaks_past_a_name(name: str, language: Language) -> None:
    framed = isolated(name, language)
    assert level_behind(f"Hello {framed}") == (0, 0, False)
    inside = framed.removeprefix("\u2068").removesuffix("\u2069")
    if framed != name:
        assert [c for c in inside if c != "\u2069"] == [c for c in name if c != "\u2069"]
        assert level_behind(f"\u2068{name}\u2067{framed}")[1] >= 1, "nor is what was open before it closed"
    else:
        strong = {bidirectional(c) for c in name} & {"L", "R", "AL", "AN"}
        assert len(strong - {"AL"}) <= 1


@given(name=NAMES)
def test_a_balanced_text_stays_so_and_closes_no_frame_around_it(name: str) -> None:
    once = balanced(name)
    assert balanced(once) == once
    assert level_behind(f"\u2067\u2068{once}\u2069") == (1, 1, False)


@pytest.mark.parametrize(
    ("name", "language", "framed"),
    [
        ("Omar Haddad", Language.ENGLISH, "Omar Haddad"),
        ("عمر حداد", Language.ARABIC, "عمر حداد"),
        ("24", Language.ARABIC, "24"),
        ("", Language.ARABIC, ""),
        ("عمر", Language.ENGLISH, "\u2068عمر\u2069"),
        ("Omar", Language.ARABIC, "\u2068Omar\u2069"),
        ("Omar\u202e", Language.ENGLISH, "\u2068Omar\u202e\u2069"),
        ("Om\u2069ar\u2067", Language.ENGLISH, "\u2068Omar\u2067\u2069\u2069"),
    ],
)
def test_only_what_could_turn_the_line_gets_a_frame(name: str, language: Language, framed: str) -> None:
    assert isolated(name, language) == framed


@given(name=NAMES, message=NAMES, language=st.sampled_from(Language))
def test_no_line_of_a_mail_is_turned_by_a_name_in_it(name: str, message: str, language: Language) -> None:
    values = {
        "first_name": name,
        "last_name": name,
        "inviter": name,
        "organization": name,
        "message": message,
        "hours": "24",
        "time": "7 days",
    }
    for words in (INVITATION[language], VERIFICATION[language]):
        letter = write_letter(words, language, "https://p2p.example/#token=x", values)
        own_line = {message}
        for line in (letter.subject, *letter.text.split("\n\n")):
            if line not in own_line:
                assert level_behind(line) == (0, 0, False), line
        assert "\n" not in letter.subject


def test_in_html_each_name_stands_in_an_element_of_its_own() -> None:
    values = {"first_name": "<b>\u202e", "last_name": "عمر\u2069", "organization": "R&D", "hours": "24"}
    letter = write_letter(VERIFICATION[Language.ENGLISH], Language.ENGLISH, "https://p2p.example/", values)
    assert "Hello <bdi>&lt;b&gt;\u202e</bdi> <bdi>عمر</bdi>," in letter.html
    assert "“<bdi>R&amp;D</bdi>”" in letter.html
    assert "you didn&#x27;t sign up" in letter.html


def test_somebodys_message_gives_its_paragraph_its_direction() -> None:
    values = {"inviter": "عمر", "organization": "Caps", "message": "“أهلًا”\nسطر", "time": "7 days"}
    letter = write_letter(INVITATION[Language.ENGLISH], Language.ENGLISH, "https://p2p.example/", values)
    assert 'dir="auto">“أهلًا”\nسطر</p>' in letter.html
    assert "\n\n“أهلًا”\nسطر\n\n" in letter.text
    assert letter.subject == "\u2068عمر\u2069 invites you to Caps on P2P Sandbox"
