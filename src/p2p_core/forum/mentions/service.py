"""Who is meant by a name, and who is told."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from p2p_core.forum.mentions.model import Mentioned
from p2p_core.forum.mentions.ports import MentionTransaction
from p2p_core.forum.richtext import Find
from p2p_core.identity.users.model import sort_name
from p2p_core.identity.users.ports import UserReader
from p2p_core.identity.users.shapes import Mentionable
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import TopicId, is_id


def find_for(people: UserReader, actor: Actor) -> Find:
    """Finds people of the whole network by name or id.

    Of several with one name a colleague is meant, if it is one; otherwise nobody is, rather than a stranger.
    """

    def find(asked: Collection[str]) -> Mapping[str, Mentionable]:
        ids = {key for key in asked if is_id(key)}
        names = {key: sort_name(key) for key in asked if key not in ids}
        found = people.mentionable(set(names.values()), ids)
        meant: dict[str, Mentionable] = {one.id: one for one in found if one.id in ids}
        for key, name in names.items():
            if one := _meant(actor, [one for one in found if sort_name(one.name) == name]):
                meant[key] = one
        return meant

    return find


def _meant(actor: Actor, found: Sequence[Mentionable]) -> Mentionable | None:
    if len(found) > 1:
        found = [one for one in found if one.organization_id == actor.organization_id]
    return found[0] if len(found) == 1 else None


def tell(
    tx: MentionTransaction, actor: Actor, subject_id: str, topic_id: TopicId, people: Iterable[Mentionable]
) -> None:
    """Tell those who weren't mentioned there before, and aren't who writes."""
    for one in sorted(people, key=lambda one: one.id):
        if tx.mentions.note(subject_id, topic_id, one.id) and one.id != actor.user_id:
            tx.publish(
                Mentioned(user_id=one.id, subject_id=subject_id, topic_id=topic_id, author_id=actor.user_id)
            )
