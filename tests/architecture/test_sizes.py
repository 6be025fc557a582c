"""Small pieces: a module that outgrows a page hides its purpose."""

import ast

from tests.architecture.source import SOURCE, modules

MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_FUNCTION = 40


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.rglob("*.py")
    }
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES_OF_A_MODULE} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    lengths = {
        f"{name}.{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


def test_nothing_is_called_manager_helper_util_base_or_common() -> None:
    empty_words = {"manager", "helper", "helpers", "util", "utils", "base", "common"}
    named = [*modules()] + [
        f"{name}.{node.name}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [name for name in named if empty_words & set(_words(name.rsplit(".", 1)[-1]))] == []


def _words(name: str) -> list[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    spaced = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return [word for word in spaced.lower().split("_") if word]


def test_every_module_opens_with_the_sentence_that_says_why_it_exists() -> None:
    silent = [name for name, tree in modules().items() if tree.body and not ast.get_docstring(tree)]
    assert silent == []
