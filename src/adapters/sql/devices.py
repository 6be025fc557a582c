"""Devices in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from adapters.sql.changes import Stored
from adapters.sql.expiry import forget_expired, forgetting
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.credentials import devices
from p2p_core.identity.devices.model import Device
from p2p_core.shared.ids import DeviceId, UserId

DEVICE = Stored("device", Device, devices)
_OF = devices.c.user_id == bindparam("known_user")
_FIND = DEVICE.query(devices.c.token_hash == bindparam("known_hash"), _OF)
_IS_KNOWN = Statement(select(devices.c.id).where(devices.c.token_hash == bindparam("known_hash")).limit(1))
_SAVE = DEVICE.update()
_NEWEST = (
    select(devices.c.id)
    .where(_OF)
    .order_by(devices.c.last_used_at.desc(), devices.c.id.desc())
    .limit(bindparam("keep"))
)
_FORGET_UNUSED = Statement(delete(devices).where(_OF, devices.c.id.not_in(_NEWEST)))
_FORGET_OTHERS = Statement(delete(devices).where(_OF, devices.c.token_hash != bindparam("known_hash")))
_FORGET_EXPIRED = forgetting(devices, devices.c.expires_at)


@dataclass(frozen=True, slots=True)
class SqlDevices:
    """Devices within a transaction."""

    writes: Writes

    def find(self, user_id: UserId, token_hash: str) -> Device | None:
        return DEVICE.first(self.writes, _FIND, known_user=user_id, known_hash=token_hash)

    def is_known(self, token_hash: str) -> bool:
        return bool(self.writes.rows(_IS_KNOWN, known_hash=token_hash))

    def add(self, device: Device) -> None:
        DEVICE.add(self.writes, device)

    def save(self, device: Device) -> None:
        self.writes.run(_SAVE, known_id=device.id, **DEVICE.record.values(device))

    def forget_longest_unused(self, user_id: UserId, keep: int) -> None:
        self.writes.run(_FORGET_UNUSED, known_user=user_id, keep=keep)

    def forget_others(self, user_id: UserId, token_hash: str) -> None:
        self.writes.run(_FORGET_OTHERS, known_user=user_id, known_hash=token_hash)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return forget_expired(self.writes, _FORGET_EXPIRED, before, limit)


@dataclass(frozen=True, slots=True)
class SqlDeviceReader:
    """Devices outside a transaction."""

    reads: Reads

    def get(self, device_id: DeviceId) -> Device | None:
        return DEVICE.find(self.reads, device_id)
