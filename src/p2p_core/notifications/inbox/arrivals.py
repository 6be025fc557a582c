"""What happened in the forum reaches whom it concerns: each method is a reaction to some events.

All of it looks at what is true when it runs, in a transaction that holds the topic. So it can run twice, or
late, and what was taken back meanwhile reaches nobody.
"""

from dataclasses import dataclass

from p2p_core.forum.mentions.model import Mentioned
from p2p_core.forum.posts.model import (
    Post,
    PostDeleted,
    PostLiked,
    PostRestored,
    PostUnliked,
    PostWritten,
)
from p2p_core.forum.topics.model import (
    AnswerAccepted,
    AnswerWithdrawn,
    Topic,
    TopicDeleted,
    TopicLiked,
    TopicRestored,
    TopicUnliked,
)
from p2p_core.identity.blocks.model import BlocksChanged
from p2p_core.notifications.inbox.model import Kind, Likers, Listener, Notification, about
from p2p_core.notifications.inbox.policy import may_hear
from p2p_core.notifications.inbox.ports import InboxTransaction
from p2p_core.shared.batches import SIZE
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import EventId, Ids, NotificationId, PostId, TopicId, UserId
from p2p_core.shared.transactions import Begin

_NOBODY = Likers(0, None)


@dataclass(frozen=True, slots=True)
class _Thing:
    """What something happened to: a topic, or a reply in it."""

    topic: Topic
    post: Post | None

    @property
    def author_id(self) -> UserId:
        """Whose words it is."""
        return self.post.author_id if self.post else self.topic.author_id

    @property
    def post_id(self) -> PostId | None:
        """Which reply it is."""
        return self.post.id if self.post else None

    @property
    def is_there(self) -> bool:
        """Whether it can be read."""
        return self.topic.deleted_at is None and not (self.post and self.post.is_deleted)

    @property
    def is_best(self) -> bool:
        """Whether it is what helped."""
        return self.is_there and self.topic.best_answer_id == self.post_id

    def about(self, kind: Kind) -> str:
        """What a notification of it tells of."""
        return about(kind, self.topic.id, self.post_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalService:
    """Makes notifications of events, and keeps them right; run by the worker, never by a request."""

    begin: Begin[InboxTransaction]
    clock: Clock
    ids: Ids

    def tell_of_reply(self, _event_id: EventId, event: PostWritten) -> None:
        """Tell whose topic or reply it answers, then all who follow the topic, some at a time."""
        with self.begin() as tx:
            reply = _thing(tx, event.topic_id, event.post_id)
            for user_id in _answered(tx, reply):
                listener = tx.audience.listener(user_id, Kind.REPLY, _by(reply))
                self._tell(tx, Kind.REPLY, listener, reply)
        behind: str | None = ""
        while behind is not None:
            behind = self._tell_followers(event, behind)

    def tell_of_mention(self, _event_id: EventId, event: Mentioned) -> None:
        """Tell who was mentioned, unless they were told of these words already."""
        with self.begin() as tx:
            post_id = None if event.subject_id == event.topic_id else PostId(event.subject_id)
            listener = tx.audience.listener(event.user_id, Kind.MENTION, event.author_id)
            self._tell(tx, Kind.MENTION, listener, _thing(tx, event.topic_id, post_id), event.author_id)

    def tell_of_best_answer(self, _event_id: EventId, event: AnswerAccepted) -> None:
        """Tell whose reply helped; who was told of it before is shown it again, and not told anew."""
        with self.begin() as tx:
            answer = _thing(tx, event.topic_id, event.post_id)
            if answer is not None and answer.is_best:
                tx.notifications.stand(answer.about(Kind.BEST_ANSWER), 1, SIZE)
                listener = tx.audience.listener(answer.author_id, Kind.BEST_ANSWER, event.accepted_by)
                self._tell(tx, Kind.BEST_ANSWER, listener, answer, event.accepted_by)

    def count_likes(
        self, _event_id: EventId, event: TopicLiked | TopicUnliked | PostLiked | PostUnliked
    ) -> None:
        """Tell whose words they are how many like them; that is new while there are more than they saw."""
        post_id = event.post_id if isinstance(event, PostLiked | PostUnliked) else None
        with self.begin() as tx:
            liked = _thing(tx, event.topic_id, post_id)
            if liked is None or not liked.is_there:
                return
            known = tx.notifications.find(liked.author_id, liked.about(Kind.LIKE))
            goes = isinstance(event, TopicUnliked | PostUnliked)
            likers = _likers(tx, liked, known.actor_id if known and goes else event.by)
            if known:
                self._count_anew(tx, liked, known, likers)
            elif likers.one:
                listener = tx.audience.listener(liked.author_id, Kind.LIKE, likers.one)
                self._tell(tx, Kind.LIKE, listener, liked, likers.one, likers.count)

    def count_unblocked(self, _event_id: EventId, event: BlocksChanged) -> None:
        """Count anew who likes a person's things, without whom they block; nobody is told of that."""
        behind: str | None = ""
        while behind is not None:
            behind = self._count_some_unblocked(event.user_id, behind)

    def keep_right(self, _event_id: EventId, event: PostDeleted | PostRestored | AnswerWithdrawn) -> None:
        """Tell nobody of a reply that is deleted, or is the best no more; of a restored one as before."""
        while self._keep_some_right(event.topic_id, event.post_id):
            pass

    def hide_or_show(self, _event_id: EventId, event: TopicDeleted | TopicRestored) -> None:
        """Tell nobody of anything in a deleted topic; of a restored one as before."""
        while self._hide_some(event.topic_id):
            pass

    def _tell_followers(self, event: PostWritten, behind: str) -> str | None:
        """Tell some, and say behind whom to go on."""
        with self.begin() as tx:
            reply = _thing(tx, event.topic_id, event.post_id)
            listeners = tx.audience.followers(event.topic_id, Kind.FOLLOWED_TOPIC, behind, SIZE, _by(reply))
            for listener in listeners:
                self._tell(tx, Kind.FOLLOWED_TOPIC, listener, reply)
        return listeners[-1].id if len(listeners) == SIZE else None

    def _tell(
        self,
        tx: InboxTransaction,
        kind: Kind,
        listener: Listener | None,
        thing: _Thing | None,
        by: UserId | None = None,
        count: int = 1,
    ) -> None:
        """Tell one person, if they may and want to know; nobody is told of the same twice.

        Without anybody else, whose words it is did it.
        """
        if not (listener and thing and thing.is_there):
            return
        actor_id, wish = by or thing.author_id, listener.wish(kind)
        if wish.is_for_nothing or not may_hear(listener, thing.topic, actor_id):
            return
        new = self._notification(kind, listener, thing, actor_id, count)
        mail = new.arrive(wish)
        if tx.notifications.add(new) and mail:
            tx.publish(mail)

    def _count_anew(self, tx: InboxTransaction, liked: _Thing, known: Notification, likers: Likers) -> None:
        listener = tx.audience.listener(known.user_id, Kind.LIKE, likers.one)
        if known.recount(likers) and listener and may_hear(listener, liked.topic, known.actor_id):
            known.happened_at = self.clock.now()
            if mail := known.arrive(listener.wish(Kind.LIKE)):
                tx.publish(mail)
        tx.notifications.save(known)

    def _count_some_unblocked(self, user_id: UserId, behind: str) -> str | None:
        """Count some, and say behind which to go on."""
        with self.begin() as tx:
            some = tx.notifications.of_likes(user_id, behind, SIZE)
        for one in some:
            self._count_quietly(one)
        return some[-1].id if len(some) == SIZE else None

    def _count_quietly(self, one: Notification) -> None:
        with self.begin() as tx:
            liked = _thing(tx, one.topic_id, one.post_id)
            known = tx.notifications.find(one.user_id, one.about)
            if liked and known:
                is_gone = liked.post is not None and liked.post.is_deleted
                known.recount(_NOBODY if is_gone else _likers(tx, liked, known.actor_id))
                tx.notifications.save(known)

    def _keep_some_right(self, topic_id: TopicId, post_id: PostId) -> int:
        """Put some right, and say how many had not been."""
        with self.begin() as tx:
            reply = _thing(tx, topic_id, post_id)
            is_there, is_best = bool(reply and reply.is_there), bool(reply and reply.is_best)
            if reply:
                known = tx.notifications.find(reply.author_id, reply.about(Kind.LIKE))
                if known:
                    known.recount(_likers(tx, reply, known.actor_id) if is_there else _NOBODY)
                    tx.notifications.save(known)
            return sum(
                tx.notifications.stand(about(kind, topic_id, post_id), int(stands), SIZE)
                for kind, stands in ((Kind.REPLY, is_there), (Kind.BEST_ANSWER, is_best))
            )

    def _hide_some(self, topic_id: TopicId) -> int:
        with self.begin() as tx:
            topic = _topic(tx, topic_id)
            is_gone = topic is None or topic.deleted_at is not None
            return tx.notifications.hide(topic_id, SIZE, hidden=is_gone)

    def _notification(
        self, kind: Kind, listener: Listener, thing: _Thing, actor_id: UserId, count: int
    ) -> Notification:
        return Notification(
            id=NotificationId(self.ids.new()),
            user_id=listener.id,
            kind=kind,
            topic_id=thing.topic.id,
            post_id=thing.post_id,
            actor_id=actor_id,
            happened_at=self.clock.now(),
            count=count,
        )


def _topic(tx: InboxTransaction, topic_id: TopicId) -> Topic | None:
    """The topic, held; none where it was removed for good."""
    try:
        return tx.topics.get(topic_id)
    except NotFound:
        return None


def _thing(tx: InboxTransaction, topic_id: TopicId, post_id: PostId | None) -> _Thing | None:
    """What is meant, whether or not it is deleted; none where it was removed for good."""
    topic, post = _topic(tx, topic_id), tx.posts.find(post_id) if post_id else None
    return None if topic is None or (post_id and post is None) else _Thing(topic, post)


def _by(thing: _Thing | None) -> UserId | None:
    """Who wrote it, if it is there."""
    return thing.author_id if thing else None


def _answered(tx: InboxTransaction, reply: _Thing | None) -> list[UserId]:
    """Whose topic, and whose reply, was answered."""
    if reply is None or reply.post is None:
        return []
    above = tx.posts.find(reply.post.parent_id) if reply.post.parent_id else None
    return sorted({reply.topic.author_id, *([above.author_id] if above and not above.is_deleted else [])})


def _likers(tx: InboxTransaction, liked: _Thing, rather: UserId) -> Likers:
    return tx.audience.likers(liked.topic.id, liked.post_id, but=liked.author_id, rather=rather)
