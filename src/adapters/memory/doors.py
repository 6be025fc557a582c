"""Devices, second factors and sign-ins that wait for a code, within a transaction."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables, Work, dropped
from p2p_core.identity.devices.model import Device
from p2p_core.identity.second_factors.model import Challenge, SecondFactor
from p2p_core.shared.errors import AlreadyExists
from p2p_core.shared.ids import ChallengeId, DeviceId, UserId


@dataclass(frozen=True, slots=True)
class MemoryDevices:
    """Devices in memory."""

    tables: Tables

    def find(self, user_id: UserId, token_hash: str) -> Device | None:
        found = self.tables.devices.where(lambda d: (d.user_id, d.token_hash) == (user_id, token_hash))
        return next(iter(found), None)

    def is_known(self, token_hash: str) -> bool:
        return bool(self.tables.devices.where(lambda device: device.token_hash == token_hash))

    def add(self, device: Device) -> None:
        if self.find(device.user_id, device.token_hash):
            raise AlreadyExists("conflict")
        self.tables.devices.put(device.id, device)

    def save(self, device: Device) -> None:
        if device.id in self.tables.devices:
            self.tables.devices.put(device.id, device)

    def forget_longest_unused(self, user_id: UserId, keep: int) -> None:
        own = self.tables.devices.where(lambda device: device.user_id == user_id)
        for device in sorted(own, key=lambda device: (device.last_used_at, device.id), reverse=True)[keep:]:
            self.tables.devices.drop(device.id)

    def forget_others(self, user_id: UserId, token_hash: str) -> None:
        own = self.tables.devices.where(lambda device: device.user_id == user_id)
        for device in own:
            if device.token_hash != token_hash:
                self.tables.devices.drop(device.id)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return dropped(self.tables.devices, lambda device: device.expires_at <= before, limit)


@dataclass(frozen=True, slots=True)
class MemoryDeviceReader:
    """Devices outside a transaction."""

    work: Work

    def get(self, device_id: DeviceId) -> Device | None:
        with self.work() as tables:
            return tables.devices.get(device_id)


@dataclass(frozen=True, slots=True)
class MemorySecondFactors:
    """Second factors in memory."""

    tables: Tables

    def find(self, user_id: UserId) -> SecondFactor | None:
        return self.tables.second_factors.get(user_id)

    def put(self, factor: SecondFactor) -> None:
        self.tables.second_factors.put(factor.id, factor)

    def drop(self, user_id: UserId) -> None:
        self.tables.second_factors.drop(user_id)


@dataclass(frozen=True, slots=True)
class MemoryChallenges:
    """Sign-ins that wait for a code, in memory."""

    tables: Tables

    def find(self, token_hash: str) -> Challenge | None:
        return next(iter(self.tables.challenges.where(lambda one: one.token_hash == token_hash)), None)

    def add(self, challenge: Challenge) -> None:
        self.tables.challenges.put(challenge.id, challenge)

    def save(self, challenge: Challenge) -> None:
        if challenge.id in self.tables.challenges:
            self.tables.challenges.put(challenge.id, challenge)

    def end(self, challenge_id: ChallengeId) -> None:
        self.tables.challenges.drop(challenge_id)

    def end_all(self, user_id: UserId) -> None:
        for challenge in self.tables.challenges.where(lambda one: one.user_id == user_id):
            self.tables.challenges.drop(challenge.id)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return dropped(self.tables.challenges, lambda challenge: challenge.expires_at <= before, limit)
