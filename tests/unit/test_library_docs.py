"""The example of docs/library.md is run as it stands there."""

import re
from pathlib import Path

from adapters.memory import MemoryWorld

PAGE = Path(__file__).resolve().parents[2] / "docs" / "library.md"


def test_the_example_in_the_documentation_does_what_it_says() -> None:
    (example,) = re.findall(
        r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    names: dict[str, object] = {}
    exec(compile(example, str(PAGE), "exec"), names)  # noqa: S102 - our own page, which must run
    world, huda, topic = names["world"], names["huda"], names["topic"]
    assert isinstance(world, MemoryWorld)
    forum = world.app.forum
    assert forum.topics.details(huda, topic.id).post_count == 1  # type: ignore[arg-type, attr-defined] # names of an example
