"""`p2p category`: the forum's shelves, put up, changed, put in order and taken away without SQL."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from entrypoints.cli.opening import as_it_is, at_work, data_dir_option, settings_of
from p2p_core.forum.categories.service import CategoryService
from p2p_core.forum.categories.shapes import CategoryChanges, CategoryDetails, CategoryQuery, NewCategory
from p2p_core.shared.actor import THE_HOUSE

Command = TypeVar("Command", bound=Callable[..., Any])
_EVERY = CategoryQuery(limit=100)


class NoCategory(click.ClickException):
    """Nothing is called like this."""

    exit_code = 4  # as every NotFound

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no category with the slug or id {name}: 'p2p category list' shows them.")


def _described(command: Command) -> Command:
    for name, text in (
        ("--position", "Where it stands among the others."),
        ("--colour", "As #rrggbb, dark enough for white text."),
        ("--description-ar", "The same in Arabic."),
        ("--description", "What it is for."),
    ):
        command = click.option(name, type=int if name == "--position" else str, help=text)(command)
    return command


@click.group(help="Look after the forum's categories.")
def command() -> None:
    """Find one of the commands below."""


@command.command("list", help="Show them in their order.")
@data_dir_option
def list_categories(data_dir: str | None) -> None:
    """Change nothing."""
    with as_it_is(settings_of(data_dir=data_dir)) as container:
        for one in _all(container.app().forum.categories):
            click.echo(_line(one))


@command.command(help="Put one up; without --slug it is made of the words of the name.")
@click.argument("name")
@click.argument("name_ar")
@click.option("--slug", help="The word that stands in addresses.")
@_described
@data_dir_option
def add(*, data_dir: str | None, **given: Any) -> None:  # noqa: ANN401 - what the options give
    """Put up a category."""
    new = NewCategory(**_given(given))
    with at_work(settings_of(data_dir=data_dir)) as container:
        made = container.app().forum.categories.create(THE_HOUSE, new)
    click.echo(f"Added: {_line(made)}")


@command.command(help="Change what is given of one.")
@click.argument("category")
@click.option("--name", help="What it is called.")
@click.option("--name-ar", help="The same in Arabic.")
@click.option("--slug", help="The word that stands in addresses.")
@_described
@data_dir_option
def change(*, category: str, data_dir: str | None, **given: Any) -> None:  # noqa: ANN401 - what the options give
    """Change a category."""
    changes = CategoryChanges(**_given(given))
    with at_work(settings_of(data_dir=data_dir)) as container:
        categories = container.app().forum.categories
        changed = categories.edit(THE_HOUSE, _found(categories, category).id, changes)
    click.echo(f"Changed: {_line(changed)}")


@command.command(help="Have these come first, in this order; the others follow as they are.")
@click.argument("names", nargs=-1, required=True, metavar="CATEGORY...")
@data_dir_option
def order(*, names: tuple[str, ...], data_dir: str | None) -> None:
    """Number all of them anew."""
    with at_work(settings_of(data_dir=data_dir)) as container:
        categories = container.app().forum.categories
        first = list(dict.fromkeys(_found(categories, name).id for name in names))
        others = [one.id for one in _all(categories) if one.id not in first]
        for position, category_id in enumerate((*first, *others), 1):
            categories.edit(THE_HOUSE, category_id, CategoryChanges(position=position))
        for one in _all(categories):
            click.echo(_line(one))


@command.command(help="Take one away that has no topics.")
@click.argument("category")
@data_dir_option
def remove(*, category: str, data_dir: str | None) -> None:
    """Take a category away."""
    with at_work(settings_of(data_dir=data_dir)) as container:
        categories = container.app().forum.categories
        found = _found(categories, category)
        categories.remove(THE_HOUSE, found.id)
    click.echo(f"Removed: {found.slug}")


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _all(categories: CategoryService) -> Sequence[CategoryDetails]:
    return categories.list(THE_HOUSE, _EVERY).items


def _found(categories: CategoryService, name: str) -> CategoryDetails:
    for one in _all(categories):
        if name in {one.id, one.slug}:
            return one
    raise NoCategory(name)


def _line(one: CategoryDetails) -> str:
    return f"{one.position:>3}  {one.slug}  {one.name} · {one.name_ar}  {one.topic_count} topics"
