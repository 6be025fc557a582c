"""The development mailbox to look at: which mails would have been sent, and how they look."""

from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from entrypoints.http.headers import PAGE_POLICY
from entrypoints.http.pages.frame import Page, Reader, reader, shown
from entrypoints.http.pages.html import Html, filled, joined, literal, text
from entrypoints.http.refusals import NoSuchRoute
from entrypoints.http.routes import route
from entrypoints.http.wording import Wording, say
from p2p_core.notifications.model import SentMail
from p2p_core.notifications.previews import previews

WORDS: Wording = {
    "name": ("Development mailbox", "صندوق بريد التطوير"),
    "lead": (
        "In development no mail leaves this machine: it is kept here. Programs read `/dev/mailbox.json`.",
        "في وضع التطوير لا تغادر أي رسالة هذا الجهاز، بل تُحفظ هنا. تقرأ البرامج `/dev/mailbox.json`.",
    ),
    "empty_title": ("No mail yet", "لا رسائل بعد"),
    "empty": (
        "Sign somebody up, and the mail appears here by itself.",
        "سجّل منشأة وستظهر الرسالة هنا من تلقاء نفسها.",
    ),
    "empty_link": ("To the first steps", "إلى الخطوات الأولى"),
    "mails": ("Mails", "الرسائل"),
    "to": ("To", "إلى"),
    "sent_at": ("Sent", "أُرسلت"),
    "as_html": ("The mail as it looks", "الرسالة كما تظهر"),
    "as_text": ("Text version", "النسخة النصية"),
    "all_kinds": ("Previews of all mails", "معاينة كل الرسائل"),
    "fresh": ("New mail: show it", "رسالة جديدة: اعرضها"),
}
_MAILBOX = "/dev/mailbox"
POLICY = PAGE_POLICY.replace(b"style-src 'self'", b"style-src 'self' 'unsafe-inline'").replace(
    b"img-src 'self'", b"img-src 'self' data:"
)
"""Mails style themselves inline and may carry pictures; a frame that has no address has our policy."""


@route("GET", "/dev/mailbox")
async def mailbox(call: Call) -> ASGIResponse:
    """All mails, and the newest in full."""
    return await _mailbox(call, None)


@route("GET", "/dev/mailbox/{mail_id:str}")
async def mailbox_mail(call: Call, mail_id: str) -> ASGIResponse:
    """All mails, and one of them in full."""
    return await _mailbox(call, mail_id)


@route("GET", "/dev/mailbox/previews")
async def mail_previews(call: Call) -> ASGIResponse:
    """Every mail there can be, with made-up values, and the first in full."""
    return await _previews(call, None)


@route("GET", "/dev/mailbox/previews/{mail_id:str}")
async def mail_preview(call: Call, mail_id: str) -> ASGIResponse:
    """Every mail there can be, and one of them in full."""
    return await _previews(call, mail_id)


async def _mailbox(call: Call, mail_id: str | None) -> ASGIResponse:
    mails = await _kept(call)
    return _shown(call, mails, mails, mail_id, _MAILBOX)


async def _previews(call: Call, mail_id: str | None) -> ASGIResponse:
    kept, now = await _kept(call), call.app.reactor.clock.now()
    samples = [
        SentMail(
            id=f"{name}.{language.value}",
            to="noura@example.com",
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            sent_at=now,
        )
        for name, language, letter in previews(call.web.settings.public_url)
    ]
    return _shown(call, samples, kept, mail_id, f"{_MAILBOX}/previews")


async def _kept(call: Call) -> list[SentMail]:
    """The mails that would have been sent; in production there is no such place."""
    if call.web.settings.production:
        raise NoSuchRoute
    return list(await call.web.lanes.read(call.web.mailbox.sent))


def _shown(
    call: Call, mails: list[SentMail], kept: list[SentMail], mail_id: str | None, place: str
) -> ASGIResponse:
    who = reader(call)
    words = who.words(WORDS)
    wanted = [mail for mail in mails if mail_id in {None, mail.id}][:1]
    if mail_id is not None and not wanted:
        raise NoSuchRoute
    content = (
        _content(who, mails, wanted[0], place) if wanted else filled("mailbox_empty", words | _steps(who))
    )
    links = {"inbox": who.link(_MAILBOX), "samples": who.link(f"{_MAILBOX}/previews")}
    page = Page(
        title=say(WORDS, "name", who.language) or "",
        main=filled(
            "mailbox",
            words | links | {"content": content, "newest": literal(kept[0].id if kept else "")},
        ),
        styles=("mailbox.css",),
        scripts=("mailbox.js",),
        policy=POLICY,
        stored=False,
    )
    return shown(who, page)


def _steps(who: Reader) -> dict[str, Html]:
    return {"steps_link": Html(f"{who.link('/')}#first-steps")}


def _content(who: Reader, mails: list[SentMail], opened: SentMail, place: str) -> Html:
    parts = {
        "items": joined([_item(who, mail, opened, place) for mail in mails]),
        "subject": literal(opened.subject),
        "recipient": literal(opened.to),
        "time": _time(opened),
        "framed": literal(f'<base target="_blank">{opened.html}'),
        "plain": literal(opened.text),
    }
    return filled("mailbox_mails", who.words(WORDS) | parts)


def _item(who: Reader, mail: SentMail, opened: SentMail, place: str) -> Html:
    here = Html(' aria-current="true"') if mail.id == opened.id else text("")
    link = who.link(f"{place}/{mail.id}")
    return Html(
        f'<li><a class="mail" href="{link}"{here}><b><bdi>{literal(mail.subject)}</bdi></b>'
        f'<span><bdi dir="ltr">{literal(mail.to)}</bdi></span><span>{_time(mail)}</span></a></li>'
    )


def _time(mail: SentMail) -> Html:
    """The time in UTC; a script makes it the reader's own."""
    exact = mail.sent_at.isoformat(timespec="milliseconds")
    return Html(f'<time datetime="{exact}" dir="ltr">{mail.sent_at:%Y-%m-%d %H:%M} UTC</time>')
