"""Passwords hashed with Argon2id through libpass, rehashed as its parameters rise."""

from dataclasses import dataclass

from passlib.context import CryptContext  # type: ignore[import-untyped]  # libpass ships no types

from p2p_core.identity.users.ports import Verdict


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash costs; the default takes about 25 ms and 19 MiB (OWASP's first recommendation)."""

    time: int = 2
    memory: int = 19_456
    parallelism: int = 1


CHEAP = Cost(time=1, memory=8)
"""For tests only: the same code at a cost of microseconds."""


class Argon2Passwords:
    """Argon2id with a random salt for each hash."""

    def __init__(self, cost: Cost | None = None) -> None:
        cost = cost or Cost()
        self._context = CryptContext(
            ["argon2"],
            argon2__time_cost=cost.time,
            argon2__memory_cost=cost.memory,
            argon2__parallelism=cost.parallelism,
        )
        # libpass makes this hash at its first use, which would show in the time of somebody's first failure
        self._nobodys = str(self._context.hash("nobody's password"))

    def hash(self, password: str) -> str:
        return str(self._context.hash(password))

    def verify(self, password: str, stored: str) -> Verdict:
        correct, new_hash = self._context.verify_and_update(password, stored)
        return Verdict(correct, new_hash)

    def verify_nothing(self) -> None:
        self._context.verify("somebody's password", self._nobodys)
