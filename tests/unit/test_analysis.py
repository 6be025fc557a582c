"""Words of texts and of questions, and where they are shown: the rules of the core, without any stemmer's."""

from collections.abc import Mapping

import pytest

from adapters.memory.richtext import WholeWords
from p2p_core.forum.indexing.model import first_number, fit, last_number, likeness
from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.asking import Asked, asked, telling_words
from p2p_core.shared.highlighting import marked, snippet
from p2p_core.shared.language import Language
from tests.world import MONDAY

ANALYZER = TextAnalyzer(WholeWords())


class Turning:
    """Stems that go round in a circle."""

    circle: Mapping[str, str] = {"one": "two", "two": "three", "three": "two"}

    def stem(self, word: str, language: Language) -> str:
        return self.circle.get(word, word) if language is Language.ENGLISH else word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++ and c#, not C", "c++ and c# not c"),
        ("C++20 item#5 a+b A# ++ #", "c++ 20 item 5 a b a#"),
        ("R&D 6ES7-214/1 24V 85% ٨٥٪ SAR 100000", "r d 6 es 7 214 1 24 v 85 % 85 % sar 100000"),
        ("m² ½\u00adinch 5µm 80°C ﬁlter", "m 2 1 2 inch 5 μm 80 c filter"),
        ("Café CAFE\u0301 Straße", "cafe cafe strasse"),
        ("الـPLC و PLCات", "plc و plc ات"),
        ("صِيَانَةٌ صيانـــة الصيانة والصيانة للصيانة", "صيانه صيانه صيانه صيانه صيانه"),
        ("أحمد إحمد آحمد ٱحمد مستوى مسؤول رئيس", "احمد احمد احمد احمد مستوي مسوول رييس"),
        ("١٢٫٥ ۴۵", "12 5 45"),
        ("المصانع مصنع", "مصنع مصنع"),
        ("ال لل الم", "لل الم"),
        ("آلي الآلي آلية بالآلية آليات إلى", "آلي آلي آلي آلي آلي الي"),
        ("کیف", "كيف"),
        ("ﷺ", "صلي له عليه وسلم"),
        ("x" * 100, "x" * 64),
        ("!!! — \n", ""),
        ("_a_b", "a b"),
    ],
)
def test_what_people_mean_alike_is_one_word(text: str, words: str) -> None:
    assert ANALYZER.words(text) == words


def test_words_know_where_they_stand_with_their_marks() -> None:
    text = "قبل صِيَانَةٌ 24V"
    assert [text[one.start : one.end] for one in ANALYZER.tokens(text)] == ["قبل", "صِيَانَةٌ", "24", "V"]
    assert [one.is_silent for one in ANALYZER.tokens(text)] == [True, False, False, False]


def test_stems_that_go_round_end_at_one_of_them() -> None:
    assert TextAnalyzer(Turning()).words("one two three four") == "three three three four"


@pytest.mark.parametrize(
    ("question", "wanted", "unwanted"),
    [
        ("motor pump motor", ("motor", "pump"), ()),
        ('"short shots" press -mould', ("short shots", "press"), ("mould",)),
        ('-"cold slug" «كتاب جديد» “new one"', ("كتاب جديد", "new one"), ("cold slug",)),
        ("the motor is hot", ("motor", "hot"), ()),
        ("how is it", ("how", "is", "it"), ()),
        ('"the motor"', ("the motor",), ()),
        ('6ES7-214 R&D C++ 1/2"', ("6 es 7 214", "r d", "c++", "1 2"), ()),
        ("oil,gas(wet)", ("oil", "gas", "wet"), ()),
        ("-motor", (), ("motor",)),
        ('"', (), ()),
        ('"" - -- -" !', (), ()),
        (" ".join(f"w{number}" for number in range(40)), tuple(f"w {number}" for number in range(16)), ()),
    ],
)
def test_questions_are_words_phrases_and_what_is_not_wanted(
    question: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    assert asked(ANALYZER, question) == Asked(wanted, unwanted)


def test_single_words_and_telling_words() -> None:
    assert Asked(("short shots", "press", "short")).words == ("short", "shots", "press")
    assert telling_words(ANALYZER, "How to fix the fix of pumps") == ("fix", "pumps")
    assert telling_words(ANALYZER, "How is it") == ("how", "is", "it")
    assert telling_words(ANALYZER, "?!") == ()


def test_what_fits_best_has_the_words_in_its_title() -> None:
    question = Asked(("pump", "hot oil"), ("dry",))
    assert fit(question, "pump hot oil", "", "dryer") == 16
    assert fit(question, "pump", "hot oil", "") == 12
    assert fit(question, "pump", "", "hot oil pump") == 9
    assert fit(question, "", "", "pump hot oil") == 2
    assert fit(question, "", "", "pump hot and oil") == 0
    assert fit(question, "pump hot oil", "", "a dry one") == 0
    assert fit(question, "", "", "oil") == 0
    assert fit(Asked((), ("dry",)), "pump", "", "") == 0
    assert likeness(("pump", "oil", "seal"), "pump cover", "oil") == 3


def test_numbers_go_with_time_and_end_where_databases_end() -> None:
    assert first_number(MONDAY) < last_number(MONDAY) < first_number(MONDAY.replace(second=1))
    assert last_number(MONDAY.replace(year=9999)) < 2**63


def test_what_was_asked_for_is_marked_in_the_text_as_it_was_written() -> None:
    text = 'The <b>Pump</b> & "صِيَانَةُ المضخة"'
    assert (
        marked(ANALYZER, text, ("pump", "صيانه"))
        == "The &lt;b&gt;<mark>Pump</mark>&lt;/b&gt; &amp; &quot;<mark>صِيَانَةُ</mark> المضخة&quot;"
    )
    assert marked(ANALYZER, "hot hot oil", ("hot oil", "oil")) == "hot <mark>hot oil</mark>"
    assert marked(ANALYZER, "a b c", ("a b", "b c")) == "<mark>a b c</mark>"
    assert marked(ANALYZER, "½ cup", ("2",)) == "<mark>½</mark> cup"
    assert marked(ANALYZER, "<i>", ()) == "&lt;i&gt;"


def test_a_snippet_is_around_what_was_found_first_on_one_line() -> None:
    long = "word " * 40 + "the\n pump & oil " + "word " * 40 + "pump"
    shown = snippet(ANALYZER, long, ("pump",), 100)
    assert shown.startswith("…word")
    assert shown.endswith("word…")
    assert "the <mark>pump</mark> &amp; oil" in shown
    assert shown.count("<mark>") == 1
    assert snippet(ANALYZER, "no such <thing> " * 9, ("pump",), 20) == "no such &lt;thing&gt; no…"
    assert snippet(ANALYZER, "pump", ("pump",), 20) == "<mark>pump</mark>"
    unbroken = "x" * 90 + "-pump-" + "y" * 90
    assert snippet(ANALYZER, unbroken, ("pump",), 70).startswith("…" + "x" * 59 + "-<mark>pump</mark>-yy")
    row = " ".join(["pump"] * 60)
    assert snippet(ANALYZER, f"{row} end", (row,), 30) == f"<mark>{row}</mark>…"
