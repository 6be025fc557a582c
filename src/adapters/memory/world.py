"""The whole platform in memory, on the standard library: for embedding, demonstrations and tests."""

from dataclasses import dataclass

from adapters.memory.calendar import PlainCalendar
from adapters.memory.mailbox import MemoryMailbox
from adapters.memory.richtext import PlainText, WholeWords
from adapters.memory.security import HmacFactorKeys, HmacTokens, ScryptPasswords
from adapters.memory.storage import MemoryFileStore, NoScanner, PlainWorkshop
from adapters.memory.store import MemoryStore
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from adapters.system.secrets import SystemSecrets
from p2p_core.app import App, Ports, Rules, build
from p2p_core.shared.analysis import Stems
from p2p_core.shared.clock import Clock

__all__ = ["MemoryWorld", "memory_world"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryWorld:
    """A running platform: its operations, and the parts a program around it may want to reach."""

    app: App
    store: MemoryStore
    mailbox: MemoryMailbox
    files: MemoryFileStore

    def settle(self) -> None:
        """Do all that is due, by the clock and as reactions, as the worker of a server would."""
        clock = self.app.reactor.clock
        self.app.schedules.tick()
        while due := self.store.outbox.claim(100, clock.now(), clock.now()):
            for event_id in due:
                self.app.reactor.handle(event_id)


def memory_world(
    *,
    clock: Clock | None = None,
    rules: Rules | None = None,
    stems: Stems | None = None,
    password_cost: int = 2**14,
) -> MemoryWorld:
    """A platform with its first categories; lower the cost of password hashes only in tests."""
    clock = clock or SystemClock()
    ids = SystemIds(clock)
    store = MemoryStore(clock, ids)
    mailbox, files = MemoryMailbox(clock, ids), MemoryFileStore(clock)
    ports = Ports(
        store=store,
        mailer=mailbox,
        passwords=ScryptPasswords(password_cost),
        secrets=SystemSecrets(),
        tokens=HmacTokens(),
        factor_keys=HmacFactorKeys(),
        rich_text=PlainText(),
        stems=stems or WholeWords(),
        storage=files,
        workshop=PlainWorkshop(files),
        scanner=NoScanner(),
        clock=clock,
        calendar=PlainCalendar(),
        ids=ids,
    )
    app = build(ports, rules or Rules())
    app.forum.categories.install_first()
    app.schedules.install()
    return MemoryWorld(app=app, store=store, mailbox=mailbox, files=files)
