"""The interactive page of the API: Swagger UI from our own files over the document that we serve."""

from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from entrypoints.http.headers import DOCS_POLICY
from entrypoints.http.pages.frame import Page, reader, shown
from entrypoints.http.pages.html import filled
from entrypoints.http.refusals import NoSuchRoute
from entrypoints.http.routes import route
from entrypoints.http.wording import Wording, say

WORDS: Wording = {
    "name": ("The API", "الواجهة البرمجية"),
    "lead": (
        "Read and try every operation. Once you have run `logIn` here, your browser carries the session.",
        "اقرأ كل عملية وجرّبها. بعد تنفيذ `logIn` هنا يحمل متصفحك الجلسة تلقائيًا.",
    ),
    "document": ("The OpenAPI document", "وثيقة OpenAPI"),
    "operations": ("Operations", "العمليات"),
    "errors": ("All error codes", "جميع رموز الأخطاء"),
    "in_english": ("", "أوصاف العمليات أدناه بالإنجليزية."),
    "no_script": (
        "The interactive page needs JavaScript; the document itself doesn't.",
        "تحتاج الصفحة التفاعلية إلى JavaScript، أما الوثيقة نفسها فلا.",
    ),
}


@route("GET", "/docs")
async def api_docs(call: Call) -> ASGIResponse:
    """Every operation, to read and to try; in production only where a setting opens it."""
    if not call.web.settings.open_docs:
        raise NoSuchRoute
    who = reader(call)
    words = who.words(WORDS)
    page = Page(
        title=say(WORDS, "name", who.language) or "",
        main=filled("api_docs", words | {"problems_link": who.link("/docs/problems")}),
        styles=("swagger-ui/swagger-ui.css", "docs.css"),
        scripts=("swagger-ui/swagger-ui-bundle.js", "docs.js"),
        policy=DOCS_POLICY,
    )
    return shown(who, page)
