"""Where a verification mail's link leads: nothing happens until the reader presses the button."""

from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from entrypoints.http.pages.frame import Page, reader, shown
from entrypoints.http.pages.html import filled
from entrypoints.http.routes import route
from entrypoints.http.wording import Wording, say

WORDS: Wording = {
    "name": ("Confirm your address", "تأكيد بريدك الإلكتروني"),
    "no_script": (
        (
            "This page needs JavaScript: the secret of your link never leaves your browser until you confirm."
            " Switch it on and reload, or send the token to `POST /api/v1/auth/email/verify`."
        ),
        (
            "تحتاج هذه الصفحة إلى JavaScript: فرمز الرابط السري لا يغادر متصفحك قبل أن تؤكد."
            " فعّلها وأعد تحميل الصفحة، أو أرسل الرمز إلى `POST /api/v1/auth/email/verify`."
        ),
    ),
    "ready": (
        "One step is left: confirm that this address is yours, and your organization's account opens.",
        "بقيت خطوة واحدة: أكّد أن هذا البريد لك ليُفتح حساب منشأتك.",
    ),
    "confirm": ("Confirm my address", "أكّد بريدي"),
    "confirming": ("Confirming …", "جارٍ التأكيد …"),
    "done_title": ("Your account is open", "تم فتح حسابك"),
    "done_name": ("Name", "الاسم"),
    "done_organization": ("Organization", "المنشأة"),
    "done_next": ("You can log in now with your password.", "يمكنك الآن تسجيل الدخول بكلمة مرورك."),
    "done_link": ("On to the next step", "إلى الخطوة التالية"),
    "no_token_title": ("Open the link of your mail", "افتح الرابط من رسالتك"),
    "no_token": (
        "This page was opened without the link's secret part. Open the link in the mail again, whole.",
        "فُتحت هذه الصفحة من دون الجزء السري من الرابط. افتح الرابط كاملًا من الرسالة مرة أخرى.",
    ),
    "lost_title": ("The server can't be reached", "تعذر الوصول إلى الخادم"),
    "lost": (
        "Nothing was changed as far as we know. Please try again.",
        "لم يتغير شيء بحسب علمنا. حاول مرة أخرى.",
    ),
    "over": ("Sign up again", "سجّل من جديد"),
    "again_title": ("Get a new link", "اطلب رابطًا جديدًا"),
    "address": ("Your e-mail address", "بريدك الإلكتروني"),
    "send": ("Send a new link", "أرسل رابطًا جديدًا"),
    "sent": (
        "If a sign-up waits for this address, a new mail is on its way. Only the newest link works.",
        "إن كان هناك تسجيل ينتظر هذا البريد فقد أُرسلت رسالة جديدة، ولا يعمل إلا أحدث رابط.",
    ),
}


@route("GET", "/verify-email")
async def verify_email(call: Call) -> ASGIResponse:
    """The page of a verification link; the token stands behind the #, which never reaches the server."""
    who = reader(call)
    words = who.words(WORDS)
    page = Page(
        title=say(WORDS, "name", who.language) or "",
        main=filled("verify_email", words | {"next": who.link("/")}),
        styles=("verify.css",),
        scripts=("link.js", "verify.js"),
    )
    return shown(who, page)
