"""The way in by command line, from sign-up to the first topic; a test runs these very commands."""

from dataclasses import dataclass
from string import Template

from entrypoints.http.pages.frame import Reader
from entrypoints.http.pages.html import Html, joined, literal, text
from entrypoints.http.wording import Wording

WORDS: Wording = {
    "sign_up": ("Sign up your organization", "سجّل منشأتك"),
    "sign_up_why": (
        "The server keeps this until the address is proved, and sends a mail.",
        "يحتفظ الخادم بالطلب حتى يُؤكَّد البريد، ويرسل رسالة.",
    ),
    "verify": ("Prove the address", "أكّد البريد"),
    "verify_why_mailbox": (
        "Open the link in the development mailbox, or take its token from there:",
        "افتح الرابط من صندوق بريد التطوير، أو خذ رمزه من هناك:",
    ),
    "verify_why_mail": (
        "Open the link in the mail that arrived, and confirm.",
        "افتح الرابط في الرسالة التي وصلتك وأكّد.",
    ),
    "log_in": ("Log in", "سجّل الدخول"),
    "log_in_why": (
        "The session is a cookie, kept here in `cookies.txt`.",
        "الجلسة كوكي، وتُحفظ هنا في الملف `cookies.txt`.",
    ),
    "topic": ("Start a topic", "ابدأ موضوعًا"),
    "topic_why": (
        "In the first category. The body is Markdown, in any language.",
        "في أول تصنيف. يُكتب النص بصيغة Markdown وبأي لغة.",
    ),
    "copy": ("Copy", "نسخ"),
    "copied": ("Copied", "تم النسخ"),
    "commands": ("Commands", "الأوامر"),
}
_SIGN_UP = Template("""\
curl -s $url/api/v1/auth/signup \\
  -H 'Content-Type: application/json' -d '{
    "email": "sara@factory.example",
    "password": "seven green valves",
    "first_name": "Sara", "last_name": "Alharbi",
    "organization": {"name": "Gulf Plastics", "country": "SA"}}'""")
_VERIFY = Template("""\
token=$$(curl -s $url/dev/mailbox.json |
  grep -o 'token=[A-Za-z0-9.:_-]*' | head -n 1 | cut -d= -f2)
curl -s $url/api/v1/auth/email/verify \\
  -H 'Content-Type: application/json' -d "{\\"token\\": \\"$$token\\"}\"""")
_LOG_IN = Template("""\
curl -s -c cookies.txt $url/api/v1/auth/login \\
  -H 'Content-Type: application/json' -d '{
    "email": "sara@factory.example",
    "password": "seven green valves"}'""")
_TOPIC = Template("""\
category=$$(curl -s -b cookies.txt $url/api/v1/forums/categories |
  grep -o '"id":"[^"]*' | head -n 1 | cut -d'"' -f4)
curl -s -b cookies.txt $url/api/v1/forums/topics \\
  -H 'Content-Type: application/json' -d '{
    "title": "Short shots on press 4 - طلقات ناقصة",
    "body": "It happens when `temp < 40 and pressure > 3 bar`.",
    "category_id": "'$$category'"}'""")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: names of its words, and the commands that do it."""

    title: str
    why: str
    commands: Template | None


def first_steps(who: Reader) -> Html:
    """The steps as items of a list."""
    mailbox = who.call.web.settings.shows_mails
    verify = (
        Step("verify", "verify_why_mailbox", _VERIFY) if mailbox else Step("verify", "verify_why_mail", None)
    )
    steps = [
        Step("sign_up", "sign_up_why", _SIGN_UP),
        verify,
        Step("log_in", "log_in_why", _LOG_IN),
        Step("topic", "topic_why", _TOPIC),
    ]
    return joined([_item(who, step) for step in steps])


def _item(who: Reader, step: Step) -> Html:
    words = who.words(WORDS)
    return Html(
        f"<li><h3>{words[step.title]}</h3>\n<p>{words[step.why]}</p>\n"
        f"{_shell(who, step.title, step.commands)}</li>"
    )


def _shell(who: Reader, name: str, commands: Template | None) -> Html:
    """Commands to copy; they read left to right in every language."""
    if commands is None:
        return text("")
    words = who.words(WORDS)
    lines = literal(commands.substitute(url=who.call.web.settings.public_url))
    return Html(
        f'<div class="shell" data-copy="{words["copy"]}" data-copied="{words["copied"]}">'
        f'<pre dir="ltr" tabindex="0" role="region" aria-label="{words["commands"]}: {words[name]}">'
        f"<code>{lines}</code></pre></div>\n"
    )
