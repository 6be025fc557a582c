"""Pictures of people and logos: looked into before anybody sees them, and changed without a gap."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from p2p_core.contracts.files import a_png
from p2p_core.files.care import FileCareService
from p2p_core.files.model import Audience, FileStatus, Flaw, Made, Purpose
from p2p_core.files.portraits import PortraitService
from p2p_core.files.ports import Order
from p2p_core.files.shapes import NewFile
from p2p_core.organizations.shapes import Picture
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.errors import Conflict, CoreError, Forbidden, Invalid, NotFound, Stale, Unavailable
from p2p_core.shared.ids import FileId
from tests.unit.test_files import arrived
from tests.world import World

OLD, NEW = a_png(6, 4), a_png(7, 5)
NOTHING_LEFT = Expected(frozenset({99}))


@pytest.fixture
def sara(world: World) -> Actor:
    return world.member()


def announced(content: bytes, purpose: Purpose = Purpose.PICTURE) -> NewFile:
    return NewFile(purpose=purpose, name="me.png", media_type="image/png", size=len(content))


def id_in(picture: Picture | None) -> FileId:
    assert picture
    return FileId(picture.small.split("/")[4])


def show(
    world: World, actor: Actor, folder: Path, content: bytes = OLD, expected: Expected = WHICHEVER
) -> Picture | None:
    shown = world.app.portraits.show_me(actor, announced(content), arrived(folder, content), expected)
    return shown.picture


def keys(world: World) -> list[str]:
    return sorted(stored.key.partition("/")[2] for stored in world.memory.files.listing())


def test_a_picture_is_shown_at_once_in_three_squares_to_the_network(
    world: World, sara: Actor, tmp_path: Path
) -> None:
    picture = show(world, sara, tmp_path)
    file_id = id_in(picture)
    sizes = ("small", "medium", "large")
    assert picture == Picture(
        **{size: f"/api/v1/files/{file_id}/content?variant={size}.webp" for size in sizes}
    )
    stranger = world.member("omar@metals.example")
    for size in sizes:
        assert world.app.files.content(stranger, file_id, f"{size}.webp").size == len(OLD)
    assert world.app.identity.users.details(stranger, sara.user_id).picture == picture
    assert world.app.identity.users.me(sara).version == 2


def test_the_picture_before_is_gone_when_the_next_is_there(world: World, sara: Actor, tmp_path: Path) -> None:
    before = id_in(show(world, sara, tmp_path))
    after = id_in(show(world, sara, tmp_path, NEW))
    assert before != after
    with pytest.raises(NotFound):
        world.app.files.details(sara, before)
    assert world.app.files.use(sara).used == len(NEW)
    world.app.portraits.hide_me(sara)
    assert world.app.identity.users.me(sara).picture is None
    assert world.app.files.use(sara).used == 0
    world.app.portraits.hide_me(sara)
    assert world.app.identity.users.me(sara).version == 4, "what isn't there is taken down without an edit"


def refused(kind: type[CoreError], show: Callable[[], object]) -> CoreError:
    with pytest.raises(kind) as caught:
        show()
    return caught.value


def test_what_is_no_picture_is_refused_with_a_reason_and_leaves_nothing(
    world: World, sara: Actor, tmp_path: Path
) -> None:
    before = show(world, sara, tmp_path)
    kept = keys(world)
    broken = refused(Invalid, lambda: show(world, sara, tmp_path, NEW[:-4]))
    assert [(error.field, error.code) for error in getattr(broken, "errors", ())] == [("file", "damaged")]
    refused(Invalid, lambda: show(world, sara, tmp_path, b"%PDF-1.7"))
    gif = replace(announced(OLD), name="me.gif", media_type="image/gif")
    refused(Invalid, lambda: world.app.portraits.show_me(sara, gif, arrived(tmp_path, OLD)))
    assert world.app.identity.users.me(sara).picture == before
    assert (keys(world), world.app.files.use(sara).used) == (kept, len(OLD))


def test_who_had_another_version_before_their_eyes_changes_nothing(
    world: World, sara: Actor, tmp_path: Path
) -> None:
    before = show(world, sara, tmp_path)
    kept = keys(world)
    refused(Stale, lambda: show(world, sara, tmp_path, NEW, NOTHING_LEFT))
    refused(Stale, lambda: world.app.portraits.hide_me(sara, NOTHING_LEFT))
    assert world.app.identity.users.me(sara).picture == before
    assert (keys(world), world.app.files.use(sara).used) == (kept, len(OLD))


def workshop_that(world: World, work: Callable[[Order], Made | Flaw]) -> PortraitService:
    class Workshop:
        def work_on(self, order: Order) -> Made | Flaw:
            return work(order)

    portraits = world.app.portraits
    return replace(portraits, examination=replace(portraits.examination, workshop=Workshop()))


def test_while_nobody_can_look_into_it_there_is_no_new_picture(
    world: World, sara: Actor, tmp_path: Path
) -> None:
    def away(_: Order) -> Made:
        raise Unavailable("workshop")

    portraits = workshop_that(world, away)
    refused(Unavailable, lambda: portraits.show_me(sara, announced(OLD), arrived(tmp_path, OLD)))
    assert (keys(world), world.app.files.use(sara).used) == ([], 0)


def test_a_picture_that_grows_beyond_the_room_there_is_is_refused(
    world: World, sara: Actor, tmp_path: Path
) -> None:
    portraits = workshop_that(world, lambda _: Made(part="content", size=11 * 1024**3, sha256="ab"))
    error = refused(Conflict, lambda: portraits.show_me(sara, announced(OLD), arrived(tmp_path, OLD)))
    assert error.code == "quota_exceeded"
    assert (keys(world), world.app.files.use(sara).used) == ([], 0)
    assert world.app.identity.users.me(sara).picture is None


def test_the_upload_goes_where_something_else_is_shown_in_its_place_or_is_swept_away(
    world: World, sara: Actor, tmp_path: Path
) -> None:
    portraits = workshop_that(world, lambda _: Made(part="content", size=3, sha256="ab"))
    portraits.show_me(sara, announced(OLD), arrived(tmp_path, OLD))
    assert keys(world) == []
    assert world.app.files.use(sara).used == 3

    class Forgetful:
        def remove(self, key: str) -> None:
            raise Unavailable(f"{key}: storage")

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the storage has it
            return getattr(world.memory.files, name)

    broken: Any = Forgetful()
    examination = replace(portraits.examination, storage=broken)
    shown = replace(portraits, examination=examination).show_me(sara, announced(NEW), arrived(tmp_path, NEW))
    assert shown.picture
    assert len(keys(world)) == 1


def test_a_picture_is_not_deleted_where_it_is_shown(world: World, sara: Actor, tmp_path: Path) -> None:
    file_id = id_in(show(world, sara, tmp_path))
    assert refused(Conflict, lambda: world.app.files.delete(sara, file_id)).code == "file_in_use"
    care: FileCareService = world.app.care
    world.clock.move(timedelta(days=100))
    assert care.sweep() == 0
    assert world.app.files.details(sara, file_id).status is FileStatus.READY


def test_a_picture_whose_file_is_lost_can_be_replaced(world: World, sara: Actor, tmp_path: Path) -> None:
    lost = id_in(show(world, sara, tmp_path))
    with world.memory.store.begin() as tx:
        tx.files.drop(lost)
    assert id_in(show(world, sara, tmp_path, NEW)) != lost


def test_a_logo_is_the_admins_affair_and_everybodys_to_see(world: World, sara: Actor, tmp_path: Path) -> None:
    portraits, new = world.app.portraits, announced(OLD, Purpose.LOGO)
    member = replace(sara, role=Role.MEMBER)
    refused(Forbidden, lambda: portraits.show_organization(member, new, arrived(tmp_path, OLD)))
    refused(Forbidden, lambda: portraits.hide_organization(member))
    logo = portraits.show_organization(sara, new, arrived(tmp_path, OLD)).logo
    assert world.app.identity.users.me(sara).organization.logo == logo
    assert world.app.files.details(sara, id_in(logo)).audience is Audience.PUBLIC
    refused(Stale, lambda: portraits.hide_organization(sara, NOTHING_LEFT))
    portraits.hide_organization(sara)
    assert world.app.organizations.mine(sara).logo is None
    assert world.app.files.use(sara).used == 0
    portraits.hide_organization(sara)
