"""People's Markdown made safe to show; rendered once, when it is written."""

from dataclasses import dataclass
from typing import Protocol

from p2p_core.shared.text import cut_at_word

_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Rendered:
    """One text in the two forms that are shown."""

    html: str
    """Sanitized HTML that may stand in any page."""
    text: str
    """The words alone, without markup."""

    @property
    def excerpt(self) -> str:
        """The beginning of the words, for lists: 200 code points at the most."""
        return cut_at_word(self.text, _EXCERPT)


class RichText(Protocol):
    """Renders Markdown; never called inside a transaction."""

    def render(self, markdown: str) -> Rendered:
        """Safe HTML and plain words of a text, whatever it contains."""
        ...
