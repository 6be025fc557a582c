"""What can be seen of a text before it is published."""

from dataclasses import dataclass

from p2p_core.forum.mentions.service import find_for
from p2p_core.forum.previews.shapes import NewPreview, Preview
from p2p_core.forum.richtext import RichText
from p2p_core.identity.users.ports import UserReader
from p2p_core.shared.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewService:
    """Show words as they would be published; nothing is kept, and nobody is told."""

    rich_text: RichText
    people: UserReader

    def show(self, actor: Actor, new: NewPreview) -> Preview:
        """The very HTML that the actor's topic or reply with these words would have."""
        return Preview(body_html=self.rich_text.render(new.body, find_for(self.people, actor)).html)
