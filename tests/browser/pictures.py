"""The pictures of README and docs, taken of the demo world: `nox -s pictures` makes them anew.

Words and people are those of the demo; only times differ from one day to the next.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.client import built_client
from tests.browser.visitor import Chromium, Theme
from tests.process.installation import Installation, Server

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
LOGIN = re.compile(r"as (\S+) with the password (\S+)")
LARGEST = 150_000
FORUMS = "/api/v1/forums"
AT_REST = "Promise.all([document.fonts.ready, ...document.getAnimations().map((one) => one.finished)])"
PATIENCE = 60_000


def main() -> None:
    """Take all of them."""
    with TemporaryDirectory() as folder:
        installation = built_client(Path(folder))
        login = LOGIN.search(installation.run("demo").stdout)
        assert login, "the demo world has a login"
        with (
            helped(installation, *login.groups()) as (server, topic),
            Chromium("/usr/bin/chromium") as chromium,
        ):
            picture = Pictures(chromium.browser, server)
            picture.take("forum", "/forum")
            picture.take("topic-ar", f"/forum/{topic}", language="ar")
            picture.take("dashboard-dark", "/dashboard", theme="dark")
            picture.take("forum-ar-mobile", "/forum", language="ar", width=390)


@contextmanager
def helped(installation: Installation, email: str, password: str) -> Iterator[tuple[Server, str]]:
    """The server, its reader signed in, and an Arabic topic in which somebody was helped."""
    with installation.served() as server:
        body = {"email": email, "password": password}
        server.browser.post("/api/v1/auth/login", json=body).raise_for_status()
        installation.run("user", "promote-operator", email)
        topic = arabic_topic(server.browser)
        posts = asked(server.browser, f"{FORUMS}/topics/{topic}/posts")
        answer = {"post_id": max(posts, key=lambda post: post["like_count"])["id"]}
        server.browser.put(f"{FORUMS}/topics/{topic}/best-answer", json=answer).raise_for_status()
        installation.run("user", "demote-operator", email)
        yield server, topic


def asked(browser: httpx.Client, path: str) -> list[dict[str, Any]]:
    """All of a list."""
    items: list[dict[str, Any]] = browser.get(path, params={"limit": 100}).raise_for_status().json()["items"]
    return items


def arabic_topic(browser: httpx.Client) -> str:
    """The one that is answered most."""
    topics = asked(browser, f"{FORUMS}/topics")
    arabic = [topic for topic in topics if re.search(r"[\u0600-\u06ff]", topic["title"])]
    return str(max(arabic, key=lambda topic: topic["post_count"])["id"])


class Pictures:
    """Takes pages as one reader sees them."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self._origin = str(server.browser.base_url)
        self._cookies = dict(server.browser.cookies)

    def take(
        self, name: str, path: str, language: str = "en", theme: Theme = "light", width: int = 1280
    ) -> None:
        """Keep a page, once all of it has come, as small as is still sharp."""
        context = self._browser.new_context(
            locale=language,
            timezone_id="Asia/Riyadh",
            color_scheme=theme,
            viewport={"width": width, "height": 844},
            device_scale_factor=2 if width < 500 else 1,
        )
        context.add_cookies(
            [{"name": name, "value": value, "url": self._origin} for name, value in self._cookies.items()]
        )
        page = context.new_page()
        page.goto(f"{self._origin}{path}", wait_until="networkidle")
        page.wait_for_selector("main h1", timeout=PATIENCE)
        page.wait_for_load_state("networkidle")
        keep(name, page)
        context.close()


def keep(name: str, page: Page) -> None:
    """Write it as WebP."""
    page.evaluate(AT_REST)
    whole, target = page.screenshot(animations="disabled"), FOLDER / f"{name}.webp"
    Image.open(BytesIO(whole)).convert("RGB").save(target, quality=82, method=6)
    size = target.stat().st_size
    assert size <= LARGEST, f"{target.name} has {size} bytes"
    sys.stdout.write(f"{target.name}: {size // 1000} kB\n")


if __name__ == "__main__":
    main()
