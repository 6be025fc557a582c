"""Looking an installation over: what is checked, what was found, and what to do about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

LONGEST_WAIT = timedelta(minutes=5)
"""How long an event may wait for its reactions before somebody should look."""
LATEST = timedelta(days=1)
"""How long a schedule may be overdue before somebody should look."""
CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far ahead of the clock the newest row may be: several machines never agree exactly."""

_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome of one check; one that isn't ok has a cause and a remedy, each one sentence."""

    name: str
    ok: bool
    cause: str = ""
    remedy: str = ""


class Inspections(Protocol):
    """Everything a store can check about itself; it changes nothing."""

    def findings(self, now: datetime, factor_keys: Collection[str] | None = None) -> Sequence[Finding]:
        """One finding for each check, good ones too; checks that can't run are findings, never errors.

        ``factor_keys`` are the names of the keys at hand for second factors, where they are known.
        """
        ...


def well(name: str) -> Finding:
    """A check that found nothing."""
    return Finding(name=name, ok=True)


def ill(name: str, cause: str, remedy: str) -> Finding:
    """A check that found something."""
    return Finding(name=name, ok=False, cause=cause, remedy=remedy)


def counter(name: str, wrong: Sequence[str]) -> Finding:
    """Whether a stored count is what counting the rows gives; ``wrong`` are the ids where it isn't."""
    if not wrong:
        return well(name)
    others = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
    return ill(
        name,
        f"The stored count differs from the rows in {len(wrong)}: {', '.join(wrong[:_NAMED])}{others}.",
        "Restore the last backup in which this check passes; if there is none, report it with these ids.",
    )


def index(wrong: Sequence[str]) -> Finding:
    """Whether everything is found by its words; ``wrong`` are the ids of what isn't, or is by old words."""
    if not wrong:
        return well("search.index")
    others = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
    return ill(
        "search.index",
        f"{len(wrong)} topics and replies are not found by their words: {', '.join(wrong[:_NAMED])}{others}.",
        "p2p search rebuild indexes everything anew, while the server runs.",
    )


def outbox_waiting(oldest: datetime | None, now: datetime) -> Finding:
    """Whether events find their way to their reactions."""
    if oldest is None or now - oldest <= LONGEST_WAIT:
        return well("outbox.waiting")
    minutes = (now - oldest) // timedelta(minutes=1)
    return ill(
        "outbox.waiting",
        f"An event has been waiting for {minutes} minutes, so mails and the like are late.",
        "Start the server, or p2p worker if P2P_BROKER_URL names a broker; p2p tasks tells what fails.",
    )


def dead_letters(count: int) -> Finding:
    """Whether something was given up."""
    if not count:
        return well("outbox.dead_letters")
    return ill(
        "outbox.dead_letters",
        f"{count} events were given up: they failed too often, or a mail was refused for good.",
        "p2p tasks tells why each failed: put the cause right, then p2p tasks retry --all.",
    )


def schedules(late: Sequence[str], failed: Sequence[str]) -> Finding:
    """Whether what is to be done by the clock is done; ``late`` are those that should have come a day ago."""
    if late:
        cause = f"What is to be done by the clock was not for more than a day: {', '.join(late)}."
        return ill("schedules", cause, "Start the server, or p2p worker if P2P_BROKER_URL names a broker.")
    if failed:
        cause = f"What is to be done by the clock failed the last time: {', '.join(failed)}."
        return ill("schedules", cause, "p2p tasks tells why, and when it is tried again.")
    return well("schedules")


def second_factors(used: Sequence[str], at_hand: Collection[str]) -> Finding:
    """Whether the key of every second factor is at hand; ``used`` has one for each person."""
    lost = [name for name in used if name not in at_hand]
    if not lost:
        return well("second_factors")
    return ill(
        "second_factors",
        f"{len(lost)} people's second factors hang on a key that isn't in the settings any more: the codes of"
        " their apps are refused, only those on paper work.",
        "Put the key back into P2P_SECRET_KEYS, not as the last; or p2p user remove-second-factor EMAIL.",
    )


def clock(newest: datetime | None, now: datetime) -> Finding:
    """Whether this machine's clock has gone back behind what was written under it."""
    if newest is None or newest - now <= CLOCK_TOLERANCE:
        return well("clock")
    return ill(
        "clock",
        f"The newest row was written at {newest.isoformat()}, which is in the future of this machine.",
        "Set the machine's clock and let a time service keep it.",
    )
