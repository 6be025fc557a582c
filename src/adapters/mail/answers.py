"""What a mail server's no means: for this mail now, for this mail ever, or for nobody at the moment."""

import re
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from socket import gaierror
from ssl import SSLCertVerificationError, SSLError

from adapters.mail.message import one_line
from p2p_core.notifications.model import Undeliverable
from p2p_core.shared.errors import CoreError, Unavailable

CLOSING = 421
_REFUSED_FOR_GOOD = 500
_TEMPORARY = 400
_OVER_ITS_SIZE = 552
_NAMES_DIFFER = {62, 63, 64}
"""OpenSSL's verdicts on a certificate that is fine and belongs to somebody else."""
_REASONS: dict[type[Exception], str] = {
    SMTPNotSupportedError: "it offers no STARTTLS or no login, and P2P_MAIL_URL wants it",
    SMTPException: "it offers no way to log in that we know",
    TimeoutError: "it doesn't answer in time",
    gaierror: "its name is not known",
}
_ABOUT_US = {530, 535, 538}
"""Codes that ask for a login or a better one (RFC 4954)."""
_MOST_WORDS = 200
_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?:\s|$)")


class ServerTrouble(Exception):
    """The server serves nobody, or not us: no mail's fault. The message names no address and no secret."""

    def __init__(self, why: str, words: str = "") -> None:
        super().__init__(why)
        self.words = words
        """What the server said, for the log."""


class OutcomeUnknown(Unavailable):
    """The content was sent and no answer came: the mail may have been taken or not."""

    def __init__(self) -> None:
        super().__init__("mail", "the connection broke before the server took the mail or refused it")


Answer = tuple[int, bytes]


def outcome_of_sender(answer: Answer) -> None:
    """Whether we may send at all: what is said before the recipient is known is rarely about this mail."""
    code = answer[0]
    if code == _OVER_ITS_SIZE:
        raise Undeliverable(f"the mail server refused the mail: {_said(answer)}")
    if not _is_yes(code):
        raise ServerTrouble(f"it refuses our sender ({_codes(answer)})", _words(answer))


def outcome_of_recipient(answer: Answer, recipient: str) -> None:
    """Whether the recipient is accepted; what is said about us (5.7.x) may be put right, so isn't final."""
    if answer[0] in _ABOUT_US or " 5.7." in _codes(answer):
        raise Unavailable("mail", f"it lets us send nothing to the recipient ({_said(answer, recipient)})")
    _judge(answer, "the recipient", recipient)


def outcome_of_content(answer: Answer, recipient: str) -> None:
    """Whether the mail was taken."""
    _judge(answer, "the mail", recipient)


def _judge(answer: Answer, what: str, recipient: str) -> None:
    code = answer[0]
    if _is_yes(code):
        return
    if code < _TEMPORARY or code == CLOSING:
        raise ServerTrouble(f"it closes the connection ({_codes(answer)})", _words(answer))
    refusal: CoreError = (
        Undeliverable(f"the mail server refused {what}: {_said(answer, recipient)}")
        if code >= _REFUSED_FOR_GOOD
        else Unavailable("mail", f"{what} can't be taken now: {_said(answer, recipient)}")
    )
    raise refusal


def trouble_of(error: Exception) -> ServerTrouble:
    """Why there is no session with the server."""
    if isinstance(error, SMTPResponseException):
        answer = (error.smtp_code, _bytes(error.smtp_error))
        refused = "our user or password" if isinstance(error, SMTPAuthenticationError) else "to talk to us"
        return ServerTrouble(f"it refuses {refused} ({_codes(answer)})", _words(answer))
    if isinstance(error, SMTPServerDisconnected):
        late = isinstance(error.__context__, TimeoutError)
        return ServerTrouble("it doesn't answer in time" if late else "it closed the connection")
    return ServerTrouble(_reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, SSLError):
        return _tls_reason(error)
    for kind, reason in _REASONS.items():
        if isinstance(error, kind):
            return reason
    return f"no connection ({getattr(error, 'strerror', None) or type(error).__name__})"


def _tls_reason(error: SSLError) -> str:
    if not isinstance(error, SSLCertVerificationError):
        return "it speaks no TLS that we could use: see the scheme, the port and ?tls= in P2P_MAIL_URL"
    if error.verify_code in _NAMES_DIFFER:
        return "its certificate is for another name than the one in P2P_MAIL_URL"
    remedy = "?ca= in P2P_MAIL_URL names a private authority"
    return f"its certificate is not trusted ({error.verify_message}); {remedy}"


def _is_yes(code: int) -> bool:
    return 200 <= code < 300  # noqa: PLR2004 - as RFC 5321 counts


def _codes(answer: Answer) -> str:
    enhanced = _ENHANCED.match(_text(answer))
    return f"{answer[0]} {enhanced[1]}" if enhanced else str(answer[0])


def _said(answer: Answer, recipient: str = "") -> str:
    return f"{answer[0]} {_words(answer, recipient)}".strip()


def _words(answer: Answer, recipient: str = "") -> str:
    """The server's own words, kept short; the address that it likes to repeat is nobody's business."""
    words = one_line(_text(answer))
    if recipient:
        words = re.sub(re.escape(recipient), "(recipient)", words, flags=re.IGNORECASE)
    return words[:_MOST_WORDS]


def _text(answer: Answer) -> str:
    return answer[1].decode("utf-8", "replace")


def _bytes(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text
