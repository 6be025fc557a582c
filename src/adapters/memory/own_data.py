"""Exports in parts, wishes to be erased, and what is kept of somebody, in memory."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables, Work, dropped
from p2p_core.own_data.model import ErasureWish, Export
from p2p_core.own_data.shapes import LikedReply, MarkedTopic, Mention
from p2p_core.shared.ids import ErasureId, ExportId, PackingId, TopicId, UserId


def part_key(export_id: str, packing: str | None, number: int) -> str:
    """One text for all of them."""
    return f"{export_id} {packing} {number}"


def drop_exports(tables: Tables, wanted: Callable[[Export], bool], most: int = 1_000_000) -> int:
    """Remove exports with their parts."""
    for export_id in tables.exports.keys(wanted)[:most]:
        for key in tables.export_parts:
            if key.startswith(f"{export_id} "):
                tables.export_parts.drop(key)
    return dropped(tables.exports, wanted, most)


@dataclass(frozen=True, slots=True)
class MemoryExports:
    """Exports within a transaction."""

    tables: Tables

    def find(self, export_id: ExportId) -> Export | None:
        return self.tables.exports.get(export_id)

    def put(self, export: Export) -> None:
        drop_exports(self.tables, lambda one: one.user_id == export.user_id)
        self.tables.exports.put(export.id, export)

    def save(self, export: Export) -> None:
        if export.id in self.tables.exports:
            self.tables.exports.put(export.id, export)
            for key in self.tables.export_parts:
                if key.startswith(f"{export.id} ") and key.split()[1] != export.packing:
                    self.tables.export_parts.drop(key)

    def put_part(self, export_id: ExportId, packing: PackingId, number: int, content: bytes) -> bool:
        if export_id not in self.tables.exports:
            return False
        self.tables.export_parts.put(part_key(export_id, packing, number), content)
        return True

    def drop_parts(self, export_id: ExportId, packing: PackingId) -> None:
        for key in self.tables.export_parts:
            if key.startswith(f"{export_id} {packing} "):
                self.tables.export_parts.drop(key)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return drop_exports(self.tables, lambda one: one.expires_at <= before, limit)


@dataclass(frozen=True, slots=True)
class MemoryExportReader:
    """Exports outside a transaction."""

    work: Work

    def find(self, export_id: ExportId) -> Export | None:
        with self.work() as tables:
            return tables.exports.get(export_id)

    def of_person(self, user_id: UserId) -> Export | None:
        with self.work() as tables:
            return next(iter(tables.exports.where(lambda one: one.user_id == user_id)), None)

    def part(self, export_id: ExportId, number: int) -> bytes | None:
        with self.work() as tables:
            export = tables.exports.get(export_id)
            return tables.export_parts.get(part_key(export_id, export.packing, number)) if export else None


@dataclass(frozen=True, slots=True)
class MemoryErasureWishes:
    """Wishes to be erased, within a transaction."""

    tables: Tables

    def find(self, erasure_id: ErasureId) -> ErasureWish | None:
        return self.tables.erasure_wishes.get(erasure_id)

    def add(self, wish: ErasureWish) -> None:
        self.tables.erasure_wishes.put(wish.id, wish)

    def drop(self, erasure_id: ErasureId) -> None:
        self.tables.erasure_wishes.drop(erasure_id)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return dropped(self.tables.erasure_wishes, lambda wish: wish.expires_at <= before, limit)


@dataclass(frozen=True, slots=True)
class MemoryErasureWishReader:
    """Wishes to be erased, outside a transaction."""

    work: Work

    def find(self, erasure_id: ErasureId) -> ErasureWish | None:
        with self.work() as tables:
            return tables.erasure_wishes.get(erasure_id)


@dataclass(frozen=True, slots=True)
class MemoryPersonalData:
    """Copies of a person's rows."""

    work: Work

    def of(self, user_id: UserId) -> Iterator[tuple[str, Iterable[object]]]:
        with self.work() as tables:
            files = _files(tables, user_id)
        yield from files.items()


def _files(tables: Tables, me: UserId) -> dict[str, Iterable[object]]:
    user = tables.users.get(me)
    address, organization_id = (user.address, user.organization_id) if user else ("", "")
    return {
        "profile": [user] if user else [],
        "organization": tables.organizations.where(lambda one: one.id == organization_id),
        "sessions": tables.sessions.where(lambda one: one.user_id == me),
        "devices": tables.devices.where(lambda one: one.user_id == me),
        "access_tokens": tables.access_tokens.where(lambda one: one.user_id == me),
        "second_factor": tables.second_factors.where(lambda one: one.id == me),
        "password_resets": tables.password_resets.where(lambda one: one.user_id == me),
        "email_changes": tables.email_changes.where(lambda one: one.user_id == me),
        "invitations_sent": tables.invitations.where(lambda one: one.inviter_id == me),
        "invitations_received": tables.invitations.where(
            lambda one: one.accepted_by == me or one.address == address
        ),
        "topics": tables.topics.where(lambda one: one.author_id == me),
        "posts": tables.posts.where(lambda one: one.author_id == me),
        "reputation": tables.reputation.where(lambda one: one.user_id == me),
        "reports": tables.reports.where(lambda one: one.reporter_id == me),
        "drafts": tables.drafts.where(lambda one: one.user_id == me),
        "files": tables.files.where(lambda one: one.owner_id == me),
        "notifications": tables.notifications.where(lambda one: one.user_id == me),
        "notification_preferences": tables.wishes.where(lambda one: one.user_id == me),
        "topic_marks": [
            MarkedTopic(**{name: getattr(mark, name) for name in MarkedTopic.__dataclass_fields__})
            for mark in tables.marks.where(lambda one: one.user_id == me)
        ],
        "liked_replies": [
            LikedReply(post_id=post_id) for post_id, _ in tables.post_likes.where(lambda one: one[1] == me)
        ],
        "blocks": tables.blocks.where(lambda one: one.blocker_id == me),
        "mentions": [
            Mention(subject_id=subject_id, topic_id=TopicId(topic_id))
            for subject_id, topic_id, _ in tables.mentions.where(lambda row: row[2] == me)
        ],
        "edits": tables.edits.where(lambda one: one.editor_id == me),
        "audit": tables.audit.where(lambda one: me in {one.actor_id, one.subject_id}),
    }
