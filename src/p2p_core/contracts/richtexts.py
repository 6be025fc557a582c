"""What every renderer of people's Markdown promises, whatever it makes of the markup."""

from p2p_core.contracts.builders import ARABIC
from p2p_core.forum.richtext import RichText


class RichTextContract:
    """Text made safe to show."""

    rich_text: RichText

    def test_text_that_looks_like_markup_is_shown_and_not_obeyed(self) -> None:
        html = self.rich_text.render("temp < 40 and pressure > 3 bar <script>alert(1)</script> R&D").html
        assert "temp &lt; 40 and pressure &gt; 3 bar" in html
        assert "<script" not in html
        assert "R&amp;D" in html

    def test_arabic_and_symbols_survive(self) -> None:
        assert "صيانةٌ وقائيّة «R&amp;D» — 85%" in self.rich_text.render(ARABIC).html

    def test_the_plain_words_hold_the_words(self) -> None:
        rendered = self.rich_text.render("C++ and 5S, 85% SAR 100000")
        assert "C++ and 5S, 85% SAR 100000" in rendered.text
        assert rendered.excerpt == "C++ and 5S, 85% SAR 100000"

    def test_an_excerpt_is_short_whatever_the_text(self) -> None:
        for text in ("كلمة " * 5000, "x" * 20_000, "\n" * 50 + "x", "| a | b |\n|---|---|\n| 1 | 2 |"):
            assert 0 < len(self.rich_text.render(text).excerpt) <= 200

    def test_hostile_depth_and_length_are_survived(self) -> None:
        for text in (
            ">" * 10_000,
            "[" * 10_000,
            "*" * 20_000,
            "- " * 5000,
            "`" * 9999,
            "\\" * 999,
            "&#" * 5000,
        ):
            assert self.rich_text.render(text).html is not None
