"""Dockerfiles as the tests read them: instructions in order, by stage, without comments."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Instruction:
    """One instruction, its lines joined."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """What it says, without flags such as `--from=build`: of a list in JSON, or as a shell reads it."""
        if self.text.startswith("["):
            return [str(word) for word in json.loads(self.text)]
        return [word for word in shlex.split(self.text) if not word.startswith("--")]

    @property
    def copies_from_a_stage(self) -> bool:
        """Whether what it copies is another stage's, not the checkout's."""
        return "--from=" in self.text

    @property
    def command(self) -> str:
        """What a RUN hands to the shell, without its mounts."""
        return re.sub(r"^(--mount=\S+\s+)+", "", self.text)


@dataclass
class Stage:
    """What follows one FROM."""

    instructions: list[Instruction] = field(default_factory=list)

    def named(self, name: str) -> list[Instruction]:
        """All instructions of a kind, in order."""
        return [instruction for instruction in self.instructions if instruction.name == name]

    @property
    def environment(self) -> dict[str, str]:
        """What its ENV lines set."""
        pairs = [pair for line in self.named("ENV") for pair in shlex.split(line.text)]
        return dict(pair.split("=", 1) for pair in pairs)


def stages(name: str) -> list[Stage]:
    """The stages of a Dockerfile of ours."""
    found: list[Stage] = []
    for instruction in _instructions((ROOT / name).read_text(encoding="utf-8")):
        if instruction.name == "FROM":
            found.append(Stage())
        elif found:
            found[-1].instructions.append(instruction)
    return found


def _instructions(text: str) -> Iterator[Instruction]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        name, _, rest = line.partition(" ")
        yield Instruction(name, rest.strip())
