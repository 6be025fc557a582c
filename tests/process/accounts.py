"""Accounts that are there before anything is served, so that no test waits for mails and passwords."""

from itertools import product
from typing import Any

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
from tests.process.installation import Installation
from tests.process.journey import PASSWORD
from tests.process.ledger import Member


def opened(installation: Installation, organizations: int = 1, each: int = 1) -> list[Member]:
    """So many members of so many organizations, each with a session; the first of each is its admin."""
    container = Container(settings=settings.read(installation.environment))
    container.passwords.override(providers.Object(Argon2Passwords(CHEAP)))
    container.data_dir().prepare()
    prepare(container)
    identity = container.app().identity
    members = []
    for organization, number in product(range(organizations), range(each)):
        member = Member(f"person{number}@plant{organization}.example", organization)
        names: dict[str, Any] = {
            "email": member.email,
            "password": PASSWORD,
            "first_name": "نورة",
            "last_name": "Al-Harbi",
        }
        if number:
            first = f"person0@plant{organization}.example"
            identity.accounts.join(Visit(), NewColleague(colleague=first, **names))
        else:
            plant = NewOrganization(name=f"مصنع {organization}")
            identity.accounts.open(Visit(), SignUp(organization=plant, **names))
        credentials = LogIn(email=member.email, password=PASSWORD)
        done = identity.logins.log_in(Visit(), credentials)
        member.secret, member.id = done.token, done.overview.user.id
        members.append(member)
    close(container)
    return members
