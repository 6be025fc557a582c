"""The pages we serve are self-contained: they work offline, and tell nobody who reads them."""

import re

from tests.architecture.source import SOURCE

SERVED = {".html", ".css", ".js", ".svg"}
LOADED = re.compile(
    r"""(?:\bsrc|\bsrcset|\baction|\bposter|<link[^>]*\bhref|\bdata)\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]+)"""
    r"""|url\(\s*["']?((?:https?:)?//[^)"']+)|@import\s+["']((?:https?:)?//[^"']+)""",
    re.IGNORECASE,
)


def test_no_page_and_no_asset_loads_anything_from_elsewhere() -> None:
    assets = [path for path in SOURCE.rglob("static/**/*") if path.suffix in SERVED]
    assert assets
    loaded = {
        path.relative_to(SOURCE).as_posix(): hits
        for path in assets
        if (hits := LOADED.findall(path.read_text(encoding="utf-8")))
    }
    assert loaded == {}


def test_every_page_says_its_language_direction_and_encoding() -> None:
    for page in SOURCE.rglob("static/**/*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.search(r"<html[^>]*\blang=", text), page
        assert re.search(r"<meta charset=.?utf-8", text, re.IGNORECASE), page
        assert "<title>" in text, page
