"""The named checks: `.venv/bin/nox -s lint types`; each runs in the environment that `./p2p test` made."""

import os
import sys
from pathlib import Path

import nox

HERE = Path(__file__).parent

os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "architecture", "unit", "contract"]
IN_PROCESS = tuple(f"tests/{folder}" for folder in ("unit", "contract", "server", "http", "cli"))
TARGET = ("--python-version", "3.11")
SERVED = ("server", "postgres", "mongodb", "redis", "telemetry", "files", "s3", "search", "client")
"""The extras that `./p2p serve` has at hand."""

nox.options.error_on_external_run = False


@nox.session
def fmt(session: nox.Session) -> None:
    """Rewrite what a tool can put right by itself."""
    session.run("ruff", "check", "--fix-only", "--quiet", ".")
    session.run("ruff", "format", "--quiet", ".")


@nox.session
def lint(session: nox.Session) -> None:
    """Find what ruff's rules object to, in wording and in form."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", "--quiet", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Prove the types, every adapter's fit to its ports among them."""
    session.run("mypy")


@nox.session
def architecture(session: nox.Session) -> None:
    """Hold the house rules: order of imports, sizes, actors first, settings documented."""
    session.run("lint-imports")
    session.run("pytest", "-q", "tests/architecture", *session.posargs)


@nox.session
def core(session: nox.Session) -> None:
    """Run the core's tests where nothing but pytest and hypothesis is installed."""
    session.run("pytest", "-q", "tests/architecture/test_bare_core.py", *session.posargs)


@nox.session
def unit(session: nox.Session) -> None:
    """Run the core on the memory adapters."""
    session.run("pytest", "-q", "tests/unit", *session.posargs)


@nox.session
def contract(session: nox.Session) -> None:
    """Run one suite per port over every adapter."""
    session.run("pytest", "-q", "tests/contract", *session.posargs)


@nox.session
def core_coverage(session: nox.Session) -> None:
    """Ask that the core's own tests and the contract suites reach every branch of the core."""
    within = ("--cov=p2p_core", "--cov-branch", "--cov-report=")
    session.run("pytest", "-q", "-n", "auto", "-k", "not postgres", "tests/unit", "tests/contract", *within)
    session.run("coverage", "report", "--include=src/p2p_core/*", "--fail-under=100")


@nox.session
def coverage(session: nox.Session) -> None:
    """Tell what the tests that run in this process did not reach: nothing of the core, little of the rest."""
    session.run("pytest", "-q", "-n", "auto", "-m", "not process", *IN_PROCESS, "--cov", "--cov-report=")
    session.run("coverage", "report", "--fail-under=85")
    session.run("coverage", "report", "--include=src/p2p_core/*", "--fail-under=100")


@nox.session
def web(session: nox.Session) -> None:
    """Check that the pages which are served load nothing from elsewhere."""
    session.run("pytest", "-q", "tests/architecture/test_pages.py", *session.posargs)


@nox.session
def client_types(session: nox.Session) -> None:
    """Make the web client's types of the API as it is; needs Node, and `npm ci` in web/."""
    with session.chdir("web"):
        session.run("npm", "run", "types")


@nox.session
def client(session: nox.Session) -> None:
    """Check the web client: types, licences, lint, units, build and budget; needs Node and npm."""
    with session.chdir("web"):
        session.run("npm", "ci")
        session.run("npm", "run", "check")


@nox.session
def docs(session: nox.Session) -> None:
    """Check that links lead somewhere, and that what is documented is what is read and run."""
    session.run(
        "pytest",
        "-q",
        "tests/architecture/test_docs.py",
        "tests/architecture/test_settings.py",
        *session.posargs,
    )


@nox.session
def audit(session: nox.Session) -> None:
    """Check the locks and the licences of everything that is installed."""
    session.run("pytest", "-q", "tests/architecture/test_supply.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the whole server against baselines in the same run; prints and writes, never judges."""
    session.run("python", "-m", "tests.bench", *session.posargs)


@nox.session
def restless(session: nox.Session) -> None:
    """Run tests while their processes pause at random and answers come late: what fails here is a race."""
    tests = session.posargs or ("-n", "3", "tests/browser", "tests/process")
    session.run("pytest", "-q", "-p", "tests.restless.plugin", "--timeout", "300", *tests)


@nox.session
def pictures(session: nox.Session) -> None:
    """Take the pictures of README and docs anew, of the demo world; needs Chromium, Node and npm."""
    session.run("python", "-m", "tests.browser.pictures", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Write the two lock files anew from pyproject.toml; `-- --upgrade` for newer versions. Needs uv."""
    # with extras: older pips ask for the newest coverage[toml] beside a pinned coverage, and refuse both
    form = ("--universal", "--generate-hashes", "--no-header", "--no-strip-extras")
    compile_ = ("uv", "pip", "compile", "-q", *form, *TARGET)
    whole = ("--group", "build", "--all-extras", "pyproject.toml", "-o", "constraints.txt")
    session.run(*compile_, *whole, *session.posargs)
    extras = [part for extra in SERVED for part in ("--extra", extra)]
    served = ("--group", "build", *extras, "pyproject.toml", "-c", "constraints.txt")
    session.run(*compile_, *served, "-o", "constraints-server.txt")
    with (HERE / "LICENSES.md").open("w", encoding="utf-8") as page:
        session.run("python", "-m", "tests.architecture.licences", stdout=page)
