"""Markdown to safe HTML: one pass renders without raw HTML, a second keeps only what is on the list."""

from collections.abc import Sequence
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from adapters.text.mentions import Mentioning, enable_mentions
from adapters.text.tables import enable_tables
from p2p_core.forum.richtext import Find, Rendered, nobody
from p2p_core.shared.text import is_blank

_DEEPEST = 100
_MOST_BRACKETS = 2_000  # parsing takes time with the square of unmatched ones: 2,000 are about 0.1 s
_LONGER_BY = 8  # a dozen marks of two or three characters make dozens of HTML, but not a whole text of them
_SHORT = 4_000  # of HTML, which any text may have

_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table")
_TAGS = {
    *_BLOCKS,
    "li",
    "pre",
    "code",
    "hr",
    "br",
    "em",
    "strong",
    "s",
    "a",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


class MarkdownText:
    """CommonMark with tables and strikethrough; line breaks are kept, pictures become links."""

    def __init__(self) -> None:
        self._markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": _DEEPEST})
        self._markdown.enable("strikethrough")
        # definitions vanish from the page and let two thousand short links repeat one long address
        self._markdown.disable("reference")
        enable_tables(self._markdown)
        enable_mentions(self._markdown)
        self._markdown.add_render_rule("image", _picture_as_link)
        self._cleaner = nh3.Cleaner(
            tags=_TAGS,
            attributes={"a": {"href", "title"}, "ol": {"start"}},
            allowed_classes={"a": {"mention"}},
            link_rel="nofollow ugc noopener noreferrer",
            url_schemes={"http", "https", "mailto"},
            url_relative=_own_address,
            # each block finds its own direction, so that Arabic and English stand well side by side
            set_tag_attribute_values={tag: {"dir": "auto"} for tag in _BLOCKS},
        )

    def render(self, markdown: str, find: Find = nobody) -> Rendered:
        if markdown.count("[") > _MOST_BRACKETS:
            return self._as_it_stands(markdown)
        mentioning = self._mentioning(markdown, find)
        tokens = self._markdown.parse(markdown, mentioning.env)
        words = _words(tokens)
        # the parser drops what lies deeper than it goes, and shows nothing of an address without a text;
        # people's words are never dropped
        if is_blank(words) or any(token.level >= _DEEPEST - 1 for token in tokens):
            return self._as_it_stands(markdown)
        html = self._markdown.renderer.render(tokens, self._markdown.options, {})
        longest = _LONGER_BY * len(markdown) + _SHORT
        if len(html) > longest:
            return self._as_it_stands(markdown)
        clean = self._cleaner.clean(html)
        if len(clean) > longest:
            return self._as_it_stands(markdown)
        return Rendered(html=clean, text=words, mentions=tuple(mentioning.mentioned.values()))

    def _mentioning(self, markdown: str, find: Find) -> Mentioning:
        """Who is meant; what stands in code or in a link means nobody, which only parsing tells."""
        first = Mentioning()
        if "@" in markdown and find is not nobody:
            self._markdown.parse(markdown, first.env)
        return Mentioning(known=find(first.asked) if first.asked else {})

    def _as_it_stands(self, markdown: str) -> Rendered:
        html = f"<p>{escape(markdown, quote=False)}</p>".replace("\n", "<br>\n")
        return Rendered(html=self._cleaner.clean(html), text=markdown)


def _words(tokens: Sequence[Token]) -> str:
    """What a reader sees, without the marks: for excerpts and search."""
    return "\n".join(filter(None, (_words_of(token) for token in tokens))).strip()


def _words_of(token: Token) -> str:
    if token.type == "inline":
        return "".join(_words_of(child) for child in token.children or [])
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return token.content


def _picture_as_link(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    """A picture from elsewhere would tell its server who reads, so readers get a link instead."""
    address = escape(str(tokens[at].attrs.get("src", "")))
    label = renderer.renderInlineAsText(tokens[at].children, options, env) or address
    return f'<a href="{address}">{escape(label)}</a>'


def _own_address(address: str) -> str | None:
    """Keep paths on this site; two slashes or a slash and a backslash only look like one."""
    return address if address.startswith("/") and address[1:2] not in {"/", "\\"} else None
