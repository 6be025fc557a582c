"""Where mails that people can end lead: a page with a button, and the one click of mail programs."""

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import NOT_STORED, nothing
from entrypoints.http.call import Call
from entrypoints.http.pages.frame import Page, reader, shown
from entrypoints.http.pages.html import filled
from entrypoints.http.routes import route
from entrypoints.http.wording import Wording, say
from entrypoints.http.written import Written
from p2p_core.notifications.inbox.shapes import Unsubscribe

WORDS: Wording = {
    "name": ("No more mails of this kind?", "إيقاف الرسائل من هذا النوع؟"),
    "no_script": (
        (
            "This page needs JavaScript: the secret of your link never leaves your browser unasked."
            " Switch it on and reload, or send the token to `POST /api/v1/notifications/unsubscribe`."
        ),
        (
            "تحتاج هذه الصفحة إلى JavaScript: فرمز الرابط السري لا يغادر متصفحك من تلقاء نفسه."
            " فعّلها وأعد تحميل الصفحة، أو أرسل الرمز إلى `POST /api/v1/notifications/unsubscribe`."
        ),
    ),
    "ready": (
        "You needn't sign in. On the platform itself you are told as before.",
        "لا يلزم تسجيل الدخول، وستبقى الإشعارات داخل المنصة كما هي.",
    ),
    "end": ("End these mails", "إيقاف هذه الرسائل"),
    "ending": ("One moment …", "لحظة من فضلك …"),
    "done_title": ("No more mails of this kind", "أُوقفت الرسائل من هذا النوع"),
    "done": (
        "One that is on its way may still arrive. You can switch them on again in your settings.",
        "قد تصلك رسالة أُرسلت قبل قليل. يمكنك إعادة تفعيلها من إعداداتك.",
    ),
    "no_token_title": ("Open the link of your mail", "افتح الرابط من رسالتك"),
    "no_token": (
        "This page was opened without the link's secret part. Open the link in the mail again, whole.",
        "فُتحت هذه الصفحة من دون الجزء السري من الرابط. افتح الرابط كاملًا من الرسالة مرة أخرى.",
    ),
    "lost_title": ("The server can't be reached", "تعذر الوصول إلى الخادم"),
    "lost": ("Please try again.", "حاول مرة أخرى."),
    "retry": ("Try again", "حاول مرة أخرى"),
}


@route("GET", "/unsubscribe")
async def unsubscribe_page(call: Call) -> ASGIResponse:
    """The page of a mail's last link; the token stands behind the #, which never reaches the server."""
    who = reader(call)
    page = Page(
        title=say(WORDS, "name", who.language) or "",
        main=filled("unsubscribe", who.words(WORDS)),
        styles=("verify.css",),
        scripts=("link.js", "unsubscribe.js"),
    )
    return shown(who, page)


@route("GET", "/unsubscribe/{token:str}")
async def unsubscribe_link(call: Call, token: str) -> ASGIResponse:
    """Whoever opens the address that is meant for mail programs is led to the page: nothing ends by GET."""
    del call
    return Written(status=303, headers={**NOT_STORED, "location": f"/unsubscribe#token={token}"})


@route("POST", "/unsubscribe/{token:str}", form=True)
async def unsubscribe_in_one_click(call: Call, token: str) -> ASGIResponse:
    """What mail programs ask for when their reader presses their button (RFC 8058)."""
    end = call.app.inbox.notifications.unsubscribe
    await call.web.lanes.write(end, call.visit, Unsubscribe(token=token))
    return nothing()
