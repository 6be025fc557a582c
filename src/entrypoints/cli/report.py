"""`p2p report`: what people reported, and deciding about it."""

import json
from collections.abc import Iterator

import click
import msgspec

from entrypoints.cli.opening import as_it_is, at_work, data_dir_option, settings_of
from p2p_core.forum.moderation.model import Outcome, ReportStatus
from p2p_core.forum.moderation.shapes import ReportDetails, ReportQuery, Resolution
from p2p_core.shared.actor import THE_HOUSE
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import ReportId

_MOST = 100


class NoReport(click.ClickException):
    """There is none, or none any more."""

    exit_code = 4  # as every NotFound

    def __init__(self, report_id: str) -> None:
        super().__init__(f"There is no report with the id {report_id}: 'p2p report list' shows what is open.")


@click.group(help="Look through what people reported, and decide.")
def command() -> None:
    """Find one of the commands below."""


@command.command("list", help="Show what is open, the oldest first.")
@click.option("--resolved", is_flag=True, help="Show what was decided instead.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@data_dir_option
def list_reports(*, resolved: bool, as_json: bool, data_dir: str | None) -> None:
    """Change nothing."""
    status = ReportStatus.RESOLVED if resolved else ReportStatus.OPEN
    with as_it_is(settings_of(data_dir=data_dir)) as container:
        page = container.app().forum.reports.list(THE_HOUSE, ReportQuery(status=status, limit=_MOST))
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(list(page.items)), indent=2, ensure_ascii=False))
        return
    for report in page.items:
        click.echo("\n".join(_lines(report)))
    click.echo(
        f"And more: these are the first {_MOST}." if page.next_cursor else f"{len(page.items)} in all."
    )


@command.command(help="Decide about one; its author is told the reason unless it is dismissed.")
@click.argument("report_id")
@click.argument("outcome", type=click.Choice([outcome.value for outcome in Outcome]))
@click.option("--reason", required=True, help="Why, in words that the author may read.")
@data_dir_option
def resolve(*, report_id: str, outcome: str, reason: str, data_dir: str | None) -> None:
    """Decide about a report."""
    resolution = Resolution(outcome=Outcome(outcome), reason=reason)
    with at_work(settings_of(data_dir=data_dir)) as container:
        try:
            report = container.app().forum.reports.resolve(THE_HOUSE, ReportId(report_id), resolution)
        except NotFound:
            raise NoReport(report_id) from None
    click.echo(f"{report.target_type} {report.target_id}: {report.outcome}.")


def _lines(report: ReportDetails) -> Iterator[str]:
    by = report.reporter.display_name if report.reporter else "somebody"
    at = f"{report.created_at:%Y-%m-%d %H:%M} UTC"
    yield f"{report.id}  {report.reason} in a {report.target_type}, by {by} at {at}"
    yield f"  {report.author.display_name} in {report.topic_title!r}: {report.excerpt!r}"
    if report.details:
        yield f"  {report.details!r}"
    if report.outcome:
        yield f"  {report.outcome}: {report.resolution!r}"
