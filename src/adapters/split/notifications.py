"""What people are told: kept in the one store, about words in the other, which knows what is still there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from adapters.split.content_side import Subjects
from adapters.split.rest_side import TellsOf, Told
from p2p_core.notifications.inbox.model import Kind, Wish
from p2p_core.notifications.inbox.ports import NotificationReader
from p2p_core.notifications.inbox.shapes import Departure, NotificationDetails, NotificationQuery
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import FieldError, Invalid, NotFound
from p2p_core.shared.ids import NotificationId, OrganizationId, UserId
from p2p_core.shared.moments import moment_of
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of

_MOST = 2**63 - 1
_A_TIME = 500
_Line = tuple[Told, str]
"""What is told, and the title of the topic that it is about."""


@dataclass(frozen=True, slots=True)
class SplitNotificationReader:
    """Notifications as they are shown."""

    rest: NotificationReader
    told: TellsOf
    subjects: Subjects

    def page(self, actor: Actor, query: NotificationQuery) -> Page[NotificationDetails]:
        binding = query.binding(actor.user_id)
        position = _position(decode_cursor(binding, query.cursor, int, str))
        lines = self._lines(actor, query, position, query.limit + 1, query.limit + 1)
        page = page_of(lines, query.limit, binding, lambda line: line[0].key)
        shown = page.map(lambda line: line[0].details(line[1]))
        return shown.counted(self._total(actor, query) if query.count else None)

    def details(self, actor: Actor, notification_id: NotificationId) -> NotificationDetails:
        one = self.told.one(actor.user_id, notification_id)
        lines = self._standing(actor.organization_id, [one]) if one else []
        if not lines:
            raise NotFound("notification")
        told, title = lines[0]
        return told.details(title)

    def unread_count(self, user_id: UserId) -> int:
        return self.rest.unread_count(user_id)

    def wishes(self, user_id: UserId) -> Mapping[Kind, Wish]:
        return self.rest.wishes(user_id)

    def departure(self, notification_id: NotificationId) -> Departure | None:
        found = self.told.departing(notification_id)
        if found is None:
            return None
        departure, told, home = found
        lines = self._standing(home, [told])
        return replace(departure, topic_title=lines[0][1]) if lines else None

    def _total(self, actor: Actor, query: NotificationQuery) -> int:
        return len(self._lines(actor, query, None, _A_TIME))

    def _lines(
        self,
        actor: Actor,
        query: NotificationQuery,
        position: Key | None,
        a_time: int,
        most: int | None = None,
    ) -> list[_Line]:
        """Those that may be read, until there are so many, or no more."""
        filters, wanted = _asked(query)
        lines: list[_Line] = []
        while True:
            some = self.told.some(actor.user_id, filters, wanted, position, a_time)
            lines += self._standing(actor.organization_id, some)
            if len(some) < a_time or (most is not None and len(lines) >= most):
                return lines[:most]
            position = some[-1].key

    def _standing(self, home: OrganizationId, some: Sequence[Told]) -> list[_Line]:
        """Those that tell of what is there at this very moment; notices tell of what is deleted as well."""
        topics = self.subjects.topics(home, {one.topic_id for one in some})
        there = self.subjects.there({one.post_id for one in some if one.post_id})
        return [
            (one, topics[one.topic_id][0])
            for one in some
            if one.topic_id in topics and _stands(one, topics[one.topic_id], there)
        ]


def _stands(one: Told, topic: tuple[str, bool], there: Collection[str]) -> bool:
    _, topic_is_gone = topic
    post_is_gone = one.post_id is not None and one.post_id not in there
    if one.is_notice:
        return not one.says_removed or (post_is_gone if one.post_id else topic_is_gone)
    return not (topic_is_gone or post_is_gone)


def _asked(query: NotificationQuery) -> tuple[frozenset[str], dict[str, object]]:
    """The filters of a query, and the values that they want."""
    wanted: dict[str, object] = {}
    if query.type is not None:
        wanted["kind"] = query.type
    if query.since is not None:
        wanted["since"] = moment_of(query.since)
    switch = () if query.unread is None else ("unread" if query.unread else "read",)
    return frozenset({*wanted, *switch}), wanted


def _position(key: Key | None) -> Key | None:
    if key is not None and abs(int(key[0])) > _MOST:
        raise Invalid(FieldError("cursor", "invalid_cursor"), code="invalid_cursor")
    return key
