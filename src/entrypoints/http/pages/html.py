"""How pages are put together: words become HTML in one place, so that nothing is escaped twice or never."""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from re import compile as pattern
from string import Template
from typing import NewType

from entrypoints.http.wording import Wording
from p2p_core.shared.language import Language

Html = NewType("Html", str)
"""Text that is safe to send as it is."""

_TEMPLATES = Path(__file__).parent / "templates"
_CODE = pattern(r"`([^`]+)`")


def text(words: str) -> Html:
    """Make HTML of plain words; what stands `between backticks` is code, which reads left to right."""
    return Html(_CODE.sub(r'<code dir="ltr">\1</code>', escape(words)))


def literal(words: str) -> Html:
    """Make HTML of what somebody else wrote, letter by letter."""
    return Html(escape(words))


def joined(parts: list[Html]) -> Html:
    """One piece after the other."""
    return Html("\n".join(parts))


def filled(template: str, parts: Mapping[str, Html]) -> Html:
    """Fill a template of the folder `templates`; a name without its part is an error."""
    return Html(_template(template).substitute(parts))


def in_words(wording: Wording, language: Language) -> dict[str, Html]:
    """All words of a page in one language, ready for its template."""
    chosen = 1 if language is Language.ARABIC else 0
    return {name: text(both[chosen]) for name, both in wording.items()}


def direction(language: Language) -> Html:
    """Which way the language is written."""
    return Html("rtl" if language is Language.ARABIC else "ltr")


@cache
def _template(name: str) -> Template:
    return Template((_TEMPLATES / f"{name}.html").read_text(encoding="utf-8"))
