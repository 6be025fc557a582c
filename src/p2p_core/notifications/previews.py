"""Every mail the platform can send, in every language, with made-up values: to be looked at."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from p2p_core.notifications import wording as of_accounts
from p2p_core.notifications.inbox import notice_wording as of_notices
from p2p_core.notifications.inbox import wording as of_inbox
from p2p_core.notifications.letters import Ending, Letter, write_letter
from p2p_core.notifications.own_data import wording as of_data
from p2p_core.notifications.security import wording as of_security
from p2p_core.notifications.wording import QUOTED, Words, time_left
from p2p_core.shared.language import Language

Bilingual = Mapping[Language, Words]

_TOPIC, _REPLY, _LIST = "/forum/…", "/forum/…#post-…", "/notifications"
TEMPLATES: Mapping[str, tuple[Bilingual, str]] = {
    "verification": (of_accounts.VERIFICATION, "/verify-email#token=…"),
    "known-address": (of_accounts.KNOWN_ADDRESS, "/"),
    "invitation": (of_accounts.INVITATION, "/accept-invitation#token=…"),
    "password-reset": (of_security.PASSWORD_RESET, "/reset-password#token=…"),
    "password-changed": (of_security.PASSWORD_CHANGED, "/forgot-password"),
    "new-device": (of_security.NEW_DEVICE, "/"),
    "email-confirmation": (of_security.EMAIL_CONFIRMATION, "/confirm-email#token=…"),
    "email-in-use": (of_security.EMAIL_IN_USE, "/"),
    "email-change-requested": (of_security.EMAIL_CHANGE_REQUESTED, "/forgot-password"),
    "email-changed": (of_security.EMAIL_CHANGED, "/"),
    "second-factor-on": (of_security.SECOND_FACTOR_ON, "/"),
    "second-factor-off": (of_security.SECOND_FACTOR_OFF, "/forgot-password"),
    "export-ready": (of_data.EXPORT_READY, "/download-export#token=…"),
    "account-erased": (of_data.ACCOUNT_ERASED, "/"),
    "reply": (of_inbox.REPLY, _REPLY),
    "followed-topic": (of_inbox.FOLLOWED_TOPIC, _REPLY),
    "mention": (of_inbox.MENTION, _REPLY),
    "best-answer": (of_inbox.BEST_ANSWER, _REPLY),
    "topic-liked": (of_inbox.LIKED_TOPIC, _TOPIC),
    "topic-liked-by-several": (of_inbox.TOPIC_LIKED_BY_SEVERAL, _TOPIC),
    "reply-liked": (of_inbox.LIKED_REPLY, _REPLY),
    "reply-liked-by-several": (of_inbox.REPLY_LIKED_BY_SEVERAL, _REPLY),
    "topic-removed": (of_notices.TOPIC_REMOVED, _LIST),
    "reply-removed": (of_notices.REPLY_REMOVED, _LIST),
    "topic-edited": (of_notices.TOPIC_EDITED, _TOPIC),
    "reply-edited": (of_notices.REPLY_EDITED, _REPLY),
    "topic-warned": (of_notices.TOPIC_WARNED, _TOPIC),
    "reply-warned": (of_notices.REPLY_WARNED, _REPLY),
    "topic-moved": (of_notices.TOPIC_MOVED, _TOPIC),
    "topic-locked": (of_notices.TOPIC_LOCKED, _TOPIC),
    "report-dismissed": (of_notices.REPORT_DISMISSED, _TOPIC),
    "report-warned": (of_notices.REPORT_WARNED, _TOPIC),
    "report-removed": (of_notices.REPORT_REMOVED, _LIST),
}
"""Each mail's words, and where its button leads."""
_CAN_BE_ENDED = {id(words) for module in (of_inbox, of_notices) for words in vars(module).values()}

_NAMES = {
    Language.ENGLISH: {
        "first_name": "Noura",
        "last_name": "Al-Harbi",
        "inviter": "Omar Haddad",
        "organization": "Najd Plastics",
        "actor": "Omar Haddad",
        "topic": "Short shots on press 4",
        "reason": "The drawing is a customer's: post it without the title block.",
        "message": "We look after line 2 together: bring your questions.",
    },
    Language.ARABIC: {
        "first_name": "نورة",
        "last_name": "الحربي",
        "inviter": "عمر حداد",
        "organization": "مصنع نجد للبلاستيك",
        "actor": "عمر حداد",
        "topic": "تعبئة ناقصة في المكبس الرابع",
        "reason": "الرسم يخص أحد عملائنا، فانشره دون بيانات العنوان.",
        "message": "نعمل معًا على الخط الثاني، فأحضر أسئلتك.",
    },
}
_ALIKE = {
    "hours": "24",
    "minutes": "60",
    "device": "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0",
    "network": "203.0.113.7",
    "new_email": "noura@example.org",
    "size": "1.4 MB",
    "count": "12",
}


def previews(public_url: str) -> Iterator[tuple[str, Language, Letter]]:
    """Each mail by its name, English before Arabic."""
    for name, (words, path) in TEMPLATES.items():
        for language in Language:
            values = {**_ALIKE, **_NAMES[language], **_times(name, language)}
            values["message"] = QUOTED[language].format(values["message"])
            values["reason"] = QUOTED[language].format(values["reason"])
            values["contributions"] = of_data.KEPT[language]
            ending = Ending(of_inbox.NO_MORE[language], f"{public_url}/unsubscribe#token=…")
            can_end = ending if id(words) in _CAN_BE_ENDED else None
            letter = write_letter(words[language], language, f"{public_url}{path}", values, can_end)
            yield name, language, letter


def _times(name: str, language: Language) -> dict[str, str]:
    """A moment where a mail tells one, else how long its link is good."""
    if name == "new-device":
        return {"time": "2026-03-05 14:30 (Asia/Riyadh)"}
    return {"time": time_left(timedelta(days=7 if name == "invitation" else 3), language)}
