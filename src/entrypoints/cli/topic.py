"""`p2p topic`: topics pinned and locked by whoever runs the installation."""

import click

from entrypoints.cli.opening import at_work, data_dir_option, settings_of
from p2p_core.forum.topics.shapes import TopicChanges
from p2p_core.shared.actor import THE_HOUSE
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import TopicId
from p2p_core.shared.inputs import KEEP


class NoTopic(click.ClickException):
    """There is none, or none that everybody may read."""

    exit_code = 4  # as every NotFound

    def __init__(self, topic_id: str) -> None:
        super().__init__(f"There is no topic with the id {topic_id} that everybody may read.")


@click.group(help="Pin and lock topics.")
def command() -> None:
    """Find one of the commands below."""


@command.command(help="Have it marked as pinned.")
@click.argument("topic_id")
@data_dir_option
def pin(*, topic_id: str, data_dir: str | None) -> None:
    """Pin a topic."""
    _change(topic_id, data_dir, TopicChanges(pinned=True), "pinned")


@command.command(help="Have it marked no more.")
@click.argument("topic_id")
@data_dir_option
def unpin(*, topic_id: str, data_dir: str | None) -> None:
    """Pin a topic no more."""
    _change(topic_id, data_dir, TopicChanges(pinned=False), "not pinned any more")


@command.command(help="Have nobody reply or change anything in it; its author is told.")
@click.argument("topic_id")
@click.option("--reason", help="Why, in words that the author reads.")
@data_dir_option
def lock(*, topic_id: str, reason: str | None, data_dir: str | None) -> None:
    """Lock a topic."""
    _change(topic_id, data_dir, TopicChanges(locked=True, reason=reason or KEEP), "locked")


@command.command(help="Have it open again.")
@click.argument("topic_id")
@data_dir_option
def unlock(*, topic_id: str, data_dir: str | None) -> None:
    """Lock a topic no more."""
    _change(topic_id, data_dir, TopicChanges(locked=False), "open again")


def _change(topic_id: str, data_dir: str | None, changes: TopicChanges, done: str) -> None:
    with at_work(settings_of(data_dir=data_dir)) as container:
        try:
            topic = container.app().forum.topics.edit(THE_HOUSE, TopicId(topic_id), changes)
        except NotFound:
            raise NoTopic(topic_id) from None
    click.echo(f"{topic.title}: {done}.")
