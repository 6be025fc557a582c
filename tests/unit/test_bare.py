"""The words of a Markdown text without its signs, and hits shown in them."""

from time import thread_time

import pytest

from adapters.memory.richtext import WholeWords
from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.bare import bare
from p2p_core.shared.highlighting import snippet

ANALYZER = TextAnalyzer(WholeWords())
ID = "019cad8f-ac00-7585-b3c7-9715896ff634"


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("temp < 40, **85%** and __R&D__ of *C++* and ***5S***", "temp < 40, 85% and R&D of C++ and 5S"),
        ("~~old~~ a~b ~~", "old a~b ~~"),
        ("snake_case_word 2 * 3 * 4, 5*3 *open _open", "snake_case_word 2 * 3 * 4, 5*3 *open _open"),
        ("**اضبط** ضغط *المكبس*", "اضبط ضغط المكبس"),
        ("## The press ##", "The press"),
        ("> said\n>> **twice**", "said\ntwice"),
        ("- one\n* two\n+ three\n1. first", "one\ntwo\nthree\n1. first"),
        ("Title\n=====\ntext\n---\n***", "Title\ntext"),
        ("`**kwargs` and `` a`b `` and ` `", "**kwargs and a`b and  "),
        ('[the *manual*](https://x.example/a_(b)) ![oil](/files/1 "A title")', "the manual oil"),
        (f"@[Sara Al-Harbi](user:{ID}) <https://x.example>", "@Sara Al-Harbi https://x.example"),
        ("not \\*emphasis\\*, [1] or f(x)", "not *emphasis*, [1] or f(x)"),
        ("```python\n# x **y**\n~~~\n```\n*after*", "# x **y**\n~~~\nafter"),
        ("~~~\nopen\n``` `\n", "open\n``` `\n"),
        ("| a | **b** |\n|---|:-:|\n| 1 | 2 |", "a   b\n1   2"),
        ("a | b", "a | b"),
        ("*one* line*s*", "one lines"),
    ],
)
def test_signs_are_left_out_and_everything_else_stays(markdown: str, words: str) -> None:
    assert bare(markdown) == words


@pytest.mark.parametrize(
    "text",
    [
        ">" * 20_000,
        "[" * 20_000,
        "*" * 20_000,
        "*a " * 6_600,
        "- > # " * 3_300,
        "`a" * 10_000,
        "".join("`" * length + "a" for length in range(199)),
        "[a](" * 5_000,
        "![a](((" * 2_800,
        "<http://" * 2_500,
        "|-" * 10_000,
        "#" + " #" * 9_900,
        "[" + "a" * 19_900,
        '[a](b "' * 2_800,
    ],
    ids=range(14),
)
def test_no_text_takes_long(text: str) -> None:
    before = thread_time()
    bare(text)
    assert thread_time() - before < 1


def test_a_hit_is_marked_among_words_without_signs() -> None:
    shown = snippet(ANALYZER, "## Oil\n\n**Check** the [*pump* manual](https://x.example/a)", ("pump",), 100)
    assert shown == "Oil Check the <mark>pump</mark> manual"


def test_a_phrase_is_marked_over_signs_and_nothing_becomes_markup() -> None:
    shown = snippet(ANALYZER, "A **hot** `<b>` *oil* leak", ("hot b oil",), 100)
    assert shown == "A <mark>hot &lt;b&gt; oil</mark> leak"


def test_what_is_found_in_what_signs_hide_is_shown_with_them() -> None:
    shown = snippet(ANALYZER, "**See** [there](https://x.example/press)", ("press",), 100)
    assert shown == "**See** [there](https://x.example/<mark>press</mark>)"


def test_of_a_text_in_which_nothing_is_found_the_first_words_are_shown() -> None:
    assert snippet(ANALYZER, "**Nothing** of <that>", ("press",), 100) == "Nothing of &lt;that&gt;"
    assert snippet(ANALYZER, "***\n***\n***", ("press",), 100) == "*** *** ***"
