"""What every error code means: the page that the `type` of a problem points to."""

from http import HTTPStatus

from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from entrypoints.http.catalogue import STATUS_OF
from entrypoints.http.pages.frame import Page, Reader, reader, shown
from entrypoints.http.pages.html import Html, direction, filled, joined, literal, text
from entrypoints.http.refusals import ChecksumMismatch
from entrypoints.http.routes import route
from entrypoints.http.wording import DETAILS, MESSAGES, TITLES, Wording, say
from p2p_core.shared.language import Language

WORDS: Wording = {
    "name": ("Error codes", "رموز الأخطاء"),
    "lead": (
        (
            "Every error is a problem (RFC 9457). Programs go by its `code`; people read `title` and"
            " `detail`, in the language that the request asks for."
        ),
        "كل خطأ بصيغة RFC 9457. تعتمد البرامج على `code`، ويقرأ الناس `title` و`detail` بلغتهم.",
    ),
    "fields": ("Codes of single fields", "رموز الحقول"),
    "fields_lead": (
        "They stand in `errors` of `validation_failed`, each with the field it is about.",
        "تظهر في `errors` ضمن `validation_failed`، ومع كل رمز الحقل الذي يخصه.",
    ),
    "code": ("Code", "الرمز"),
    "english": ("English", "الإنجليزية"),
    "arabic": ("Arabic", "العربية"),
}


@route("GET", "/docs/problems")
async def problems(call: Call) -> ASGIResponse:
    """Every code with its status and meaning, in both languages."""
    who = reader(call)
    parts = who.words(WORDS) | {
        "groups": joined([_group(who, status) for status in sorted(set(STATUS_OF.values()))]),
        "rows": joined([_row(code) for code in MESSAGES]),
    }
    page = Page(
        title=say(WORDS, "name", who.language) or "",
        main=filled("problems", parts),
        styles=("problems.css",),
    )
    return shown(who, page)


def _group(who: Reader, status: int) -> Html:
    entries = joined([_entry(who, code) for code, its in STATUS_OF.items() if its == status])
    return filled(
        "problem_group",
        {"status": text(str(status)), "phrase": text(_phrase(status)), "entries": entries},
    )


def _phrase(status: int) -> str:
    """What HTTP calls it; one is the tus protocol's own."""
    return "Checksum Mismatch" if status == ChecksumMismatch.status else HTTPStatus(status).phrase


def _entry(who: Reader, code: str) -> Html:
    """One code; the reader's own language comes first."""
    first = who.language
    languages = sorted(Language, key=lambda language: language is not first)
    return filled(
        "problem", {"code": literal(code), "said": joined([_said(code, language) for language in languages])}
    )


def _said(code: str, language: Language) -> Html:
    title, detail = say(TITLES, code, language) or "", say(DETAILS, code, language) or ""
    return Html(
        f'<div lang="{language}" dir="{direction(language)}"><b>{text(title)}</b><p>{text(detail)}</p></div>'
    )


def _row(code: str) -> Html:
    english, arabic = (
        say(MESSAGES, code, language) or "" for language in (Language.ENGLISH, Language.ARABIC)
    )
    return Html(
        f'<tr><th scope="row"><code dir="ltr">{literal(code)}</code></th>'
        f'<td lang="en" dir="ltr">{text(english)}</td><td lang="ar" dir="rtl">{text(arabic)}</td></tr>'
    )
