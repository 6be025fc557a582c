"""Mentions within Markdown: gathered in a first pass, linked in a second, never within code or links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from p2p_core.forum.richtext import MOST_MENTIONS, chosen_at, meant_at
from p2p_core.identity.users.shapes import Mentionable

_KEY = "mentions"


@dataclass(slots=True)
class Mentioning:
    """What one rendering knows of mentions."""

    known: Mapping[str, Mentionable] | None = None
    """Who is meant by what; nobody has been asked as long as there is nothing."""
    asked: set[str] = field(default_factory=set)
    mentioned: dict[str, Mentionable] = field(default_factory=dict)

    @property
    def env(self) -> EnvType:
        """What the parser carries along."""
        return {_KEY: self}

    def meant(self, keys: Sequence[tuple[str, int]]) -> tuple[Mentionable, int] | None:
        """Who is mentioned, and where that ends; the longest name wins."""
        for key, end in keys:
            one = (self.known or {}).get(key)
            if one and (one.id in self.mentioned or len(self.mentioned) < MOST_MENTIONS):
                return one, end
        return None


def enable_mentions(markdown: MarkdownIt) -> None:
    """Let the parser know them."""
    markdown.inline.ruler.before("link", "mention", _mention)
    markdown.add_render_rule("mention", _link)


def _mention(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own way of asking
    found: Mentioning | None = state.env.get(_KEY)
    if found is None or state.src[state.pos] != "@" or state.linkLevel > 0:
        return False
    keys = meant_at(state.src, state.pos)
    if found.known is None:
        found.asked.update(key for key, _ in keys)
        return False
    meant, chosen = found.meant(keys), chosen_at(state.src, state.pos)
    if meant is None and (chosen is None or not keys):
        return False
    if not silent:
        _push(state, found, meant[0] if meant else None, chosen[1] if chosen else "")
    state.pos = meant[1] if meant else chosen.end() if chosen else state.pos
    return True


def _push(state: StateInline, found: Mentioning, one: Mentionable | None, label: str) -> None:
    if one is None:  # chosen, and not there any more: what was written stays, and leads nowhere
        state.push("text", "", 0).content = f"@{label}"
        return
    found.mentioned[one.id] = one
    token = state.push("mention", "", 0)
    token.content, token.meta = f"@{one.name}", {"id": one.id}


def _link(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    del renderer, options, env
    token = tokens[at]
    return f'<a href="/people/{escape(str(token.meta["id"]))}" class="mention">{escape(token.content)}</a>'
