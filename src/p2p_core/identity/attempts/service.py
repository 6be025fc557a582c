"""The gate that every check of a password or code goes through, and every mail that a stranger can cause.

An attempt counts as failed from the moment it begins: however many are made at once, in however many
processes, they share one count, and a crash in the middle leaves it counted. Tallies are always taken in the
same order, mails, then account or device, then network, and after everybody's accounts and sessions.
"""

from dataclasses import dataclass

from p2p_core.identity.attempts.model import Budgets, of_lock, of_mails, of_network
from p2p_core.identity.attempts.ports import AttemptTransaction
from p2p_core.shared.budgets import Budget
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import TooMany

_FAILURES = "network"
_SIGN_UPS = "sign-ups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One check of a password or code: whose failures it counts among, and where it comes from."""

    whose: str
    network: str
    """Empty for programs on the machine itself: only what comes from outside has a budget."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Counts attempts, and refuses more than an installation allows."""

    clock: Clock
    budgets: Budgets

    def begin(self, tx: AttemptTransaction, attempt: Attempt) -> None:
        """Count the attempt as failed before it is made; raises ``TooMany``."""
        now = self.clock.now()
        tally = tx.tallies.hold(attempt.whose, now)
        tally.fail_in_advance(now, self.budgets.failures)
        self._spend(tx, _FAILURES, attempt.network, self.budgets.failures_of_network)
        tx.tallies.save(tally)  # only now: whoever writes a refusal down has changed nothing else

    def is_news(self, tx: AttemptTransaction, refusal: TooMany) -> bool:
        """Whether this is the first refusal since its count began to refuse.

        Only that is worth a line in the log: a lock costs failures, each of which has its own line, and what
        a script repeats while it lasts must not let a stranger fill the log.
        """
        now = self.clock.now()
        tally = tx.tallies.hold(of_lock(refusal.count), now)
        try:
            tally.spend(now, Budget(1, refusal.retry_after))
        except TooMany:
            return False
        tx.tallies.save(tally)
        return True

    def succeed(self, tx: AttemptTransaction, attempt: Attempt) -> None:
        """It was right: the failures before it are forgotten."""
        tx.tallies.drop(attempt.whose)
        self._give_back(tx, attempt.network)

    def take_back(self, tx: AttemptTransaction, attempt: Attempt) -> None:
        """It was right and opened nothing yet: it counts for nothing, and forgives nothing."""
        tally = tx.tallies.hold(attempt.whose, self.clock.now())
        tally.take_back_failure()
        tx.tallies.save(tally)
        self._give_back(tx, attempt.network)

    def sign_up(self, tx: AttemptTransaction, network: str) -> None:
        """Count a sign-up; raises ``TooMany``."""
        self._spend(tx, _SIGN_UPS, network, self.budgets.sign_ups)

    def may_mail(self, tx: AttemptTransaction, kind: str, address: str) -> bool:
        """Count a mail of this kind to this address; false when it has had enough of them."""
        now = self.clock.now()
        tally = tx.tallies.hold(of_mails(kind, address), now)
        try:
            tally.spend(now, self.budgets.mails)
        except TooMany:
            return False
        tx.tallies.save(tally)
        return True

    def _spend(self, tx: AttemptTransaction, what: str, network: str, budget: Budget) -> None:
        if network:
            now = self.clock.now()
            tally = tx.tallies.hold(of_network(what, network), now)
            tally.spend(now, budget)
            tx.tallies.save(tally)

    def _give_back(self, tx: AttemptTransaction, network: str) -> None:
        if network:
            tally = tx.tallies.hold(of_network(_FAILURES, network), self.clock.now())
            tally.give_back()
            tx.tallies.save(tally)
