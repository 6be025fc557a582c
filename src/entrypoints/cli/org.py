"""`p2p org`: which organizations an installation has, without SQL."""

import json
from collections.abc import Iterator, Sequence

import click
import msgspec

from entrypoints.cli.opening import as_it_is, data_dir_option, settings_of
from p2p_core.organizations.shapes import OrganizationOverview
from p2p_core.shared.actor import THE_HOUSE
from p2p_core.shared.bidi import isolated
from p2p_core.shared.language import Language

_HEAD = ("ID", "STATUS", "MEMBERS", "CREATED", "NAME")


@click.group(help="Show the organizations.")
def command() -> None:
    """Find one of the commands below."""


@command.command("list", help="Show each organization: id, status, members, when it came, and its name.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@data_dir_option
def list_organizations(*, as_json: bool, data_dir: str | None) -> None:
    """Change nothing."""
    with as_it_is(settings_of(data_dir=data_dir)) as container:
        found = [*container.app().organizations.all(THE_HOUSE)]
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(found), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found)))


def _lines(found: Sequence[OrganizationOverview]) -> Iterator[str]:
    """A table; names come last, since nobody knows how wide they are on a terminal."""
    rows = [_HEAD, *(_row(one) for one in found)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(one: OrganizationOverview) -> tuple[str, ...]:
    name = isolated(one.name, Language.ENGLISH)
    return one.id, one.status.value, str(one.member_count), f"{one.created_at:%Y-%m-%d}", name
