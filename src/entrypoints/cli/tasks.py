"""`p2p tasks`: the background work that waits or failed, and having it tried again."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

import click
import msgspec

from entrypoints.cli.opening import as_it_is, at_work, data_dir_option, settings_of
from p2p_core.shared.actor import THE_HOUSE
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import EventId
from p2p_core.upkeep.shapes import QueueDetails, ScheduleDetails, TaskDetails, TasksOverview, TasksQuery

_MOST = 100


class NoTask(click.ClickException):
    """It was done meanwhile, or never was."""

    exit_code = 4  # as every NotFound

    def __init__(self, task_id: str) -> None:
        super().__init__(f"Nothing that is left to do has the id {task_id}: 'p2p tasks' lists what failed.")


@click.group(
    invoke_without_command=True, help="Show the background work that waits or failed; have it tried again."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@data_dir_option
@click.pass_context
def command(context: click.Context, *, as_json: bool, data_dir: str | None) -> None:
    """List, unless one of the commands below is given."""
    if context.invoked_subcommand is None:
        _list(data_dir, as_json=as_json)


@command.command("list", help="Show what waits, what failed, what was given up, and the schedules.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@data_dir_option
def list_tasks(*, as_json: bool, data_dir: str | None) -> None:
    """Change nothing."""
    _list(data_dir, as_json=as_json)


@command.command(help="Have a failed task tried again at once, or all that were given up.")
@click.argument("task_id", required=False, metavar="[ID]")
@click.option("--all", "every", is_flag=True, help="All that were given up.")
@data_dir_option
def retry(*, task_id: str | None, every: bool, data_dir: str | None) -> None:
    """Put it back as if it were new; whoever does the background work takes it from there."""
    if every == (task_id is not None):
        raise click.UsageError("Either an ID or --all says what is to be tried again.")
    with at_work(settings_of(data_dir=data_dir)) as container:
        tasks = container.app().tasks
        if task_id is None:
            click.echo(f"Tried again, of those that were given up: {tasks.retry_all(THE_HOUSE)}")
            return
        try:
            task = tasks.retry(THE_HOUSE, EventId(task_id))
        except NotFound:
            raise NoTask(task_id) from None
    click.echo(f"{task.event} of {task.aggregate}: {_words(task.state)}.")


def _list(data_dir: str | None, *, as_json: bool) -> None:
    with as_it_is(settings_of(data_dir=data_dir)) as container:
        overview = container.app().tasks.overview(THE_HOUSE, TasksQuery(limit=_MOST))
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(overview), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(overview)))


def _lines(overview: TasksOverview) -> Iterator[str]:
    yield from (_queue(queue) for queue in overview.queues)
    yield from _part("Failed, and will be tried again:", overview.failures)
    dead = overview.dead_letters
    yield from _part("Given up ('p2p tasks retry ID', or '--all'):", dead.items)
    if dead.next_cursor:
        yield f"  and older ones: these are the newest {_MOST}"
    yield "Schedules:"
    yield from (_schedule(schedule) for schedule in overview.schedules)


def _queue(queue: QueueDetails) -> str:
    counts = (
        f"{queue.waiting} waiting, {queue.in_flight} in flight, {queue.failing} failed, {queue.dead} given up"
    )
    oldest = f"; the oldest since {_moment(queue.oldest_at)}" if queue.oldest_at else ""
    return f"{queue.name}: {counts}{oldest}"


def _part(title: str, tasks: Sequence[TaskDetails]) -> Iterator[str]:
    if tasks:
        yield title
        yield from (_task(task) for task in tasks)


def _task(task: TaskDetails) -> str:
    then = f"next at {_moment(task.next_attempt_at)}" if task.next_attempt_at else ""
    gone = f"given up at {_moment(task.given_up_at)}" if task.given_up_at else ""
    return (
        f"  {task.id}  {task.event} of {task.aggregate}, from {_moment(task.happened_at)}\n"
        f"    {task.attempts} attempts, {then or gone or _words(task.state)}: {task.reason}"
    )


def _schedule(schedule: ScheduleDetails) -> str:
    last = (
        f"last at {_moment(schedule.last_at)} ({schedule.last_result})" if schedule.last_at else "never yet"
    )
    return f"  {schedule.name}  {schedule.cron} {schedule.zone}: {last}, next at {_moment(schedule.next_at)}"


def _words(state: str) -> str:
    return state.replace("_", " ")


def _moment(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC") if moment else ""
