"""What is true of a mention."""

import re
from dataclasses import dataclass
from html import escape, unescape

from p2p_core.forum.richtext import NOBODY_CHOSEN
from p2p_core.own_data.model import FORMER_MEMBER
from p2p_core.shared.events import Event
from p2p_core.shared.ids import TopicId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned(Event):
    """Somebody was mentioned who may read it, for the first time in this topic or reply."""

    user_id: UserId
    subject_id: str
    """The id of the topic, or of the reply."""
    topic_id: TopicId
    author_id: UserId
    """Who mentioned them."""


_NOBODY = "@" + " ".join(FORMER_MEMBER)


def forgotten(html: str, excerpt: str, user_id: str) -> tuple[str, str]:
    """A text as it is shown, with a former member where this person was mentioned; and so its beginning."""
    link = re.compile(f'<a href="/people/{re.escape(user_id)}"([^>]*)>(@[^<]*)</a>')
    for name in {unescape(found[2]) for found in link.finditer(html)}:
        excerpt = excerpt.replace(name, _NOBODY)
    excerpt = excerpt.replace(f"(user:{user_id})", NOBODY_CHOSEN)
    return link.sub(lambda found: f'<a href="/people"{found[1]}>{escape(_NOBODY)}</a>', html), excerpt
