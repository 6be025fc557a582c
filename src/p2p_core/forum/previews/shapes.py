"""What is looked at before it is published, and what is shown of it."""

from dataclasses import dataclass

from p2p_core.forum.posts.shapes import PostBody
from p2p_core.shared.inputs import Input


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPreview(Input):
    """Words as somebody types them; Markdown."""

    body: PostBody


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The same words as they would be shown."""

    body_html: str
