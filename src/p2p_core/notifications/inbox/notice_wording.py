"""The words of the mails that tell of decisions, in both languages; ``$reason`` is why, where it was said."""

from collections.abc import Mapping

from p2p_core.notifications.inbox.model import Kind, Verdict
from p2p_core.notifications.wording import Words
from p2p_core.shared.language import Language

_HELLO = {Language.ENGLISH: "Hello $first_name $last_name,", Language.ARABIC: "مرحبًا $first_name $last_name،"}
_SEE = {Language.ENGLISH: "See the topic", Language.ARABIC: "عرض الموضوع"}
_SEE_REPLY = {Language.ENGLISH: "See the reply", Language.ARABIC: "عرض الرد"}
_SEE_NOTICES = {Language.ENGLISH: "See your notifications", Language.ARABIC: "عرض إشعاراتك"}
_Both = Mapping[Language, Words]


def _letter(
    english: tuple[str, str], arabic: tuple[str, str], button: Mapping[Language, str] = _SEE
) -> _Both:
    """The subject and what is told, in English and in Arabic."""
    said = {Language.ENGLISH: english, Language.ARABIC: arabic}
    return {
        language: Words(
            subject=subject, before=(_HELLO[language], told, "$reason"), button=button[language], after=()
        )
        for language, (subject, told) in said.items()
    }


TOPIC_REMOVED = _letter(
    (
        "Your topic was removed: $topic",
        "those who look after the forum removed your topic “$topic”.",
    ),
    ("أُزيل موضوعك: $topic", "أزال القائمون على المنتدى موضوعك «$topic»."),
    _SEE_NOTICES,
)
REPLY_REMOVED = _letter(
    (
        "Your reply was removed: $topic",
        "those who look after the forum removed your reply in “$topic”.",
    ),
    ("أُزيل ردّك: $topic", "أزال القائمون على المنتدى ردّك في «$topic»."),
    _SEE_NOTICES,
)
TOPIC_EDITED = _letter(
    (
        "Your topic was edited: $topic",
        "those who look after the forum edited your topic “$topic”. Its history shows what was changed.",
    ),
    (
        "عُدّل موضوعك: $topic",
        "عدّل القائمون على المنتدى موضوعك «$topic»، ويبيّن سجل التعديلات ما تغيّر فيه.",
    ),
)
REPLY_EDITED = _letter(
    (
        "Your reply was edited: $topic",
        "those who look after the forum edited your reply in “$topic”. Its history shows what was changed.",
    ),
    (
        "عُدّل ردّك: $topic",
        "عدّل القائمون على المنتدى ردّك في «$topic»، ويبيّن سجل التعديلات ما تغيّر فيه.",
    ),
    _SEE_REPLY,
)
TOPIC_WARNED = _letter(
    (
        "A word about your topic: $topic",
        "those who look after the forum object to something in your topic “$topic”. It stays as it is.",
    ),
    (
        "ملاحظة على موضوعك: $topic",
        "لدى القائمين على المنتدى ملاحظة على موضوعك «$topic»، وقد بقي كما هو.",
    ),
)
REPLY_WARNED = _letter(
    (
        "A word about your reply: $topic",
        "those who look after the forum object to something in your reply in “$topic”. It stays as it is.",
    ),
    (
        "ملاحظة على ردّك: $topic",
        "لدى القائمين على المنتدى ملاحظة على ردّك في «$topic»، وقد بقي كما هو.",
    ),
    _SEE_REPLY,
)
TOPIC_MOVED = _letter(
    (
        "Your topic was moved: $topic",
        "those who look after the forum moved your topic “$topic” to another category.",
    ),
    ("نُقل موضوعك: $topic", "نقل القائمون على المنتدى موضوعك «$topic» إلى تصنيف آخر."),
)
TOPIC_LOCKED = _letter(
    (
        "Your topic was locked: $topic",
        "those who look after the forum locked your topic “$topic”: nobody can reply in it any more.",
    ),
    (
        "أُغلق موضوعك: $topic",
        "أغلق القائمون على المنتدى موضوعك «$topic»، فلم يعد الرد فيه ممكنًا.",
    ),
)
REPORT_DISMISSED = _letter(
    (
        "About your report: $topic",
        (
            "we looked at what you reported in “$topic”, and found nothing wrong with it."
            " Thank you for looking out."
        ),
    ),
    (
        "بشأن بلاغك: $topic",
        "نظرنا في بلاغك عمّا ورد في «$topic»، ولم نجد فيه مخالفة. شكرًا لحرصك.",
    ),
)
REPORT_WARNED = _letter(
    (
        "About your report: $topic",
        (
            "we looked at what you reported in “$topic”, and told its author what is wrong with it."
            " Thank you for looking out."
        ),
    ),
    (
        "بشأن بلاغك: $topic",
        "نظرنا في بلاغك عمّا ورد في «$topic»، ونبّهنا كاتبه إلى ما فيه. شكرًا لحرصك.",
    ),
)
REPORT_REMOVED = _letter(
    (
        "About your report: $topic",
        "we looked at what you reported in “$topic”, and removed it. Thank you for looking out.",
    ),
    ("بشأن بلاغك: $topic", "نظرنا في بلاغك عمّا ورد في «$topic»، وأزلناه. شكرًا لحرصك."),
    _SEE_NOTICES,
)

_OF_REPORT = {
    Verdict.DISMISSED: REPORT_DISMISSED,
    Verdict.WARNED: REPORT_WARNED,
    Verdict.REMOVED: REPORT_REMOVED,
}
_OF_REPLY = {Verdict.REMOVED: REPLY_REMOVED, Verdict.EDITED: REPLY_EDITED, Verdict.WARNED: REPLY_WARNED}
_OF_TOPIC = {
    Verdict.REMOVED: TOPIC_REMOVED,
    Verdict.EDITED: TOPIC_EDITED,
    Verdict.WARNED: TOPIC_WARNED,
    Verdict.MOVED: TOPIC_MOVED,
    Verdict.LOCKED: TOPIC_LOCKED,
}


def notice_of(kind: Kind, outcome: Verdict, *, reply: bool) -> _Both:
    """The words for what was decided about a topic or a reply, or about a report."""
    if kind is Kind.REPORT:
        return _OF_REPORT[outcome]
    return (_OF_REPLY if reply else _OF_TOPIC)[outcome]
