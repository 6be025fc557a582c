"""`p2p user`: what whoever runs an installation does with accounts, without SQL."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import click

from entrypoints.cli.opening import at_work, data_dir_option, settings_of
from entrypoints.cli.passwords import chosen_password
from p2p_core.app import App
from p2p_core.identity.accounts.shapes import AccountOf, NewColleague, PasswordFor
from p2p_core.identity.registrations.shapes import SignUp
from p2p_core.identity.users.model import address_of
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.actor import Role, Visit
from p2p_core.shared.errors import Invalid, NotFound
from p2p_core.shared.inputs import checked
from p2p_core.shared.language import Language

Command = TypeVar("Command", bound=Callable[..., Any])


class NoAccount(click.ClickException):
    """The address belongs to nobody."""

    exit_code = 4  # as every NotFound

    def __init__(self, email: str) -> None:
        super().__init__(f"There is no account with the address {email}: 'p2p user create' opens one.")


def _password_options(command: Command) -> Command:
    stdin = click.option("--password-stdin", is_flag=True, help="Read it from the first line of a pipe.")
    ask = click.option("--password-prompt", is_flag=True, help="Ask for it at the terminal.")
    return stdin(ask(command))


@click.group(help="Open accounts, make operators, reset passwords.")
def command() -> None:
    """Find one of the commands below."""


@command.command(help="Open an account without a mail; without a password option, a random one is printed.")
@click.argument("email")
@click.option("--first-name", required=True)
@click.option("--last-name", required=True)
@click.option("--organization", metavar="NAME", help="Found an organization with this name.")
@click.option("--colleague-of", metavar="EMAIL", help="Or join the organization of this account.")
@click.option("--admin", is_flag=True, help="As an admin; whoever founds an organization always is.")
@click.option("--language", type=click.Choice([language.value for language in Language]), default="en")
@_password_options
@data_dir_option
def create(  # noqa: PLR0913 - one argument for each flag
    *,
    email: str,
    first_name: str,
    last_name: str,
    organization: str | None,
    colleague_of: str | None,
    admin: bool,
    language: str,
    password_stdin: bool,
    password_prompt: bool,
    data_dir: str | None,
) -> None:
    """Open an account for somebody whose address is known to be theirs."""
    if (organization is None) == (colleague_of is None):
        raise click.UsageError("Either --organization or --colleague-of says where the person works.")
    settings = settings_of(data_dir=data_dir)
    password, made_up = chosen_password(from_stdin=password_stdin, ask=password_prompt)
    visit = Visit(language=Language(language))
    person = {"email": email, "password": password, "first_name": first_name, "last_name": last_name}
    with at_work(settings) as container:
        if organization is not None:
            _found(container.app(), visit, person, organization)
        else:
            role = Role.ADMIN if admin else Role.MEMBER
            new = NewColleague(**person, colleague=colleague_of or "", role=role)
            container.app().identity.accounts.join(visit, new)
    click.echo(f"{email} can log in now.")
    _tell(password, made_up=made_up)


def _found(app: App, visit: Visit, person: dict[str, str], organization: str) -> None:
    _, wrong = checked(SignUp, person)
    _, wrong_too = checked(NewOrganization, {"name": organization})
    if wrong or wrong_too:  # all at once: making the organization first would tell of nothing else
        raise Invalid(*wrong, *(replace(error, field=f"organization.{error.field}") for error in wrong_too))
    app.identity.accounts.open(visit, SignUp(**person, organization=NewOrganization(name=organization)))


@command.command("promote-operator", help="Let somebody look after the whole platform.")
@click.argument("email")
@data_dir_option
def promote_operator(email: str, data_dir: str | None) -> None:
    """Make an operator."""
    _with_account(email, data_dir, lambda app, account: app.identity.accounts.promote_operator(account))
    click.echo(f"{email} is an operator now, from the next request on.")


@command.command("demote-operator", help="Let an operator look after the platform no more.")
@click.argument("email")
@data_dir_option
def demote_operator(email: str, data_dir: str | None) -> None:
    """Take an operator's rights back."""
    _with_account(email, data_dir, lambda app, account: app.identity.accounts.demote_operator(account))
    click.echo(f"{email} is no operator any more, from the next request on.")


def _with_account(email: str, data_dir: str | None, change: Callable[[App, AccountOf], None]) -> None:
    account = AccountOf(email=email)
    with at_work(settings_of(data_dir=data_dir)) as container:
        try:
            change(container.app(), account)
        except NotFound:
            raise NoAccount(email) from None


@command.command("remove-second-factor", help="Let somebody sign in who lost app and recovery codes.")
@click.argument("email")
@data_dir_option
def remove_second_factor(email: str, data_dir: str | None) -> None:
    """Take a second factor away from somebody who has shown in some other way who they are."""
    account = AccountOf(email=email)
    with at_work(settings_of(data_dir=data_dir)) as container:
        accounts = container.app().identity.accounts
        if container.store().users.find_by_address(address_of(email)) is None:
            raise NoAccount(email)
        try:
            accounts.remove_second_factor(account)
        except NotFound:
            click.echo(f"{email} has no second factor: the password is enough already.")
            return
    click.echo(f"{email} signs in with the password alone now; a mail tells them so.")


@command.command("reset-password", help="Give somebody a new password, and end their sessions.")
@click.argument("email")
@_password_options
@data_dir_option
def reset_password(*, email: str, password_stdin: bool, password_prompt: bool, data_dir: str | None) -> None:
    """Reset a password."""
    settings = settings_of(data_dir=data_dir)
    password, made_up = chosen_password(from_stdin=password_stdin, ask=password_prompt)
    new = PasswordFor(email=email, password=password)
    with at_work(settings) as container:
        try:
            container.app().identity.accounts.reset_password(new)
        except NotFound:
            raise NoAccount(email) from None
    click.echo(f"{email} has a new password; all sessions have ended.")
    _tell(password, made_up=made_up)


def _tell(password: str, *, made_up: bool) -> None:
    if made_up:
        click.echo(f"Password: {password}  (shown only now)")
