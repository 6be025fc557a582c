"""`p2p demo`: a believable world to look around in, and the way to be rid of it again."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import click

from entrypoints.cli.demo_world.planting import OneHash, Planted, Planting, SetClock
from entrypoints.cli.demo_world.script import Company, companies
from entrypoints.cli.opening import at_work, data_dir_option, settings_of
from entrypoints.cli.passwords import random_password
from entrypoints.container import Container
from p2p_core.identity.accounts.shapes import PasswordFor
from p2p_core.identity.users.model import address_of
from p2p_core.shared.ids import OrganizationId
from p2p_core.shared.outbox import LEASE

_AT_ONCE = 100


@click.command(help="Fill in the demo world and print a login for it; what is there already stays.")
@click.option(
    "--remove", is_flag=True, help="Take everything of the demo world away again, and nothing else."
)
@click.option("--with-others", is_flag=True, help="With --remove: also what others added to it.")
@data_dir_option
def command(*, remove: bool, with_others: bool, data_dir: str | None) -> None:
    """Fill in the demo world, or remove it."""
    if with_others and not remove:
        raise click.UsageError("--with-others says what --remove takes along, and needs it.")
    settings = settings_of(data_dir=data_dir)
    with at_work(settings) as container, _alone(container):
        if remove:
            _remove(container, with_others=with_others)
        else:
            fill(container)
            click.echo("'p2p serve' starts the server; 'p2p demo --remove' takes the demo world away again.")


def fill(container: Container) -> None:
    """Fill in what is missing of the demo world, and print a login with a new password."""
    settings = container.settings()
    if settings.production:
        raise click.ClickException(
            "The demo world is for trying out, and this is a production installation (P2P_ENV=production): "
            "use another data directory without that setting."
        )
    container.app().forum.categories.install_first()  # a database that was only migrated has none yet
    planted = _planted(container)
    email, password = _login(), random_password()
    container.app().identity.accounts.reset_password(PasswordFor(email=email, password=password))
    fresh = "nothing was missing" if planted.added == 0 else f"{planted.added} of these are new"
    click.echo(
        f"The demo world has {planted.organizations} organizations, {planted.people} people, "
        f"{planted.topics} topics and {planted.replies} replies; {fresh}."
    )
    click.echo(f"Log in at {settings.public_url} as {email} with the password {password}")


@contextmanager
def _alone(container: Container) -> Iterator[None]:
    """Wait for another `p2p demo`: two that look and then add would add everything twice."""
    with (container.settings().data_dir / "demo.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _planted(container: Container) -> Planted:
    """Play the script on an application of its own, whose clock is in the past."""
    clock = SetClock()
    passwords = OneHash(container.passwords())
    past = Container(settings=container.settings(), clock=clock, passwords=passwords)
    try:
        settle = partial(_settle, past, clock)
        planting = Planting(app=past.app(), users=past.store().users, clock=clock, settle=settle)
        return planting.run(container.clock().now())
    finally:
        past.store().close()


def _settle(past: Container, clock: SetClock) -> None:
    """Do what is due by a clock in the past: what others wait for happened later, and is left to them."""
    while due := past.store().outbox.claim(_AT_ONCE, clock.now(), clock.now() + LEASE):
        for event_id in due:
            past.app().reactor.handle(event_id)


def _login() -> str:
    company = companies()[0]
    return company.address(company.people[0])


def _remove(container: Container, *, with_others: bool) -> None:
    found = _organizations(container)
    if not with_others:
        _must_have_nobody_else(container, found)
    erased = container.erasure().erase(list(found), with_others_replies=with_others)
    if not erased.organizations:
        click.echo("There is nothing of the demo world here.")
        return
    click.echo(
        f"Removed {erased.organizations} organizations, {erased.people} people, {erased.topics} topics "
        f"and {erased.replies} replies of the demo world."
    )


def _organizations(container: Container) -> dict[OrganizationId, Company]:
    """The demo's organizations, known by their founders, whose addresses nobody else can have."""
    users = container.store().users
    founders = {company: users.find_by_address(_founder(company)) for company in companies()}
    return {founder.organization_id: company for company, founder in founders.items() if founder}


def _founder(company: Company) -> str:
    return address_of(company.address(company.people[0]))


def _must_have_nobody_else(container: Container, found: dict[OrganizationId, Company]) -> None:
    store = container.store()
    for organization_id, company in found.items():
        addresses = [address_of(company.address(person)) for person in company.people]
        known = sum(store.users.find_by_address(address) is not None for address in addresses)
        others = store.organizations.details(organization_id).member_count - known
        if others:
            raise click.ClickException(
                f"Nothing was removed, since others joined '{company.name}' (people: {others}); "
                "'p2p demo --remove --with-others' removes them too."
            )
