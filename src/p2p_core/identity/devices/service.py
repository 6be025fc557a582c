"""Which device a sign-in comes from: a stranger's attempts never lock out who has signed in there before."""

from dataclasses import dataclass

from p2p_core.identity.attempts.model import of_account, of_device
from p2p_core.identity.attempts.service import Attempt
from p2p_core.identity.devices.model import MOST_DEVICES, Device, known_until
from p2p_core.identity.devices.ports import DeviceTransaction
from p2p_core.identity.users.model import hash_token
from p2p_core.identity.users.ports import Secrets
from p2p_core.shared.actor import Visit
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import DeviceId, Ids, UserId

_LONGEST_NAME = 300
_NOBODY = UserId("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """How a device was met that somebody just signed in with."""

    secret: str
    """What its browser shows next time."""
    newcomer: Device | None
    """The device, if this person hadn't signed in with it before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDevices:
    """Tells known devices from strangers, and remembers those that somebody signs in with."""

    secrets: Secrets
    clock: Clock
    ids: Ids

    def attempt(self, tx: DeviceTransaction, visit: Visit, user_id: UserId | None, address: str) -> Attempt:
        """A check of this account's password or code: a known device has a count of its own."""
        device = _found(tx, visit, user_id or _NOBODY)
        is_known = device is not None and self.clock.now() < device.expires_at
        whose = of_device(device.id) if device and is_known else of_account(address)
        return Attempt(whose=whose, network=visit.network)

    def greet(self, tx: DeviceTransaction, visit: Visit, user_id: UserId) -> Greeting:
        """Remember the device of somebody who has just signed in.

        A secret that the browser sent is kept only if we issued it, for whomever: people share browsers.
        """
        now = self.clock.now()
        device = _found(tx, visit, user_id)
        if device:
            device.use(now)
            tx.devices.save(device)
            return Greeting(secret=visit.device_secret, newcomer=None)
        is_ours = bool(visit.device_secret) and tx.devices.is_known(hash_token(visit.device_secret))
        secret = visit.device_secret if is_ours else self.secrets.token()
        newcomer = Device(
            id=DeviceId(self.ids.new()),
            user_id=user_id,
            token_hash=hash_token(secret),
            name=visit.device[:_LONGEST_NAME],
            network=visit.network,
            created_at=now,
            last_used_at=now,
            expires_at=known_until(now),
        )
        tx.devices.forget_longest_unused(user_id, keep=MOST_DEVICES - 1)
        tx.devices.add(newcomer)
        return Greeting(secret=secret, newcomer=newcomer)


def _found(tx: DeviceTransaction, visit: Visit, user_id: UserId) -> Device | None:
    return tx.devices.find(user_id, hash_token(visit.device_secret)) if visit.device_secret else None
