"""Where an invitation's link leads: it shows who invites, and nothing happens until the form is sent."""

from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from entrypoints.http.pages.frame import Page, reader, shown
from entrypoints.http.pages.html import filled
from entrypoints.http.routes import route
from entrypoints.http.wording import Wording, say

WORDS: Wording = {
    "name": ("You are invited", "لديك دعوة"),
    "no_script": (
        (
            "This page needs JavaScript: the secret of your link never leaves your browser unasked."
            " Switch it on and reload, or send the token to `POST /api/v1/invitations/accept`."
        ),
        (
            "تحتاج هذه الصفحة إلى JavaScript: فرمز الرابط السري لا يغادر متصفحك من تلقاء نفسه."
            " فعّلها وأعد تحميل الصفحة، أو أرسل الرمز إلى `POST /api/v1/invitations/accept`."
        ),
    ),
    "looking": ("Looking at your invitation …", "جارٍ الاطلاع على دعوتك …"),
    "organization": ("Organization", "المنشأة"),
    "inviter": ("Invited by", "صاحب الدعوة"),
    "address": ("Your e-mail address", "بريدك الإلكتروني"),
    "role": ("You join as", "صفتك"),
    "role_member": ("Member", "عضو"),
    "role_admin": ("Admin", "مسؤول"),
    "about_you": ("Your account", "حسابك"),
    "first_name": ("First name", "الاسم الأول"),
    "last_name": ("Last name", "اسم العائلة"),
    "password": ("Choose a password", "اختر كلمة مرور"),
    "password_hint": (
        "12 characters or more; a short sentence is easy to remember.",
        "12 حرفًا أو أكثر؛ والجملة القصيرة سهلة التذكر.",
    ),
    "accept": ("Accept and join", "اقبل وانضم"),
    "accepting": ("Joining …", "جارٍ الانضمام …"),
    "done_title": ("Welcome", "أهلًا بك"),
    "done_name": ("Name", "الاسم"),
    "done_next": (
        "Your account is open, and you are signed in with this browser.",
        "تم فتح حسابك، وأنت مسجل الدخول في هذا المتصفح.",
    ),
    "done_link": ("On to the platform", "إلى المنصة"),
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
    "retry": ("Try again", "حاول مرة أخرى"),
}


@route("GET", "/accept-invitation")
async def accept_invitation(call: Call) -> ASGIResponse:
    """The page of an invitation's link; the token stands behind the #, which never reaches the server."""
    who = reader(call)
    page = Page(
        title=say(WORDS, "name", who.language) or "",
        main=filled("accept_invitation", who.words(WORDS) | {"next": who.link("/")}),
        styles=("verify.css",),
        scripts=("link.js", "accept.js"),
    )
    return shown(who, page)
