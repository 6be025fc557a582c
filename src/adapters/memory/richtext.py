"""Text shown and found as it was written: paragraphs and line breaks, and nothing else means anything."""

from html import escape

from p2p_core.forum.richtext import Rendered
from p2p_core.shared.language import Language


class PlainText:
    """Renders every text literally."""

    def render(self, markdown: str) -> Rendered:
        """Escaped paragraphs; a single line end is a line break."""
        paragraphs = [part for part in markdown.split("\n\n") if part.strip()]
        html = "\n".join(f'<p dir="auto">{escape(part).replace(chr(10), "<br>")}</p>' for part in paragraphs)
        return Rendered(html=html, text=markdown)


class WholeWords:
    """Leaves every word as it is: only what is spelled alike is found alike."""

    def stem(self, word: str, language: Language) -> str:
        """The word."""
        del language
        return word
