"""Where in a text the words are that were asked for: in the text as it was written, made safe to show."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape

from p2p_core.shared.analysis import TextAnalyzer, Token
from p2p_core.shared.bare import bare
from p2p_core.shared.text import cut_at_word

_BEFORE = 60
"""How much is shown before the first that was found."""
Span = tuple[int, int]


def marked(analyzer: TextAnalyzer, text: str, wanted: Iterable[str]) -> str:
    """The whole text, escaped, with ``<mark>`` around what was asked for."""
    return _shown(text, _places(analyzer.tokens(text), wanted, len(text)))


def snippet(analyzer: TextAnalyzer, markdown: str, wanted: Iterable[str], length: int) -> str:
    """The same of the part of a text where the first of it is, on one line; of none, the beginning.

    Signs of Markdown aren't shown, unless what was found is in what they hide: the address of a link, say.
    """
    rows, words = tuple(wanted), bare(markdown)
    for text in dict.fromkeys((words, markdown)):
        if places := _places(analyzer.tokens(text), rows, length):
            return _around(text, places, length)
    return escape(cut_at_word(words.strip() or markdown, length))


def _around(text: str, places: Sequence[Span], length: int) -> str:
    begin, end = _window(text, places[0], length)
    inside = [(first - begin, last - begin) for first, last in places if last <= end]
    shown = " ".join(_shown(text[begin:end], inside).split())
    return f"{'…' if begin else ''}{shown}{'…' if end < len(text) else ''}"


def _window(text: str, first: Span, length: int) -> Span:
    """A part of the text around what was found first, from a blank to a blank where there are any."""
    begin = max(0, first[0] - _BEFORE)
    if begin:
        begin = text.find(" ", begin, first[0]) + 1 or begin
    end = max(begin + length, first[1])
    if end < len(text) and (blank := text.rfind(" ", first[1], end)) >= 0:
        end = blank
    return begin, end


def _places(tokens: Iterable[Token], wanted: Iterable[str], reach: int) -> Sequence[Span]:
    """What was asked for, no farther than ``reach`` behind the first; what overlaps is one."""
    ends: defaultdict[str, list[list[str]]] = defaultdict(list)
    for row in wanted:
        words = row.split()
        ends[words[-1]].append(words)
    seen: list[Token] = []
    found: list[Span] = []
    for token in tokens:
        if found and token.start > found[0][0] + reach:
            break
        seen.append(token)
        for words in ends.get(token.word, ()):
            last = seen[-len(words) :]
            if [one.word for one in last] == words:
                found.append((last[0].start, token.end))
    return _joined(sorted(found))


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for first, last in spans:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _shown(text: str, places: Iterable[Span]) -> str:
    parts, done = [], 0
    for first, last in places:
        parts += [escape(text[done:first]), "<mark>", escape(text[first:last]), "</mark>"]
        done = last
    return "".join((*parts, escape(text[done:])))
