"""A setting is read, documented and shown in .env.example, or it isn't one."""

import ast
import re
from collections.abc import Iterator

from entrypoints import settings
from tests.architecture.source import ROOT, modules

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
OUR_VARIABLE = re.compile(r"\bP2P_[A-Z][A-Z_]*[A-Z]\b")


def _example() -> dict[str, str]:
    return dict(re.findall(r'^#(P2P_\w+)="?(.*?)"?$', EXAMPLE, re.MULTILINE))


def test_the_example_lists_every_setting_that_is_read_in_its_order() -> None:
    assert tuple(_example()) == settings.NAMES


def test_the_page_lists_every_setting_that_is_read_in_its_order() -> None:
    assert tuple(re.findall(r"^\| `(P2P_\w+)` \|", PAGE, re.MULTILINE)) == settings.NAMES


def test_the_example_shows_the_defaults() -> None:
    assert settings.read(_example()) == settings.read({})


def test_the_page_shows_the_fixed_defaults() -> None:
    shown = dict(re.findall(r"^\| `(P2P_\w+)` \| `([^`]+)` \|", PAGE, re.MULTILINE))
    fixed = {f"P2P_{field.upper()}": source.default for field, source in settings.SOURCES.items()}
    assert {name: text for name, text in shown.items() if text != fixed[name]} == {}
    assert {name for name, text in fixed.items() if text} <= shown.keys()


def test_the_code_names_no_variable_that_is_not_a_setting() -> None:
    known = {*settings.NAMES, *(f"{name}_FILE" for name in settings.NAMES)}
    named = {
        (module, variable)
        for module, tree in modules().items()
        for text in _texts(tree)
        for variable in OUR_VARIABLE.findall(text)
        if variable not in known and not variable.startswith("P2P_TEST")
    }
    assert named == set()


def _texts(tree: ast.Module) -> Iterator[str]:
    """Every string that does something; docstrings may make up names."""
    told = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node.value


def test_only_the_entry_points_look_at_the_environment() -> None:
    looking = {
        module
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
    }
    assert {module for module in looking if not module.startswith("entrypoints.")} == set()
