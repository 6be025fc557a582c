"""What people look for and what has to be found, as it is kept in tests/data/judged.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from p2p_core.forum.posts.shapes import NewPost
from p2p_core.forum.search.shapes import SearchQuery
from p2p_core.forum.service import Forum
from p2p_core.forum.topics.shapes import NewTopic
from p2p_core.shared.actor import Actor

_KEPT = tomllib.loads((Path(__file__).parent / "data" / "judged.toml").read_text(encoding="utf-8"))
QUESTIONS: dict[str, list[str]] = {
    question: hits for group in _KEPT["questions"].values() for question, hits in group.items()
}


@dataclass
class Library:
    """The texts, written by somebody who looks for them."""

    forum: Forum
    actor: Actor
    names: dict[str, str]
    """What each topic and reply is called, by its id."""

    def found(self, question: str) -> list[str]:
        """What a question finds, in its order."""
        page = self.forum.search.find(self.actor, SearchQuery(q=question, limit=100))
        return [self.names[hit.post_id or hit.topic.id] for hit in page.items]


def written(forum: Forum, actor: Actor) -> Library:
    """The library, written."""
    category = forum.categories.list(actor).items[0].id
    names: dict[str, str] = {}
    for name, text in _KEPT["topics"].items():
        new = NewTopic(title=text["title"], tags=tuple(text["tags"]), body=text["body"], category_id=category)
        topic = forum.topics.start(actor, new)
        names[topic.id] = name
        for number, body in enumerate(text.get("replies", []), 1):
            names[forum.posts.write(actor, topic.id, NewPost(body=body)).id] = f"{name}/{number}"
    return Library(forum, actor, names)
