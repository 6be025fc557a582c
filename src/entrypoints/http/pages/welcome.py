"""The first page a stranger sees: what this is, whether it runs, and the way in."""

from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from entrypoints.http.pages.first_steps import first_steps
from entrypoints.http.pages.frame import Page, Reader, reader, shown
from entrypoints.http.pages.html import Html, filled, joined, literal, text
from entrypoints.http.routes import route
from entrypoints.http.wording import Wording, say

WORDS: Wording = {
    "eyebrow": ("For manufacturers in Saudi Arabia", "لأصحاب المصانع في المملكة العربية السعودية"),
    "headline": ("Somebody has solved it already. Ask them.", "هناك من حلّ المشكلة قبلك. اسأله."),
    "lead": (
        (
            "P2P Sandbox brings small and medium factories together: ask about the machine that stopped,"
            " answer what your own floor has taught you, keep what has proved itself. In Arabic and English."
        ),
        (
            "تجمع P2P Sandbox المصانع الصغيرة والمتوسطة: اسأل عن الآلة التي توقفت، وأجب بما تعلمته في مصنعك،"
            " واحتفظ بما أثبت جدواه. بالعربية والإنجليزية."
        ),
    ),
    "start": ("Take the first steps", "ابدأ الخطوات الأولى"),
    "look": ("Look at the API", "تصفّح الواجهة البرمجية"),
    "asking": ("Asking the server …", "جارٍ سؤال الخادم …"),
    "running": ("The server is running", "الخادم يعمل"),
    "unwell": (
        "The server runs, but its database doesn't answer",
        "الخادم يعمل لكن قاعدة البيانات لا تستجيب",
    ),
    "silent": ("The server doesn't answer", "الخادم لا يستجيب"),
    "unasked": ("See how the server is", "تحقق من حالة الخادم"),
    "scene": (
        "Drawing: two factories beside palm trees; one asks a question, the other sends the answer.",
        "رسم: مصنعان بجوار النخيل، أحدهما يطرح سؤالًا والآخر يرسل الجواب.",
    ),
    "what": ("What is here today", "ما المتاح اليوم"),
    "forum_title": ("A forum for the shop floor", "منتدى لأرض المصنع"),
    "forum": (
        "Topics by field of work, replies to replies, tables and code, Arabic and English side by side.",
        "موضوعات بحسب مجال العمل، وردود على الردود، وجداول وأكواد، بالعربية والإنجليزية جنبًا إلى جنب.",
    ),
    "people_title": ("Real companies, real people", "منشآت حقيقية وأشخاص حقيقيون"),
    "people": (
        "An organization signs up, its address is proved by mail, and everybody knows who is speaking.",
        "تسجّل المنشأة، ويُؤكَّد بريدها برسالة، فيعرف الجميع من يتحدث.",
    ),
    "own_title": ("Yours to run and to build on", "لك أن تشغّله وتبني عليه"),
    "own": (
        "One command starts it, one folder holds your data, and Python programs can use the same core.",
        "أمر واحد يشغّله، ومجلد واحد يحفظ بياناتك، وتستطيع برامج بايثون استخدام النواة نفسها.",
    ),
    "doors": ("Where to go", "إلى أين"),
    "docs_title": ("API page", "صفحة الواجهة البرمجية"),
    "docs": ("Every operation, to read and to try out.", "كل العمليات، للقراءة والتجربة."),
    "mailbox_title": ("Development mailbox", "صندوق بريد التطوير"),
    "mailbox": ("The mails that would have been sent.", "الرسائل التي كانت ستُرسل."),
    "health_title": ("Health", "حالة الخادم"),
    "health": ("How each part is doing, as JSON.", "حال كل جزء، بصيغة JSON."),
    "codes_title": ("Error codes", "رموز الأخطاء"),
    "codes": ("What each means, in both languages.", "معنى كل رمز باللغتين."),
    "coming_title": ("The web client", "واجهة المستخدم"),
    "client_off": (
        "It is switched off on this server (P2P_SKIP_WEB); the API does all it does.",
        "أُوقفت على هذا الخادم (P2P_SKIP_WEB)، والواجهة البرمجية تؤدي كل ما تؤديه.",
    ),
    "client_ready": ("It is built: reload this page.", "أصبحت جاهزة: أعد تحميل هذه الصفحة."),
    "client_absent": (
        "This installation came without it; the API does all it does.",
        "ثُبّت هذا الخادم من دونها، والواجهة البرمجية تؤدي كل ما تؤديه.",
    ),
    "client_no_node": (
        "It can't be built here: Node 20.19 or newer and npm are missing. Install them and start again.",
        "تعذر بناؤها هنا: يلزم Node 20.19 أو أحدث مع npm. ثبّتهما وأعد التشغيل.",
    ),
    "client_installing": (
        "Its packages are being installed. This page turns into it by itself, within a minute or two.",
        "يجري تثبيت حزمها. ستظهر مكان هذه الصفحة من تلقاء نفسها خلال دقيقة أو دقيقتين.",
    ),
    "client_building": (
        "It is being built. This page turns into it by itself, in a moment.",
        "يجري بناؤها. ستظهر مكان هذه الصفحة من تلقاء نفسها بعد لحظات.",
    ),
    "client_failed": (
        "It couldn't be built: see what the server said. Try npm ci && npm run build in web/ by hand.",
        "تعذر بناؤها: راجع ما كتبه الخادم، وجرّب تنفيذ npm ci && npm run build في المجلد web.",
    ),
}


@route("GET", "/")
async def welcome(call: Call) -> ASGIResponse:
    """What this is, and the first steps."""
    who, client = reader(call), call.web.client
    parts = who.words(WORDS) | {
        "drawing": filled("scene", who.words(WORDS)),
        "look_link": _look(who),
        "steps": first_steps(who),
        "door_list": joined(_doors(who)),
        "coming": who.words(WORDS)[f"client_{client.stage}"],
        "waiting": literal("yes" if client.is_under_way else "no"),
    }
    page = Page(
        title=say(WORDS, "headline", who.language) or "",
        main=filled("welcome", parts),
        styles=("welcome.css",),
        scripts=("status.js", "copy.js", "client.js"),
    )
    return shown(who, page)


def _look(who: Reader) -> Html:
    """The button to the API page, where that page is open."""
    if not who.call.web.settings.open_docs:
        return text("")
    return Html(f'<a class="button quiet" href="{who.link("/docs")}">{who.words(WORDS)["look"]}</a>')


def _doors(who: Reader) -> list[Html]:
    settings = who.call.web.settings
    doors = [
        ("docs", who.link("/docs"), settings.open_docs),
        ("mailbox", who.link("/dev/mailbox"), settings.shows_mails),
        ("health", text("/health/detailed"), not settings.production),
        ("health", text("/health"), settings.production),
        ("codes", who.link("/docs/problems"), True),
    ]
    words = who.words(WORDS)
    return [
        Html(
            f'<li><a class="door" href="{link}"><b>{words[f"{name}_title"]}</b>'
            f" <span>{words[name]}</span></a></li>"
        )
        for name, link, there in doors
        if there
    ]
