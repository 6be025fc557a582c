"""Markdown: what people write is shown as they mean it, and runs nothing."""

import gc
import re
import tomllib
from collections.abc import Collection, Iterator
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.text.markdown import MarkdownText
from p2p_core.identity.users.shapes import Mentionable
from p2p_core.shared.bare import bare
from p2p_core.shared.ids import OrganizationId, UserId

TEXT = MarkdownText()
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "hr"}
ALLOWED = BLOCKS | {"table", "thead", "tbody", "tr", "th", "td", "code", "br", "em", "strong", "s", "a"}


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("temp < 40 and pressure > 3 bar", '<p dir="auto">temp &lt; 40 and pressure &gt; 3 bar</p>'),
        ("**85%** of R&D", '<p dir="auto"><strong>85%</strong> of R&amp;D</p>'),
        ("~~old~~ `C++`", '<p dir="auto"><s>old</s> <code>C++</code></p>'),
        ("one\ntwo", '<p dir="auto">one<br>\ntwo</p>'),
        ("مرحبا **بكم**", '<p dir="auto">مرحبا <strong>بكم</strong></p>'),
        ("<b>bold</b>", '<p dir="auto">&lt;b&gt;bold&lt;/b&gt;</p>'),
        ("2. second", '<ol start="2" dir="auto">\n<li>second</li>\n</ol>'),
    ],
)
def test_it_renders(markdown: str, html: str) -> None:
    assert TEXT.render(markdown).html.strip() == html


def test_tables_are_tables() -> None:
    html = TEXT.render("| melt °C | 215 |\n| --- | ---: |\n| ضغط | 3 |").html

    assert '<table dir="auto">' in html
    assert "<td>ضغط</td>" in html


@pytest.mark.parametrize(
    "markdown",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        '[x](https://a.example "onmouseover=alert(1)")',
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "[x](&#x6A;avascript:alert(1))",
        "`<script>`<svg/onload=alert(1)>",
    ],
)
def test_nothing_runs(markdown: str) -> None:
    html = TEXT.render(markdown).html.lower()

    assert 'href="java' not in html
    assert 'href="data' not in html
    assert 'href="vb' not in html
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html


def test_a_link_tells_nobody_where_it_was_clicked_and_earns_no_rank() -> None:
    html = TEXT.render("[us](https://a.example/?a=1&b=2)").html

    assert '<a href="https://a.example/?a=1&amp;b=2" rel="nofollow ugc noopener noreferrer">us</a>' in html


@pytest.mark.parametrize("address", ["//evil.example", "relative", "?a=1"])
def test_an_address_that_only_looks_like_ours_is_dropped(address: str) -> None:
    assert "href" not in TEXT.render(f"[x]({address})").html


def test_a_path_on_our_own_site_stays() -> None:
    assert 'href="/forums/topics/1"' in TEXT.render("[x](/forums/topics/1)").html


def test_a_picture_from_elsewhere_becomes_a_link_to_it() -> None:
    html = TEXT.render("![the mould](https://a.example/m.png)").html

    assert '<a href="https://a.example/m.png"' in html
    assert ">the mould</a>" in html


def test_the_plain_words_are_all_there() -> None:
    assert TEXT.render("# عنوان\n\n- **one** `two`\n\n| a | b |\n|---|---|\n| 85% | d |").text.split() == [
        "عنوان",
        "one",
        "two",
        "a",
        "b",
        "85%",
        "d",
    ]


@pytest.mark.parametrize("deep", ["> " * 5_000 + "the end", "> - " * 3_000 + "the end"])
def test_what_is_nested_too_deeply_is_shown_as_it_stands(deep: str) -> None:
    assert "the end" in TEXT.render(deep).html


@pytest.mark.parametrize(
    "hostile",
    [
        "[a]: /" + "x" * 9_800 + "\n" + "[a]" * 1_999,
        "|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n" + "x\n" * 3_900,
        ("|" + "a|" * 45 + "\n|" + "-|" * 45 + "\n" + "x\n" * 89 + "\n") * 60,
        "[](/)" * 1_999,
        "<ab:>" * 4_000,
        ">" * 98 + "a\n\n" + (">" * 98 + "a\n\n") * 190,
        "a\n\n" * 6_666,
        "&" * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_becomes_many_times_its_length(hostile: str) -> None:
    assert len(TEXT.render(hostile).html) <= 8 * len(hostile) + 4_000


def test_a_table_has_as_many_cells_as_people_still_read() -> None:
    def table(rows: int) -> str:
        return TEXT.render("|a|b|c|d|\n|-|-|-|-|\n" + "|1|2|3|4|\n" * rows).html

    assert table(998).count("<td>") == 4 * 998
    assert table(1_000).count("<td>") == 0
    assert table(1_000).count("|1|2|3|4|") == 1_000, "what goes beyond is shown as it was written"


@pytest.mark.parametrize(
    "markdown",
    [
        "[سؤال]: ما",
        "[note]: https://a.example 'title'\n\nSee [note].",
        "[](https://a.example)",
        "![](https://a.example/mould.png)",
        "---",
        "```\n```",
        "| a |\n| - |\n| b | beyond |",
    ],
)
def test_no_words_vanish_from_the_page_or_from_lists(markdown: str) -> None:
    rendered = TEXT.render(markdown)

    for word in re.findall(r"\w+", markdown) or [markdown[:3]]:
        assert word in unescape(rendered.html)
        assert word in rendered.excerpt


def test_a_row_may_have_fewer_cells_than_the_head_and_a_pipe_of_its_own() -> None:
    html = TEXT.render("| a | b |\n| - | - |\n| x \\| y |\n| 1 | 2 | |").html

    assert "<td>x | y</td>" in html
    assert "<td>2</td>" in html


@pytest.mark.parametrize(
    "hostile",
    ["[", "![", "*a **a ", "> ", "- ", "`a``b", "<a ", "[a](", "~~a ", "_", "&#", "[a]: b\n", "|a", "-|-\n"],
)
def test_no_text_takes_long(hostile: str) -> None:
    quarter, whole = _own_time(hostile, 5_000), _own_time(hostile, 20_000)

    assert whole < 10 * quarter + 0.1, "four times the text takes four times as long, sixteen is a trap"


def _own_time(hostile: str, length: int) -> float:
    """The least of three times in seconds of this thread's CPU: neighbours and the collector don't count."""
    text, times = (hostile * length)[:length], []
    gc.disable()
    try:
        for _ in range(3):
            began = thread_time()
            TEXT.render(text)
            times.append(thread_time() - began)
    finally:
        gc.enable()
    return min(times)


class Seen(HTMLParser):
    """Every tag and attribute that a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


PIECES = st.sampled_from(
    [
        "<",
        ">",
        "[",
        "]",
        "(",
        ")",
        "![",
        "`",
        "*",
        "|",
        "\n",
        "&#x3c;",
        "javascript:",
        "script",
        " onclick=",
        "#",
        '"',
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join))
def test_whatever_is_written_only_harmless_tags_come_out(markdown: str) -> None:
    seen = Seen(TEXT.render(markdown).html)

    assert seen.tags <= ALLOWED
    assert seen.attributes <= {"dir", "href", "title", "rel", "start"}


def test_a_mention_is_a_link_but_never_within_code_or_another_link() -> None:
    sara = Mentionable(id=UserId("s"), name="Sara Harbi", organization_id=OrganizationId("o"))

    def find(keys: Collection[str]) -> dict[str, Mentionable]:
        assert "code" not in keys
        return {key: sara for key in keys if key == "Sara Harbi"}

    html = TEXT.render("**@Sara Harbi**: `@code` [@Sara Harbi](https://x.example) | @sara harbi", find).html
    link = '<a href="/people/s" class="mention" rel="nofollow ugc noopener noreferrer">@Sara Harbi</a>'
    assert f"<strong>{link}</strong>: <code>@code</code> <a href=" in html
    assert html.count(link) == 1
    assert "@sara harbi" in html


def test_nobody_makes_a_link_look_like_a_mention() -> None:
    html = TEXT.render('[x](/people/1 "mention") <a class="mention">y</a>').html
    assert 'class="mention"' not in html.replace("&lt;a class=", "")


def words_of_the_demo(told: object) -> Iterator[str]:
    """All texts of the demo world."""
    if isinstance(told, dict):
        for name, value in told.items():
            if name == "body":
                yield value
            yield from words_of_the_demo(value)
    if isinstance(told, list):
        for value in told:
            yield from words_of_the_demo(value)


def test_hits_are_shown_in_the_words_that_readers_see() -> None:
    folder = files("entrypoints.cli.demo_world") / "forum"
    texts = [
        text
        for file in folder.iterdir()
        for text in words_of_the_demo(tomllib.loads(file.read_text("utf-8")))
    ]
    assert len(texts) > 100
    for text in texts:
        shown, rendered = bare(text), TEXT.render(text).text
        without_numbers = re.sub(r"(?m)^\d+\. ", "", shown)
        assert without_numbers.split() == rendered.split()
