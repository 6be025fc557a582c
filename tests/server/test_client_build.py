"""Building the web client in the background: with which Node, what is told meanwhile, what of failures."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Self

import pytest

from entrypoints.http.client import node
from entrypoints.http.client.build import BUILT, SOURCES, ClientBuild, Stage
from entrypoints.http.client.sources import sources_of

_LOOKS = 400  # 20 s, far more than the stand-in for npm takes
_NODE = '#!/bin/sh\necho "v{version}"\n'
_NPM = """#!/bin/sh
echo "npm $*" >>"{log}"
[ "$1" = ci ] && exit {ci}
mkdir -p "$CLIENT_OUT" && echo '<html lang="en">' >"$CLIENT_OUT/index.html"
echo '{{"sources": "{sources}"}}' >"$CLIENT_OUT/build.json"
"""

_BUILDS = """
from pathlib import Path
from entrypoints.http.client import node
from entrypoints.http.client.build import ClientBuild
node.find_spec = lambda _: None
build = ClientBuild(skip=False, built=Path("{built}"), sources=Path("{sources}"))
build.begin()
build.wait()
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """What a client is built of."""
    root = tmp_path / "web"
    for name in ("src/main.tsx", "public/boot.js", "index.html", "package.json", "package-lock.json"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    (root / "vite.config.ts").write_text("")
    return root


def _machine(monkeypatch: pytest.MonkeyPatch, folder: Path, sources: Path, version: str, ci: int = 0) -> Path:
    """A machine with this node, and an npm that only notes what it is told; the notes."""
    log = folder / "npm.log"
    (folder / "bin").mkdir()
    told = {"log": log, "ci": ci, "sources": sources_of(sources)}
    for name, text in (("node", _NODE.format(version=version)), ("npm", _NPM.format(**told))):
        (folder / "bin" / name).write_text(text)
        (folder / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr(node, "find_spec", lambda _: None)
    return log


def _ended(build: ClientBuild) -> Stage:
    pause = Event()
    for _ in range(_LOOKS):
        if not build.is_under_way:
            return build.stage
        pause.wait(0.05)
    raise AssertionError(build.stage)


def test_a_missing_client_is_built_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sources: Path
) -> None:
    log = _machine(monkeypatch, tmp_path, sources, "20.19.0")
    build = ClientBuild(skip=False, built=tmp_path / "built", sources=sources)
    assert build.stage is Stage.ABSENT

    build.begin()
    assert _ended(build) is Stage.READY
    assert build.built
    assert log.read_text().splitlines() == ["npm ci", "npm run build"]

    again = ClientBuild(skip=False, built=tmp_path / "built", sources=sources)
    again.begin()
    assert again.stage is Stage.READY
    assert log.read_text().count("npm ci") == 1


def test_one_that_is_older_than_its_sources_is_served_until_the_new_one_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sources: Path
) -> None:
    built = tmp_path / "built"
    built.mkdir()
    (built / "index.html").write_text("old")
    (built / "build.json").write_text(json.dumps({"sources": "older"}))
    _machine(monkeypatch, tmp_path, sources, "22.1.0")
    build = ClientBuild(skip=False, built=built, sources=sources)

    build.begin()
    assert build.built
    _ended(build)
    assert build.built.sources == sources_of(sources)


def test_what_npm_says_is_the_reason_and_nothing_half_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sources: Path
) -> None:
    _machine(monkeypatch, tmp_path, sources, "20.19.0", ci=1)
    build = ClientBuild(skip=False, built=tmp_path / "built", sources=sources)

    build.begin()
    assert _ended(build) is Stage.FAILED
    assert not (tmp_path / "built").exists()
    assert [path.name for path in tmp_path.glob(".building*")] == []


@pytest.mark.parametrize("version", ["18.20.4", "20.18.9", "none"])
def test_a_node_that_is_too_old_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sources: Path, version: str
) -> None:
    log = _machine(monkeypatch, tmp_path, sources, version)
    build = ClientBuild(skip=False, built=tmp_path / "built", sources=sources)

    build.begin()
    assert _ended(build) is Stage.NO_NODE
    assert not log.exists()


def test_without_sources_or_when_it_is_switched_off_nothing_is_tried(tmp_path: Path, sources: Path) -> None:
    for build in (
        ClientBuild(skip=False, built=tmp_path / "built", sources=tmp_path / "none"),
        ClientBuild(skip=True, built=tmp_path / "built", sources=sources),
    ):
        stage = build.stage
        build.begin()
        assert build.stage is stage
        build.stop()


def test_a_build_that_is_under_way_ends_with_its_server(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sources: Path
) -> None:
    _machine(monkeypatch, tmp_path, sources, "20.19.0")
    (tmp_path / "bin" / "npm").write_text("#!/bin/sh\nexec sleep 600\n")
    build = ClientBuild(skip=False, built=tmp_path / "built", sources=sources)

    build.begin()
    build.stop()
    assert build.stage is Stage.FAILED


def test_a_build_that_is_only_just_being_started_ends_with_its_server_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sources: Path
) -> None:
    _machine(monkeypatch, tmp_path, sources, "20.19.0")
    (tmp_path / "bin" / "npm").write_text("#!/bin/sh\nexec sleep 600\n")
    build, waits = ClientBuild(skip=False, built=tmp_path / "built", sources=sources), Event()
    stopper, wait = Thread(target=build.stop, daemon=True), build.wait

    class SlowlyKnown(subprocess.Popen[str]):
        """Runs already, and nobody knows of it yet."""

        def __enter__(self) -> Self:
            if isinstance(self.args, list) and "ci" in self.args:
                stopper.start()
                assert waits.wait(60)  # it has looked for a process, and found none
            return super().__enter__()

    def waited() -> None:
        waits.set()
        wait()

    monkeypatch.setattr(build, "wait", waited)
    monkeypatch.setattr("entrypoints.http.client.build.subprocess.Popen", SlowlyKnown)
    build.begin()
    assert waits.wait(60)
    stopper.join(60)
    assert build.stage is Stage.FAILED


def test_an_npm_that_outlives_its_server_keeps_others_from_the_sources(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sources: Path
) -> None:
    _machine(monkeypatch, tmp_path, sources, "20.19.0")
    known = tmp_path / "npm.pid"
    (tmp_path / "bin" / "npm").write_text(
        f"#!/bin/sh\necho $$ >{known}.new && mv {known}.new {known}\nexec sleep 600\n"
    )
    script = _BUILDS.format(built=tmp_path / "built", sources=sources)
    with subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path) as server:
        npm = int(_written(known))
        server.kill()

    with (sources / ".building.lock").open("w") as lock:
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.kill(npm, signal.SIGKILL)
        fcntl.flock(lock, fcntl.LOCK_EX)


def _written(path: Path) -> str:
    pause = Event()
    for _ in range(_LOOKS):
        if path.exists():
            return path.read_text()
        pause.wait(0.05)
    raise AssertionError(path)


def test_node_and_the_server_name_the_sources_alike() -> None:
    found = shutil.which("node")
    if found is None:
        pytest.skip("Node is not installed")
    script = f"import('{SOURCES}/scripts/sources.mjs').then(m => console.log(m.sourcesOf('{SOURCES}/')))"
    told = subprocess.run([found, "-e", script], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == sources_of(SOURCES)
    assert BUILT.name == "built"
