"""People's Markdown made safe to show; rendered once, when it is written."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from p2p_core.identity.users.shapes import Mentionable
from p2p_core.shared.text import cut_at_word

_EXCERPT = 200
MOST_MENTIONS = 20
"""How many people one text can mention; further ones stay plain words."""

_MOST_WORDS = 5
"""Of a name."""
_CHOSEN = re.compile(r"@\[([^\[\]\n]{1,110})\]\(user:([0-9a-f-]{36})\)")
_WORDS = re.compile(r"[^\s@]{1,110}(?: [^\s@]{1,110}){0,4}")
_BEHIND_NAMES = ".,;:!?…،؛؟)]}>»\"'”’*_~`|"


@dataclass(frozen=True, slots=True)
class Rendered:
    """One text in the two forms that are shown."""

    html: str
    """Sanitized HTML that may stand in any page."""
    text: str
    """The words alone, without markup."""
    mentions: tuple[Mentionable, ...] = ()
    """Whom it mentions, each once."""

    @property
    def excerpt(self) -> str:
        """The beginning of the words, for lists: 200 code points at the most."""
        return cut_at_word(self.text, _EXCERPT)


NOBODY_CHOSEN = "(user:)"
"""What stands behind a name in place of the id of who isn't there any more."""

Find = Callable[[Collection[str]], Mapping[str, Mentionable]]
"""Who is meant by which of these names and ids."""


def nobody(_asked: Collection[str]) -> Mapping[str, Mentionable]:
    """For texts that mention nobody."""
    return {}


class RichText(Protocol):
    """Renders Markdown; never called inside a transaction."""

    def render(self, markdown: str, find: Find = nobody) -> Rendered:
        """Safe HTML and plain words of a text, whatever it contains; who is mentioned becomes a link.

        ``find`` is asked once, and only if something in the text looks like a mention.
        """
        ...


def chosen_at(text: str, start: int) -> re.Match[str] | None:
    """``@[Name](user:id)`` at this place, as a composer writes who was chosen: name and id."""
    return _CHOSEN.match(text, start)


def meant_at(text: str, start: int) -> tuple[tuple[str, int], ...]:
    """What the @ at this place may mean: keys to look for and where each ends, the longest first.

    A name may have blanks and be of any script, so that only looking for it tells where it ends. An @
    within a word, as in an address, means nobody.
    """
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "_.@/\\":
        return ()
    if chosen := chosen_at(text, start):
        return ((chosen[2], chosen.end()),)
    found = _WORDS.match(text, start + 1)
    words = found[0].split(" ") if found else []
    ends: dict[str, int] = {}
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        name = " ".join(words[:count]).rstrip(_BEHIND_NAMES)
        for key in (name, name.removesuffix("'s").removesuffix("’s")):
            if key:
                ends.setdefault(key, start + 1 + len(key))
    return tuple(ends.items())
