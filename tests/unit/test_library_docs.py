"""The examples of the documentation are run as they stand there."""

import re
from pathlib import Path

import pytest

from adapters.memory.world import MemoryWorld
from p2p_core.shared.actor import Actor

ROOT = Path(__file__).resolve().parents[2]


def _run(page: str) -> dict[str, object]:
    text = (ROOT / page).read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(example, page, "exec"), names)  # noqa: S102 - our own page, which must run
    return names


@pytest.mark.parametrize("page", ["README.md", "docs/library.md"])
def test_the_example_on_the_page_runs(page: str) -> None:
    assert isinstance(_run(page)["world"], MemoryWorld)


def test_the_journey_of_the_library_page_ends_with_an_answered_topic() -> None:
    names = _run("docs/library.md")
    world, huda = names["world"], names["huda"]
    assert isinstance(world, MemoryWorld)
    assert isinstance(huda, Actor)
    topic = world.app.forum.topics.details(huda, names["topic"].id)  # type: ignore[attr-defined] # the example's own
    assert (topic.title, topic.post_count) == ("Which refractory?", 1)
