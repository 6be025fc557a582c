"""What every renderer of people's Markdown promises, whatever it makes of the markup."""

from collections.abc import Collection

from p2p_core.contracts.builders import ARABIC
from p2p_core.forum.richtext import MOST_MENTIONS, RichText
from p2p_core.identity.users.shapes import Mentionable
from p2p_core.shared.ids import OrganizationId, UserId


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

    def test_who_is_mentioned_becomes_a_link_and_is_told_of_once(self) -> None:
        sara = Mentionable(
            id=UserId("019cad8f-ac00-7585-b3c7-9715896ff634"),
            name="Sara <b> الحربي",
            organization_id=OrganizationId("o"),
        )
        asked: list[set[str]] = []

        def find(keys: Collection[str]) -> dict[str, Mentionable]:
            asked.append(set(keys))
            return {key: sara for key in keys if key in {"سارة الحربي", "Sara", sara.id}}

        gone = f"@[Gone](user:{'0' * 36})"
        text = f"(@سارة الحربي، @Sara's @[whoever](user:{sara.id}) x@Sara {gone} @nobody at all"
        rendered = self.rich_text.render(text, find)
        link = f'<a href="/people/{sara.id}" class="mention"'
        assert rendered.html.count(link) == 3
        assert rendered.html.count("@Sara &lt;b&gt; الحربي</a>") == 3
        assert "x@Sara @Gone @nobody at all" in rendered.html
        assert rendered.mentions == (sara,)
        (keys,) = asked
        assert {"nobody at all", "nobody at", "nobody", sara.id} <= keys
        assert all("x@" not in key for key in keys)

    def test_only_so_many_people_are_mentioned_in_one_text(self) -> None:
        def find(keys: Collection[str]) -> dict[str, Mentionable]:
            return {
                key: Mentionable(id=UserId(key), name=key, organization_id=OrganizationId("o"))
                for key in keys
                if " " not in key
            }

        text = " ".join(f"@p{number}" for number in range(MOST_MENTIONS + 5))
        rendered = self.rich_text.render(text, find)
        assert len(rendered.mentions) == rendered.html.count("<a ") == MOST_MENTIONS

    def test_what_mentions_nobody_asks_for_nobody(self) -> None:
        def find(_: Collection[str]) -> dict[str, Mentionable]:
            raise AssertionError

        for text in ("plain", "sara@plastics.example", "@", "@ @\n", "a\\@Sara"):
            assert self.rich_text.render(text, find).mentions == ()

    def test_hostile_depth_and_length_are_survived(self) -> None:
        for text in (
            ">" * 10_000,
            "[" * 10_000,
            "*" * 20_000,
            "- " * 5000,
            "`" * 9999,
            "\\" * 999,
            "&#" * 5000,
            "@" * 20_000,
            "@a " * 6000,
        ):
            assert self.rich_text.render(text).html is not None
