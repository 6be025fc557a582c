"""What is measured of each subject, in turn with the others, and how it is told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from statistics import median
from typing import Any

from tests.bench.processes import Running
from tests.bench.wire import ask


@dataclass(frozen=True)
class Subject:
    """Something that is asked the same again and again, or in ever other words."""

    name: str
    server: Running
    question: bytes | Iterator[bytes]
    statements: int | None = None
    """How many it takes of the database, as the tests pin it."""

    def questions(self, count: int) -> list[bytes]:
        """The next so many; one, where they are all the same."""
        return [self.question] if isinstance(self.question, bytes) else list(islice(self.question, count))


@dataclass
class Figures:
    """One subject's medians."""

    name: str
    cpu_us: float
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    statements: int | None = None
    statuses: dict[int, int] = field(default_factory=dict)


@dataclass
class Taken:
    """What one round gave."""

    cpu: float
    per_second: float
    percentiles: tuple[float, float, float]


def in_turn(
    subjects: Sequence[Subject], *, rounds: int, requests: int, connections: int = 32
) -> list[Figures]:
    """Ask A, B, C, A, B, C, ...: a busy machine slows all of them; medians of the rounds."""
    taken: Mapping[str, list[Taken]] = {subject.name: [] for subject in subjects}
    statuses: Mapping[str, Counter[int]] = {subject.name: Counter() for subject in subjects}
    for subject in subjects:
        count = max(connections * 4, requests // 4)
        ask(subject.server.port, count, *subject.questions(count), connections=connections)
    for _ in range(rounds):
        for subject in subjects:
            questions = subject.questions(requests)
            before = subject.server.cpu()
            told = ask(subject.server.port, requests, *questions, connections=connections)
            cpu = (subject.server.cpu() - before) / requests
            spread = (told.percentile(50), told.percentile(95), told.percentile(99))
            taken[subject.name].append(Taken(cpu, told.per_second, spread))
            statuses[subject.name].update(told.statuses)
    return [_medians(subject, taken[subject.name], statuses[subject.name]) for subject in subjects]


def _medians(subject: Subject, rounds: Sequence[Taken], statuses: Counter[int]) -> Figures:
    p50, p95, p99 = (median(each.percentiles[place] for each in rounds) for place in range(3))
    return Figures(
        name=subject.name,
        cpu_us=round(median(each.cpu for each in rounds), 1),
        per_second=round(median(each.per_second for each in rounds)),
        p50_ms=round(p50, 2),
        p95_ms=round(p95, 2),
        p99_ms=round(p99, 2),
        statements=subject.statements,
        statuses=dict(statuses),
    )


def table(figures: Sequence[Figures], baseline: str) -> str:
    """The figures for people, with each one's CPU as a multiple of the baseline's."""
    base = next((each.cpu_us for each in figures if each.name == baseline), 0.0)
    rows = [("", "CPU us", "ratio", "req/s", "p50 ms", "p95", "p99", "statements")]
    for each in figures:
        ratio = f"{each.cpu_us / base:.2f}" if base else ""
        count = "" if each.statements is None else str(each.statements)
        rows.append(
            (
                each.name,
                f"{each.cpu_us:.0f}",
                ratio,
                f"{each.per_second:.0f}",
                f"{each.p50_ms:.1f}",
                f"{each.p95_ms:.1f}",
                f"{each.p99_ms:.1f}",
                count,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if not place else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def plain(figures: Sequence[Figures]) -> list[dict[str, Any]]:
    """For the file."""
    return [asdict(each) for each in figures]
