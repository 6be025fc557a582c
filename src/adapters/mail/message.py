"""A mail as it goes over the wire: headers that are one line each, text and HTML, ASCII in transit."""

import unicodedata
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr, quote
from urllib.parse import quote as quoted_url

from p2p_core.notifications.model import Mail

_BREAKS = {"Cc", "Zl", "Zp", "Cs"}
"""The kinds of characters that end a line, steer a terminal or aren't text: CR, LF, U+0085, U+2028 ..."""
_LONGEST_LINE = 900
_IN_URLS = ";/?:@&=+$,#%[]!~*'()"


def compose(mail: Mail, sender: str, now: datetime) -> bytes:
    """The message; whatever stands in the mail, no header gets a second line."""
    name, address = parseaddr(sender)
    headers = {
        "From": f"{_phrase('From', name)}<{transport(address)}>",
        "To": f"<{transport(mail.to)}>",
        "Subject": _text("Subject", mail.subject),
        "Date": format_datetime(now),
        "Message-ID": f"<{one_line(mail.message_id)}>",
        "Content-Language": mail.language.value,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notes in answer
    }
    if mail.unsubscribe_url:  # RFC 8058: one request, no login
        headers["List-Unsubscribe"] = f"<{quoted_url(one_line(mail.unsubscribe_url), _IN_URLS)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    head = "".join(f"{header}: {value}\r\n" for header, value in headers.items())
    return head.encode() + _content(mail)


def wants_unicode(address: str) -> bool:
    """Whether an address can only be written with SMTPUTF8: a domain has an ASCII form, a local part none."""
    return not address.rpartition("@")[0].isascii()


def transport(address: str) -> str:
    """The address as servers exchange it: the domain as name servers know it."""
    local, _, domain = one_line(address).rpartition("@")
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"


def one_line(text: str) -> str:
    """The text as a header can have it."""
    return " ".join("".join(" " if unicodedata.category(c) in _BREAKS else c for c in text).split())


def _text(header: str, text: str) -> str:
    """Free text (RFC 2047). The library's newer way loses spaces when it folds; its older one doesn't."""
    line = one_line(text)
    if line.isascii() and "=?" not in line and len(line) < _LONGEST_LINE:
        return line
    return Header(line, "utf-8", header_name=header).encode(linesep="\r\n")


def _phrase(header: str, name: str) -> str:
    """The name before an address."""
    line = one_line(name)
    if not line:
        return ""
    return f'"{quote(line)}" ' if line.isascii() else f"{_text(header, line)} "


def _content(mail: Mail) -> bytes:
    content = EmailMessage(SMTP.clone(cte_type="7bit"))
    content.set_content(mail.text)
    content.add_alternative(mail.html, subtype="html")
    return content.as_bytes()
