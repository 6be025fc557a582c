"""A fresh installation for each test, and the means to make others."""

from collections.abc import Callable, Iterator

import pytest

from entrypoints.http.client.build import ClientBuild
from entrypoints.settings import Settings
from tests.http.site import Site, development
from tests.servers.fixtures import migrated_postgres, postgres_url

__all__ = ["migrated_postgres", "postgres_url"]

MakeSite = Callable[..., Site]


@pytest.fixture
def make_site() -> Iterator[MakeSite]:
    made: list[Site] = []

    def make(
        settings: Settings | None = None, peer: str = "127.0.0.1", client: ClientBuild | None = None
    ) -> Site:
        without = ClientBuild(skip=True)
        made.append(Site(settings=settings or development(), peer=peer, client=client or without))
        return made[-1]

    yield make
    for site in made:
        site.close()


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    return make_site()
