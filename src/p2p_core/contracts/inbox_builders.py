"""People who are told things, as the suites of the inbox have them."""

from datetime import datetime

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post, a_user, an_id
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic
from p2p_core.identity.users.model import User, UserStatus
from p2p_core.notifications.inbox.model import Kind, Notification
from p2p_core.notifications.inbox.shapes import NotificationDetails, NotificationQuery
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.ids import NotificationId


class Told:
    """A topic, its author, and a colleague who writes in it."""

    store: Store
    author: User
    other: User
    topic: Topic
    post: Post

    def begin(self) -> None:
        """All of them are there, and the author takes part."""
        self.author, _, self.topic = stored_topic(self.store)
        with self.store.begin() as tx:
            home = tx.organizations.get(self.author.organization_id)
            home.status = OrganizationStatus.ACTIVE
            tx.organizations.save(home)
            author = tx.users.get(self.author.id)
            author.status = UserStatus.ACTIVE
            tx.users.save(author)
        self.other = self.person("other@plastics.example")
        self.post = self.reply(self.other)

    def person(self, address: str) -> User:
        """A colleague, who is inactive."""
        with self.store.begin() as tx:
            user = a_user(tx.organizations.get(self.author.organization_id), address)
            assert tx.users.add(user)
        return user

    def reply(self, author: User) -> Post:
        """Write as the service does."""
        with self.store.begin() as tx:
            post = a_post(author, self.topic, None, 1, 1)
            post.seq = post.place = tx.topics.reply_added(self.topic.id, post.id, NOON)
            tx.posts.add(post)
        return post

    def told(self, kind: Kind = Kind.REPLY, happened_at: datetime = NOON, **changes: object) -> Notification:
        """The author is told something, of a reply unless something else is said."""
        values: dict[str, object] = {
            "id": NotificationId(an_id()),
            "user_id": self.author.id,
            "kind": kind,
            "topic_id": self.topic.id,
            "post_id": self.post.id,
            "actor_id": self.other.id,
            "happened_at": happened_at,
            "count": 3,
            "seen": 1,
            "listed": True,
            "hidden": False,
            "mailed": True,
        }
        made = Notification(**{**values, **changes})  # type: ignore[arg-type]  # as they are called
        with self.store.begin() as tx:
            assert tx.notifications.add(made)
        return made

    def departs(self, one: Notification) -> bool:
        """Whether a mail could leave."""
        return self.store.notifications.departure(one.id) is not None

    def found(self, one: Notification) -> Notification | None:
        """What is kept of one."""
        with self.store.begin() as tx:
            return tx.notifications.find(one.user_id, one.about)

    def listed(self, **query: object) -> list[NotificationDetails]:
        """What the author is shown."""
        wanted = NotificationQuery(**query)  # type: ignore[arg-type]  # as they are called
        return [*self.store.notifications.page(acting(self.author), wanted).items]

    def new(self) -> int:
        """How much is new to the author."""
        return self.store.notifications.unread_count(self.author.id)
