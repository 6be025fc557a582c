"""What is only right where both stores agree, which neither can see alone."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from p2p_core.shared.inspections import Finding, counter, ill, well

_MOMENT = "content.moment"


class ToldLikes(Protocol):
    """How many likes of a topic or a reply its author was told of."""

    @property
    def id(self) -> str:
        """The notification."""
        ...

    @property
    def user_id(self) -> str:
        """Who was told."""
        ...

    @property
    def subject_id(self) -> str:
        """The topic or reply."""
        ...

    @property
    def number(self) -> int:
        """How many it tells of."""
        ...


class RestAgreement(Protocol):
    """What the store of everything else says."""

    def owed(self) -> tuple[int, bytes] | None:
        """The last turn that changed both stores, and what it changes in content."""
        ...

    def told_likes(self) -> Collection[ToldLikes]:
        """Everything that tells of likes."""
        ...


class ContentAgreement(Protocol):
    """What the store of content says."""

    def turn(self) -> int:
        """How many transactions there were."""
        ...

    def likes(self) -> Iterable[tuple[str, str]]:
        """Each like: of which topic or standing reply, and whose."""
        ...

    def busy(self) -> Collection[str]:
        """Of which topics and replies something is on its way."""
        ...


def across(rest: RestAgreement, content: ContentAgreement) -> Iterator[Finding]:
    """Both compared; what is on its way while they are read is not wrong."""
    yield _of_one_moment(rest.owed(), content.turn())
    wrong = _wrong_likes(rest, content)
    again = _wrong_likes(rest, content) if wrong else ()
    yield counter("notifications.count", sorted({*wrong} & {*again}))


def _of_one_moment(owed: tuple[int, bytes] | None, turn: int) -> Finding:
    """What one operation is to change in content may be owed to it; if it is more, content is older."""
    if owed is None or owed[0] <= turn + 1:
        return well(_MOMENT)
    cause = (
        f"The database knows of {owed[0]} changes of content, MongoDB of {turn}: it is of an earlier moment, "
        "so nothing can be written to the forum."
    )
    return ill(_MOMENT, cause, "Restore both of one moment; docs/running.md says how.")


def _wrong_likes(rest: RestAgreement, content: ContentAgreement) -> list[str]:
    told = rest.told_likes()
    likes: dict[str, Counter[str]] = defaultdict(Counter)
    for subject_id, user_id in content.likes():
        likes[subject_id][user_id] += 1
    busy = content.busy()
    return [
        one.id
        for one in told
        if one.subject_id not in busy and one.number != _others(likes[one.subject_id], one.user_id)
    ]


def _others(likes: Counter[str], user_id: str) -> int:
    return likes.total() - likes[user_id]
