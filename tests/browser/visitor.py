"""Somebody who looks at our pages with Chromium, and notes everything that the browser complains of."""

from types import TracebackType
from typing import ClassVar, Literal, Self

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

expect.set_options(timeout=20_000)  # as long as a busy machine may take
_FLAGS = [
    "--no-sandbox",  # containers and CI run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_REFUSED = "Failed to load resource: the server responded with a status of 4"
"""How Chromium notes a refusal that the page itself deals with."""
_LATE = "was preloaded using link preload but not used within a few seconds"
"""How it notes a machine that was busy: `test_habits` sees without a clock that what is preloaded is used."""
Theme = Literal["light", "dark"]


class Chromium:
    """The browser's process."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> Self:
        self._playwright = sync_playwright().start()
        self.browser: Browser = self._playwright.chromium.launch(executable_path=self._path, args=_FLAGS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.browser.close()
        self._playwright.stop()


class Visitor:
    """One person: pages are opened in their language, theme and width."""

    scripts: ClassVar[list[str]] = []
    """What runs in each page before its own: `tests.restless` has answers come late with one."""

    def __init__(self, chromium: Chromium, origin: str) -> None:
        self._browser = chromium.browser
        self.origin = origin.rstrip("/")
        self.complaints: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for context in self._browser.contexts:
            context.close()

    def open(self, path: str, language: str = "en", theme: Theme = "light", width: int = 1280) -> Page:
        """Open a page in a fresh profile and wait until it is at rest."""
        context = self._browser.new_context(
            locale=language, color_scheme=theme, viewport={"width": width, "height": 844}
        )
        for script in self.scripts:
            context.add_init_script(script)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._asked)
        page = context.new_page()
        page.goto(f"{self.origin}{path}", wait_until="networkidle")
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        is_known = message.text.startswith(_REFUSED) or _LATE in message.text
        if message.type in {"error", "warning"} and not is_known:
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:", "about:")):
            self.complaints.append(f"asked elsewhere: {request.url}")
