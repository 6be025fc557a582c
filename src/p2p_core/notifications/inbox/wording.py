"""The words of the mails that tell of notifications, in both languages."""

from collections.abc import Mapping

from p2p_core.notifications.inbox.model import Kind, Verdict
from p2p_core.notifications.inbox.notice_wording import notice_of
from p2p_core.notifications.wording import Words
from p2p_core.shared.language import Language

_HELLO = {Language.ENGLISH: "Hello $first_name $last_name,", Language.ARABIC: "مرحبًا $first_name $last_name،"}


def _letter(language: Language, subject: str, told: str, button: str) -> Words:
    return Words(subject=subject, before=(_HELLO[language], told), button=button, after=())


REPLY = {
    Language.ENGLISH: _letter(
        Language.ENGLISH,
        "$actor replied to you: $topic",
        "$actor replied to what you wrote in “$topic”.",
        "Read the reply",
    ),
    Language.ARABIC: _letter(
        Language.ARABIC,
        "ردّ عليك $actor: $topic",
        "كتب $actor ردًّا على ما كتبتَه في «$topic».",
        "قراءة الرد",
    ),
}
FOLLOWED_TOPIC = {
    Language.ENGLISH: _letter(
        Language.ENGLISH,
        "New reply: $topic",
        "$actor replied in “$topic”, which you follow.",
        "Read the reply",
    ),
    Language.ARABIC: _letter(
        Language.ARABIC,
        "رد جديد: $topic",
        "كتب $actor ردًّا في الموضوع الذي تتابعه «$topic».",
        "قراءة الرد",
    ),
}
MENTION = {
    Language.ENGLISH: _letter(
        Language.ENGLISH,
        "$actor mentioned you: $topic",
        "$actor mentioned you in “$topic”.",
        "Read it",
    ),
    Language.ARABIC: _letter(
        Language.ARABIC,
        "أشار إليك $actor: $topic",
        "أشار إليك $actor في «$topic».",
        "قراءة النص",
    ),
}
BEST_ANSWER = {
    Language.ENGLISH: _letter(
        Language.ENGLISH,
        "Your reply is the best answer: $topic",
        "$actor chose your reply in “$topic” as the best answer. Thank you for helping.",
        "See the topic",
    ),
    Language.ARABIC: _letter(
        Language.ARABIC,
        "اختير ردك أفضلَ إجابة: $topic",
        "اختار $actor ردك في «$topic» أفضلَ إجابة. شكرًا لمساعدتك.",
        "عرض الموضوع",
    ),
}
LIKED_TOPIC = {
    Language.ENGLISH: _letter(
        Language.ENGLISH,
        "$actor likes your topic: $topic",
        "$actor likes your topic “$topic”.",
        "See the topic",
    ),
    Language.ARABIC: _letter(
        Language.ARABIC, "أُعجب $actor بموضوعك: $topic", "أُعجب $actor بموضوعك «$topic».", "عرض الموضوع"
    ),
}
LIKED_REPLY = {
    Language.ENGLISH: _letter(
        Language.ENGLISH,
        "$actor likes your reply: $topic",
        "$actor likes your reply in “$topic”.",
        "See the reply",
    ),
    Language.ARABIC: _letter(
        Language.ARABIC, "أُعجب $actor بردك: $topic", "أُعجب $actor بردك في «$topic».", "عرض الرد"
    ),
}
TOPIC_LIKED_BY_SEVERAL = {
    Language.ENGLISH: _letter(
        Language.ENGLISH,
        "$actor and others like your topic: $topic",
        "$actor and others like your topic “$topic”: $count people by now.",
        "See the topic",
    ),
    Language.ARABIC: _letter(
        Language.ARABIC,
        "أُعجب $actor وآخرون بموضوعك: $topic",
        "أُعجب $actor وآخرون بموضوعك «$topic». عدد المعجبين به الآن: $count.",
        "عرض الموضوع",
    ),
}
REPLY_LIKED_BY_SEVERAL = {
    Language.ENGLISH: _letter(
        Language.ENGLISH,
        "$actor and others like your reply: $topic",
        "$actor and others like your reply in “$topic”: $count people by now.",
        "See the reply",
    ),
    Language.ARABIC: _letter(
        Language.ARABIC,
        "أُعجب $actor وآخرون بردك: $topic",
        "أُعجب $actor وآخرون بردك في «$topic». عدد المعجبين به الآن: $count.",
        "عرض الرد",
    ),
}


_OF_ONE = {
    Kind.REPLY: REPLY,
    Kind.FOLLOWED_TOPIC: FOLLOWED_TOPIC,
    Kind.MENTION: MENTION,
    Kind.BEST_ANSWER: BEST_ANSWER,
}


def letter_of(
    kind: Kind, *, reply: bool, several: bool, outcome: Verdict | None = None
) -> Mapping[Language, Words]:
    """The words for what happened: to a topic or to a reply, by one or by several, or was decided."""
    if outcome:
        return notice_of(kind, outcome, reply=reply)
    if kind is not Kind.LIKE:
        return _OF_ONE[kind]
    if reply:
        return REPLY_LIKED_BY_SEVERAL if several else LIKED_REPLY
    return TOPIC_LIKED_BY_SEVERAL if several else LIKED_TOPIC


NO_MORE = {
    Language.ENGLISH: "No more mails of this kind",
    Language.ARABIC: "إيقاف الرسائل من هذا النوع",
}
"""Where mails are ended."""
