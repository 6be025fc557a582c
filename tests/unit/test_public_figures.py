"""What strangers are told of the network tells of nobody."""

import pytest

from p2p_core.dashboard.shapes import NetworkFigures, PublicFigures, Written, rounded_down
from p2p_core.forum.topics.model import Visibility
from p2p_core.shared.actor import Visit
from tests.world import World


@pytest.mark.parametrize(
    ("count", "told"),
    [
        *((count, None) for count in range(5)),
        *((5, 5), (9, 5), (10, 10), (99, 95), (100, 100), (149, 100), (999, 950)),
        *((1_000, 1_000), (1_499, 1_000), (12_345, 10_000), (999_999, 950_000)),
    ],
)
def test_a_figure_is_rounded_down_so_that_no_single_one_shows(count: int, told: int | None) -> None:
    assert rounded_down(count) == told


def counted(organizations: int) -> NetworkFigures:
    written = Written(topics=61, replies=1_234, answered=3)
    return NetworkFigures(organizations=organizations, people=112, written=written)


def test_few_companies_could_be_told_apart_so_nothing_is_told_of_them() -> None:
    assert PublicFigures.of(counted(4)) == PublicFigures()


def test_each_figure_is_told_as_far_as_it_goes() -> None:
    assert PublicFigures.of(counted(5)) == PublicFigures(
        organizations=5, people=100, topics=60, replies=1_000, answered=None
    )


def test_what_an_organization_keeps_to_itself_is_in_no_figure() -> None:
    world = World()
    members = [world.member(f"member@company{number}.example") for number in range(5)]
    for _ in range(3):
        world.topic(members[0])
        world.topic(members[1])
    for member in members:
        world.topic(member, Visibility.ORGANIZATION)
    assert world.app.dashboard.network(Visit()) == PublicFigures(organizations=5, people=5, topics=5)
