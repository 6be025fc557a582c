"""Where the mail about a finished export leads: one press of a button, where its owner is signed in."""

from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from entrypoints.http.pages.frame import Page, reader, shown
from entrypoints.http.pages.html import filled
from entrypoints.http.routes import route
from entrypoints.http.wording import Wording, say

WORDS: Wording = {
    "name": ("Download your data", "تنزيل بياناتك"),
    "no_script": (
        (
            "This page needs JavaScript: the secret of your link never leaves your browser unasked."
            " Switch it on and reload, or send the token to `POST /api/v1/users/me/export/download`."
        ),
        (
            "تحتاج هذه الصفحة إلى JavaScript: فرمز الرابط السري لا يغادر متصفحك من تلقاء نفسه."
            " فعّلها وأعد تحميل الصفحة، أو أرسل الرمز إلى `POST /api/v1/users/me/export/download`."
        ),
    ),
    "ready": (
        "A ZIP with everything that is kept about you. Keep it where nobody else gets at it.",
        "ملف مضغوط فيه كل ما نحتفظ به عنك. احفظه حيث لا يصل إليه غيرك.",
    ),
    "fetch": ("Download", "تنزيل"),
    "fetching": ("Downloading …", "جارٍ التنزيل …"),
    "done_title": ("Your data is here", "بياناتك بين يديك"),
    "done": ("The download has been handed to your browser.", "سُلّم الملف إلى متصفحك."),
    "no_token_title": ("Open the link of your mail", "افتح الرابط من رسالتك"),
    "no_token": (
        "This page was opened without the link's secret part. Open the link in the mail again, whole.",
        "فُتحت هذه الصفحة من دون الجزء السري من الرابط. افتح الرابط كاملًا من الرسالة مرة أخرى.",
    ),
    "lost_title": ("The server can't be reached", "تعذر الوصول إلى الخادم"),
    "lost": ("Please try again.", "حاول مرة أخرى."),
    "retry": ("Try again", "حاول مرة أخرى"),
}


@route("GET", "/download-export")
async def download_export_page(call: Call) -> ASGIResponse:
    """The page of a download link; the token stands behind the #, which never reaches the server."""
    who = reader(call)
    page = Page(
        title=say(WORDS, "name", who.language) or "",
        main=filled("download_export", who.words(WORDS)),
        styles=("verify.css",),
        scripts=("link.js", "download.js"),
    )
    return shown(who, page)
