"""Killed again and again while many write: nothing acknowledged is lost, doubled, torn, back or elsewhere.

`P2P_TEST_SEED` repeats a run, `P2P_TEST_KILLS` makes it longer. The points that are chosen: while a commit
is waited for, right after the answer, and wherever a random moment falls.
"""

import json
import os
import signal
from itertools import product
from random import Random, SystemRandom
from threading import Event
from typing import Any

import pytest
from dependency_injector import providers

from adapters.security.passwords import CHEAP, Argon2Passwords
from entrypoints import settings
from entrypoints.container import Container
from entrypoints.database import close, prepare
from p2p_core.identity.accounts.shapes import NewColleague
from p2p_core.identity.registrations.shapes import SignUp
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.actor import Visit
from tests.process.installation import Installation, Server
from tests.process.journey import PASSWORD
from tests.process.ledger import Ledger, Member, compared
from tests.process.test_serving import is_alive, lock_writers_out
from tests.process.waiting import until

pytestmark = pytest.mark.process
SEED = int(os.environ.get("P2P_TEST_SEED", SystemRandom().randrange(10**6)))
KILLS = int(os.environ.get("P2P_TEST_KILLS", "3"))
ORGANIZATIONS, EACH = 3, 3


def opened(installation: Installation) -> list[Member]:
    """Accounts of some organizations, and a session of each, made before anything is served."""
    container = Container(settings=settings.read(installation.environment))
    container.passwords.override(providers.Object(Argon2Passwords(CHEAP)))
    container.data_dir().prepare()
    prepare(container)
    identity = container.app().identity
    members = []
    for organization, number in product(range(ORGANIZATIONS), range(EACH)):
        member = Member(f"person{number}@plant{organization}.example", organization)
        names: dict[str, Any] = {
            "email": member.email,
            "password": PASSWORD,
            "first_name": "نورة",
            "last_name": "Al-Harbi",
        }
        if number:
            identity.accounts.join(
                Visit(), NewColleague(colleague=f"person0@plant{organization}.example", **names)
            )
        else:
            identity.accounts.open(
                Visit(), SignUp(organization=NewOrganization(name=f"مصنع {organization}"), **names)
            )
        credentials = LogIn(email=member.email, password=PASSWORD)
        member.secret = identity.logins.log_in(Visit(), credentials).token
        members.append(member)
    close(container)
    return members


def killed(server: Server, ledger: Ledger, installation: Installation, kind: str, random: Random) -> None:
    """Kill everything hard at such a point."""
    before = ledger.acknowledged()
    until(lambda: ledger.acknowledged() > before + 5)
    lock = None
    if kind == "while a commit is waited for":
        lock = lock_writers_out(installation)  # whoever writes now stands in line
    elif kind == "at a random moment":
        Event().wait(random.random())
    children = server.children()
    os.kill(random.choice([server.pid, children[0]]), signal.SIGKILL)
    os.kill(server.pid, signal.SIGKILL)
    server.process.wait(20)
    if lock is not None:
        lock.close()
    ledger.stop()
    until(lambda: not any(is_alive(child) for child in children))


def test_nothing_that_was_acknowledged_is_lost_doubled_torn_back_or_elsewhere(
    installation: Installation,
) -> None:
    random = Random(SEED)  # noqa: S311 - what happens when, not a secret
    kinds = ["while a commit is waited for", "right after an answer", "at a random moment"]
    ledger = Ledger(SEED, opened(installation))
    said = f"P2P_TEST_SEED={SEED}"
    for turn in range(KILLS):
        with installation.served() as server:
            ledger.start(server)
            killed(server, ledger, installation, kinds[turn % len(kinds)], random)
    with installation.served() as server:
        found = compared(ledger, server)
    assert {name: what for name, what in found.items() if what} == {}, said
    assert ledger.acknowledged() > KILLS * 5, said
    looked = installation.run("doctor", "--json")
    assert json.loads(looked.stdout)["ok"], f"{said}\n{looked.stdout}"
