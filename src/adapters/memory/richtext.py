"""Text shown as it was written: paragraphs and line breaks, and nothing else means anything but mentions."""

import re
from collections.abc import Mapping
from html import escape

from p2p_core.forum.richtext import MOST_MENTIONS, Find, Rendered, chosen_at, meant_at, nobody
from p2p_core.identity.users.shapes import Mentionable

_AT = re.compile("@")


class PlainText:
    """Renders every text literally."""

    def render(self, markdown: str, find: Find = nobody) -> Rendered:
        """Escaped paragraphs; a single line end is a line break."""
        asked = {key for at in _AT.finditer(markdown) for key, _ in meant_at(markdown, at.start())}
        known = find(asked) if asked else {}
        mentioned: dict[str, Mentionable] = {}
        paragraphs = [part for part in markdown.split("\n\n") if part.strip()]
        html = "\n".join(f'<p dir="auto">{_linked(part, known, mentioned)}</p>' for part in paragraphs)
        return Rendered(html=html, text=markdown, mentions=tuple(mentioned.values()))


def _linked(part: str, known: Mapping[str, Mentionable], mentioned: dict[str, Mentionable]) -> str:
    html, behind = "", 0
    for at in _AT.finditer(part):
        if at.start() < behind:
            continue
        html += _plain(part[behind : at.start()])
        behind, shown = at.start() + 1, "@"
        for key, end in meant_at(part, at.start()):
            one = known.get(key)
            if one and (one.id in mentioned or len(mentioned) < MOST_MENTIONS):
                mentioned[one.id], behind = one, end
                shown = f'<a href="/people/{one.id}" class="mention">@{escape(one.name)}</a>'
                break
        else:
            if chosen := chosen_at(part, at.start()):
                behind, shown = chosen.end(), f"@{escape(chosen[1])}"
        html += shown
    return html + _plain(part[behind:])


def _plain(words: str) -> str:
    return escape(words).replace("\n", "<br>")
