"""What devices need from a store."""

from datetime import datetime
from typing import Protocol

from p2p_core.identity.devices.model import Device
from p2p_core.shared.ids import DeviceId, UserId
from p2p_core.shared.transactions import Transaction


class Devices(Protocol):
    """Devices within a transaction."""

    def find(self, user_id: UserId, token_hash: str) -> Device | None:
        """The person's device with this secret."""
        ...

    def is_known(self, token_hash: str) -> bool:
        """Whether the secret is one of ours: anybody's device has it."""
        ...

    def add(self, device: Device) -> None:
        """Store a new one."""
        ...

    def save(self, device: Device) -> None:
        """Store a changed one; one that is forgotten meanwhile stays forgotten."""
        ...

    def forget_longest_unused(self, user_id: UserId, keep: int) -> None:
        """Forget all of a person's devices but so many, those used last."""
        ...

    def forget_others(self, user_id: UserId, token_hash: str) -> None:
        """Forget all of a person's devices but the one with this secret, if there is one."""
        ...

    def forget_expired(self, before: datetime, limit: int) -> int:
        """Forget up to so many that weren't used for too long, and say how many that were."""
        ...


class DeviceTransaction(Transaction, Protocol):
    """What devices are remembered with."""

    @property
    def devices(self) -> Devices:
        """Devices."""
        ...


class DeviceReader(Protocol):
    """Devices outside a transaction."""

    def get(self, device_id: DeviceId) -> Device | None:
        """The device; ``None`` when it is forgotten."""
        ...
