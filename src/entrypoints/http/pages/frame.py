"""What every page has around its content: language, style, navigation, the switch to the other language."""

from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import parse_qs

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import NOT_STORED
from entrypoints.http.call import Call
from entrypoints.http.headers import PAGE_POLICY
from entrypoints.http.pages.assets import address, edition
from entrypoints.http.pages.html import Html, direction, filled, in_words, joined, literal, text
from entrypoints.http.wording import Wording
from p2p_core.notifications.wording import PLATFORM
from p2p_core.shared.language import Language

WORDS: Wording = {
    "platform": (PLATFORM[Language.ENGLISH], PLATFORM[Language.ENGLISH]),
    "skip": ("Skip to the content", "انتقل إلى المحتوى"),
    "navigation": ("Pages", "الصفحات"),
    "home": ("Welcome", "الرئيسية"),
    "api": ("API", "الواجهة البرمجية"),
    "codes": ("Errors", "الأخطاء"),
    "mailbox": ("Mailbox", "صندوق البريد"),
    "licence": (
        "Open source under the Apache License 2.0. Your data stays on your own server.",
        "مفتوح المصدر برخصة Apache 2.0، وبياناتك تبقى على خادمك.",
    ),
    "version": ("Version", "الإصدار"),
}
_OTHER = {Language.ENGLISH: (Language.ARABIC, "العربية"), Language.ARABIC: (Language.ENGLISH, "English")}
_VARIES = "Accept-Language"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a page: in which language, and whether it was chosen by a link."""

    call: Call
    language: Language
    chose: bool

    def link(self, path: str) -> Html:
        """The address of another page, which keeps a chosen language."""
        return literal(f"{path}?lang={self.language}" if self.chose else path)

    def words(self, wording: Wording) -> dict[str, Html]:
        """A page's words as this reader reads them."""
        return in_words(wording, self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's own part."""

    title: str
    main: Html
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    policy: bytes = PAGE_POLICY
    stored: bool = True
    """Whether the browser may keep it and ask whether it is still the same."""


def reader(call: Call) -> Reader:
    """The language of the address, else the one that the browser prefers."""
    asked = parse_qs(call.query.decode("latin-1")).get("lang", [""])[0]
    chose = asked in tuple(Language)
    return Reader(call, Language(asked) if chose else call.language, chose)


def shown(who: Reader, page: Page) -> ASGIResponse:
    """The answer with a whole page; 304 when the browser has exactly this already."""
    who.call.policy = page.policy
    body = _document(who, page).encode()
    etag = f'"{blake2b(body, digest_size=9).hexdigest()}"'
    headers = {"cache-control": "private, no-cache", "etag": etag} if page.stored else dict(NOT_STORED)
    headers |= {"vary": _VARIES, "content-language": who.language.value}
    if page.stored and etag in who.call.header(b"if-none-match"):
        return ASGIResponse(status_code=304, headers=headers)
    return ASGIResponse(body=body, media_type="text/html", headers=headers)


def _document(who: Reader, page: Page) -> Html:
    other, other_name = _OTHER[who.language]
    title = PLATFORM[Language.ENGLISH] if page.title == "" else f"{page.title} · {PLATFORM[Language.ENGLISH]}"
    parts = {
        "lang": literal(who.language),
        "dir": direction(who.language),
        "title": literal(title),
        "static": literal(f"/static/{edition()}"),
        "fonts": joined([_preload(font) for font in _fonts(who.language)]),
        "styles": joined([_style(name) for name in ("pages.css", *page.styles)]),
        "scripts": joined([_script(name) for name in page.scripts]),
        "home_link": who.link("/"),
        "links": joined(_links(who)),
        "other_link": literal(f"?lang={other}"),
        "other": literal(other),
        "other_dir": direction(other),
        "other_name": literal(other_name),
        "main": page.main,
        "number": literal(who.call.web.version),
    }
    return filled("frame", who.words(WORDS) | parts)


def _links(who: Reader) -> list[Html]:
    """The pages there are in this installation."""
    settings = who.call.web.settings
    pages = [
        ("/", "home", True),
        ("/docs", "api", settings.open_docs),
        ("/docs/problems", "codes", True),
        ("/dev/mailbox", "mailbox", settings.shows_mails),
    ]
    words = who.words(WORDS)
    return [_link(who, path, words[name]) for path, name, there in pages if there]


def _link(who: Reader, path: str, name: Html) -> Html:
    here = Html(' aria-current="page"') if who.call.path == path else text("")
    return Html(f'<li><a href="{who.link(path)}"{here}>{name}</a></li>')


def _fonts(language: Language) -> tuple[str, ...]:
    arabic = ("fonts/plex-arabic-400.woff2", "fonts/plex-arabic-600.woff2")
    return ("fonts/inter-latin.woff2", *(arabic if language is Language.ARABIC else ()))


def _preload(font: str) -> Html:
    return Html(f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{address(font)}">')


def _style(name: str) -> Html:
    return Html(f'<link rel="stylesheet" href="{address(name)}">')


def _script(name: str) -> Html:
    return Html(f'<script src="{address(name)}" defer></script>')
