"""Measure the whole server against baselines in the same run: `nox -s bench -- --help`.

CPU time of the server's processes and ratios can be compared between runs; requests a second and
percentiles follow the machine and its neighbours.
"""

import argparse
import json
import os
import platform as machine
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench import files
from tests.bench.figures import plain, table
from tests.bench.processes import Running, application
from tests.bench.scenarios import BARE, Effort, reading, stalled, storm, writing
from tests.bench.seed import BIG, SMALL, TINY, Size
from tests.bench.sessions import looked_up
from tests.bench.store import replies
from tests.bench.waits import waiting
from tests.bench.worlds import Served, served

_SIZES = {size.name: size for size in (TINY, SMALL, BIG)}


def main(arguments: list[str]) -> None:
    """Measure what is asked for; print it and write it down."""
    chosen = _parser().parse_args(arguments)
    size, effort = _SIZES[chosen.size], Effort(chosen.rounds, chosen.requests)
    results: dict[str, Any] = {"when": datetime.now(UTC).isoformat(timespec="minutes"), "machine": _machine()}
    with TemporaryDirectory(prefix="p2p-bench-") as folder, ExitStack() as stack:
        place = Path(folder)
        bare, raw = (
            stack.enter_context(application(f"tests.bench.pages.bare:{name}", {}, place / f"{name}.log"))
            for name in ("litestar", "raw")
        )
        for kind in chosen.databases:
            with served(kind, place, size) as here:
                results[kind] = _measured(here, bare, raw, size, effort)
    results["session look-up, us"] = looked_up(chosen.rounds, chosen.requests)
    _say(f"session look-up, us: {results['session look-up, us']}")
    results["durable replies a second"] = replies()
    results["files"] = files.measured()
    _say(f"\nfiles: {json.dumps(results['files'], indent=2)}")
    chosen.out.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    _say(f"\nwritten to {chosen.out}")


def _measured(here: Served, bare: Running, raw: Running, size: Size, effort: Effort) -> dict[str, Any]:
    results: dict[str, Any] = {
        "size": {"topics": size.topics, "posts": size.topics * size.posts_each},
        "start_s": round(here.platform.started_in, 2),
        "memory_mb": round(here.platform.memory()),
    }
    _say(f"\n{here.kind}: {results}")
    figures = reading(here, bare, raw, effort) + writing(here, effort)
    results["figures"] = plain(figures)
    _say(table(figures, BARE))
    waits = waiting(here, effort)
    results["waits"] = plain(waits)
    _say(table(waits, ""))
    results["login storm"] = storm(here, min(64, effort.requests))
    results["stalled connections"] = stalled(here, effort)
    results["memory_mb_after"] = round(here.platform.memory())
    for name in ("login storm", "stalled connections", "memory_mb_after"):
        _say(f"{name}: {results[name]}")
    return results


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nox -s bench --")
    parser.add_argument(
        "--size", choices=sorted(_SIZES), default=SMALL.name, help="big: 100,000 topics, 1 M posts"
    )
    parser.add_argument(
        "--databases", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"]
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=2_000, help="of each subject in each round")
    parser.add_argument("--out", type=Path, default=Path("bench.json"))
    return parser


def _machine() -> dict[str, Any]:
    return {
        "processors": os.cpu_count(),
        "system": machine.platform(),
        "python": machine.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
