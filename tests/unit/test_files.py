"""Files: what may be uploaded, who sees it, what becomes of it, and what is swept up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from p2p_core.contracts.files import a_png
from p2p_core.files.care import FileCareService
from p2p_core.files.model import (
    Audience,
    File,
    FileReady,
    FileRejected,
    FileStatus,
    FileUploaded,
    Flaw,
    Made,
    Purpose,
    Variant,
    file_in,
    key_of,
)
from p2p_core.files.policy import ALLOWANCES, LONGEST_NAME, MEGABYTE, file_name, format_of
from p2p_core.files.ports import Order, Verdict
from p2p_core.files.shapes import Arrival, FileChanges, FileDetails, NewFile
from p2p_core.files.wording import words_for
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.audit import Action
from p2p_core.shared.changes import Expected
from p2p_core.shared.errors import Conflict, Forbidden, Invalid, NotFound, Stale, Unavailable
from p2p_core.shared.ids import EventId, FileId
from p2p_core.shared.language import Language
from tests.world import World

PNG = a_png(6, 4)
NEW = NewFile(purpose=Purpose.ATTACHMENT, name="صورة.png", media_type="image/png", size=len(PNG))
DAY = timedelta(days=1)
EVENT = EventId("01a20378-0000-7000-8000-000000000001")


@pytest.fixture
def sara(world: World) -> Actor:
    return world.member()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def arrived(folder: Path, content: bytes = PNG) -> Arrival:
    """A file that lies here whole."""
    path = folder / "arrived"
    path.write_bytes(content)
    return Arrival(path=str(path), size=len(content), sha256=sha256(content).hexdigest(), head=content[:8192])


def uploaded(world: World, actor: Actor, folder: Path, content: bytes = PNG, **changes: Any) -> FileDetails:  # noqa: ANN401 - any field
    new = replace(NEW, size=len(content), **changes)
    return world.app.files.upload(actor, new, arrived(folder, content))


def ready(world: World, actor: Actor, folder: Path, content: bytes = PNG, **changes: Any) -> FileDetails:  # noqa: ANN401 - any field
    file = uploaded(world, actor, folder, content, **changes)
    world.memory.settle()
    return world.app.files.details(actor, file.id)


def attached(world: World, file_id: FileId, audience: Audience) -> None:
    with world.memory.store.begin() as tx:
        file = tx.files.find(file_id)
        assert file
        file.attach("topic:1", audience)
        tx.files.save(file)


def used(world: World, actor: Actor) -> int:
    return world.app.files.use(actor).used


def care(world: World, **changes: Any) -> FileCareService:  # noqa: ANN401 - any part
    examination = replace(world.app.care.examination, **changes)
    return replace(world.app.care, examination=examination)


class Shop:
    """A workshop that answers what it is told to."""

    def __init__(self, outcome: Made | Flaw) -> None:
        self.outcome = outcome
        self.orders: list[Order] = []

    def work_on(self, order: Order) -> Made | Flaw:
        self.orders.append(order)
        return self.outcome


class Suspicious:
    def scan(self, chunks: Iterator[bytes]) -> Verdict:
        return Verdict.INFECTED if b"PNG" in b"".join(chunks) else Verdict.CLEAN


# what may be uploaded


def test_an_upload_is_looked_into_and_becomes_ready(world: World, sara: Actor, folder: Path) -> None:
    file = uploaded(world, sara, folder)
    assert (file.status, file.name, file.media_type, file.size) == (
        FileStatus.PROCESSING,
        "صورة.png",
        "image/png",
        len(PNG),
    )
    world.memory.settle()
    shown = world.app.files.details(sara, file.id)
    assert (shown.status, shown.width, shown.height, shown.rejection) == (FileStatus.READY, 6, 4, None)
    assert shown.sha256 == sha256(PNG).hexdigest()
    assert shown.url == f"/api/v1/files/{file.id}/content"


def test_a_damaged_one_is_rejected_in_the_readers_language_and_takes_no_storage(
    world: World, sara: Actor, folder: Path
) -> None:
    file = ready(world, sara, folder, PNG[:-20])
    assert file.status is FileStatus.REJECTED
    assert file.rejection
    assert file.rejection.code == "damaged"
    arabic = world.app.files.details(sara, file.id, Language.ARABIC)
    assert arabic.rejection
    assert arabic.rejection.message.startswith("الملف تالف")
    assert used(world, sara) == 0
    assert list(world.memory.files.listing()) == []
    with pytest.raises(Conflict, match="file_rejected"):
        world.app.files.content(sara, file.id)


def test_every_flaw_has_words_in_both_languages() -> None:
    for flaw in Flaw:
        assert words_for(flaw.value, Language.ENGLISH) != words_for(flaw.value, Language.ARABIC)


@pytest.mark.parametrize(
    ("name", "declared", "code"),
    [
        ("run.exe", "", "unsupported_file_type"),
        ("drawing.svg", "image/svg+xml", "unsupported_file_type"),
        ("picture.png", "image/jpeg", "type_mismatch"),
        ("picture.png", "text/html", "type_mismatch"),
        ("png", "", "bad_file_name"),
        ("picture.", "", "bad_file_name"),
        (".png", "", "bad_file_name"),
        ("\u200b.png", "", "bad_file_name"),
        ("a" * 5000 + ".png", "", "bad_file_name"),
        ("a" + "\u0301" * 40 + ".png", "", "bad_file_name"),
        ("picture.png.averylongending12", "", "bad_file_name"),
    ],
)
def test_names_and_declarations_that_do_not_fit_are_refused(
    world: World, sara: Actor, folder: Path, name: str, declared: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        uploaded(world, sara, folder, name=name, media_type=declared)
    assert [(error.field, error.code) for error in caught.value.errors] == [("file", code)]
    assert used(world, sara) == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\sara\\line 4.PNG", "line 4.PNG"),
        ("../../etc/passwd.png", "passwd.png"),
        ("photo\u202egpj.png", "photogpj.png"),
        ("a\r\nb\0.png", "ab.png"),
        ("cafe\u0301.png", "caf\u00e9.png"),
        (" spaced .png ", "spaced .png"),
        ("x" * 400 + ".png", "x" * (LONGEST_NAME - 17) + ".png"),
    ],
)
def test_names_keep_what_can_be_seen_and_lose_what_deceives(given: str, kept: str) -> None:
    assert file_name(given) == kept


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0 jpeg", b"plain text", b"%PDF-1.7 \x89PNG", b""])
def test_bytes_of_another_format_are_refused(world: World, sara: Actor, folder: Path, content: bytes) -> None:
    with pytest.raises(Invalid):
        uploaded(world, sara, folder, content)
    assert used(world, sara) == 0


def test_text_may_begin_with_anything_but_another_formats_mark(
    world: World, sara: Actor, folder: Path
) -> None:
    text = {"name": "log.txt", "media_type": "text/plain"}
    assert ready(world, sara, folder, b"temp < 40", **text).status is FileStatus.READY
    with pytest.raises(Invalid):
        uploaded(world, sara, folder, b"%PDF-1.7", **text)


def test_each_purpose_takes_its_own_formats_up_to_its_own_size() -> None:
    assert format_of(Purpose.ATTACHMENT, "a.mp4", "video/mp4", 400 * MEGABYTE).is_video
    for purpose, name, size in (
        (Purpose.ATTACHMENT, "a.mp4", 501 * MEGABYTE),
        (Purpose.ATTACHMENT, "a.pdf", 101 * MEGABYTE),
        (Purpose.PICTURE, "a.png", 5 * MEGABYTE + 1),
        (Purpose.PICTURE, "a.gif", 1),
        (Purpose.DOCUMENT, "a.png", 1),
        (Purpose.USE_CASE_MEDIA, "a.zip", 1),
    ):
        with pytest.raises(Invalid):
            format_of(purpose, name, "", size)
    assert set(ALLOWANCES) == set(Purpose)


def test_a_full_storage_takes_nothing_more(world: World, sara: Actor, folder: Path) -> None:
    quota = world.app.files.use(sara).quota
    with world.memory.store.begin() as tx:
        assert tx.files.reserve(sara.organization_id, quota - 10)
    with pytest.raises(Conflict, match="quota_exceeded"):
        uploaded(world, sara, folder)
    assert list(world.memory.files.listing()) == []


def test_what_storage_does_not_take_leaves_nothing_behind(
    world: World, sara: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise Unavailable("storage")

    monkeypatch.setattr(world.memory.files, "put", broken)
    with pytest.raises(Unavailable):
        uploaded(world, sara, folder)
    assert used(world, sara) == 0
    assert world.memory.store.files.after("", 10) == []


# piece by piece


def test_an_upload_in_pieces_reserves_its_size_and_is_kept_when_it_is_whole(
    world: World, sara: Actor, folder: Path
) -> None:
    upload = world.app.files.announce(sara, NEW)
    assert (upload.status, used(world, sara)) == (FileStatus.UPLOADING, len(PNG))
    assert upload.expires_at == world.clock.now() + DAY
    assert world.app.files.uploading(sara, upload.id).size == len(PNG)
    with pytest.raises(Conflict, match="file_not_ready"):
        world.app.files.content(sara, upload.id)
    done = world.app.files.finish(sara, upload.id, arrived(folder))
    assert done.status is FileStatus.PROCESSING
    with pytest.raises(Conflict, match="upload_finished"):
        world.app.files.uploading(sara, upload.id)
    world.memory.settle()
    assert world.app.files.details(sara, upload.id).status is FileStatus.READY


def test_half_an_upload_is_not_kept(world: World, sara: Actor, folder: Path) -> None:
    upload = world.app.files.announce(sara, NEW)
    with pytest.raises(Conflict, match="upload_incomplete"):
        world.app.files.finish(sara, upload.id, arrived(folder, PNG[:9]))
    assert world.app.files.uploading(sara, upload.id).status is FileStatus.UPLOADING


def test_an_upload_of_other_bytes_than_announced_is_given_up(world: World, sara: Actor, folder: Path) -> None:
    upload = world.app.files.announce(sara, NEW)
    with pytest.raises(Invalid):
        world.app.files.finish(sara, upload.id, arrived(folder, b"x" * len(PNG)))
    with pytest.raises(NotFound):
        world.app.files.uploading(sara, upload.id)
    assert used(world, sara) == 0


def test_somebodys_unfinished_uploads_are_told_of_and_nothing_else(
    world: World, sara: Actor, folder: Path
) -> None:
    uploads = [world.app.files.announce(sara, NEW).id for _ in range(2)]
    uploaded(world, sara, folder)
    world.app.files.announce(world.joined(sara), NEW)
    assert world.app.files.arriving(sara) == uploads


def test_an_abandoned_upload_gives_its_storage_back(world: World, sara: Actor) -> None:
    upload = world.app.files.announce(sara, NEW)
    world.app.files.abandon(sara, upload.id)
    assert used(world, sara) == 0
    with pytest.raises(NotFound):
        world.app.files.abandon(sara, upload.id)


def test_an_upload_that_is_given_up_twice_at_once_gives_its_storage_back_once(
    world: World, sara: Actor
) -> None:
    first, second = world.app.files.announce(sara, NEW), world.app.files.announce(sara, NEW)
    reader = world.memory.store.files
    known = reader.find(first.id)

    class Outdated:
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the reader has
            return getattr(reader, name)

        def find(self, _: FileId) -> File | None:
            return known

    world.app.files.abandon(sara, first.id)
    outdated: Any = Outdated()
    replace(world.app.files, files=outdated).abandon(sara, first.id)
    assert used(world, sara) == len(PNG)
    assert world.app.files.uploading(sara, second.id).status is FileStatus.UPLOADING


def test_an_upload_belongs_to_whoever_announced_it(world: World, sara: Actor) -> None:
    upload = world.app.files.announce(sara, NEW)
    other = world.member("omar@metals.example")
    with pytest.raises(NotFound):
        world.app.files.uploading(other, upload.id)


def test_an_upload_is_still_known_to_its_owner_once_it_is_a_file_and_to_nobody_else(
    world: World, sara: Actor, folder: Path
) -> None:
    upload = world.app.files.announce(sara, NEW)
    assert world.app.files.upload_of(sara, upload.id) == upload
    world.app.files.finish(sara, upload.id, arrived(folder))
    attached(world, upload.id, Audience.PUBLIC)
    assert world.app.files.upload_of(sara, upload.id).status is FileStatus.PROCESSING
    other = world.member("omar@metals.example")
    assert world.app.files.details(other, upload.id).id == upload.id
    with pytest.raises(NotFound):
        world.app.files.upload_of(other, upload.id)


def test_an_upload_that_is_finished_and_given_up_at_once_stays_one_of_both(
    world: World, sara: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = world.app.files.announce(sara, NEW)
    put = world.memory.files.put

    def overtaken(key: str, path: str, media_type: str) -> None:
        monkeypatch.undo()
        world.app.files.abandon(sara, upload.id)
        put(key, path, media_type)

    monkeypatch.setattr(world.memory.files, "put", overtaken)
    with pytest.raises(NotFound):
        world.app.files.finish(sara, upload.id, arrived(folder))
    assert used(world, sara) == 0


# who sees it


def test_a_loose_file_is_its_owners_alone(world: World, sara: Actor, folder: Path) -> None:
    file = ready(world, sara, folder)
    other = replace(world.member("omar@metals.example"), organization_id=sara.organization_id)
    for refused in (
        lambda: world.app.files.details(other, file.id),
        lambda: world.app.files.content(other, file.id),
        lambda: world.app.files.public_content(Visit(), file.id),
        lambda: world.app.files.delete(other, file.id),
    ):
        with pytest.raises(NotFound):
            refused()
    assert world.app.files.content(sara, file.id).key == key_of(file.id, "upload")


def test_its_audience_decides_who_else_sees_a_file(world: World, sara: Actor, folder: Path) -> None:
    stranger = world.member("omar@metals.example")
    colleague = replace(stranger, organization_id=sara.organization_id)
    for audience, seen_by in (
        (Audience.ORGANIZATION, (True, False, False)),
        (Audience.NETWORK, (True, True, False)),
        (Audience.PUBLIC, (True, True, True)),
    ):
        file = ready(world, sara, folder)
        attached(world, file.id, audience)
        found = []
        for asker in (colleague, stranger, None):
            try:
                shown = (
                    world.app.files.content(asker, file.id)
                    if asker
                    else world.app.files.public_content(Visit(), file.id)
                )
            except NotFound:
                found.append(False)
            else:
                assert shown.public is (audience is Audience.PUBLIC)
                found.append(True)
        assert tuple(found) == seen_by


def test_its_owner_an_admin_and_an_operator_delete_a_file_and_nobody_else(
    world: World, sara: Actor, folder: Path
) -> None:
    stranger = world.member("omar@metals.example")
    for actor, may in (
        (stranger, False),
        (replace(stranger, operator=True), True),
        (replace(stranger, organization_id=sara.organization_id), True),
        (sara, True),
    ):
        file = ready(world, sara, folder)
        attached(world, file.id, Audience.NETWORK)
        if may:
            world.app.files.delete(actor, file.id)
            assert used(world, sara) == 0
            with pytest.raises(NotFound):
                world.app.files.details(sara, file.id)
        else:
            with pytest.raises(Forbidden):
                world.app.files.delete(actor, file.id)
            world.app.files.delete(sara, file.id)


def test_its_owner_an_admin_and_an_operator_say_what_is_to_be_seen_and_nobody_else(
    world: World, sara: Actor, folder: Path
) -> None:
    file = ready(world, sara, folder)
    attached(world, file.id, Audience.NETWORK)
    stranger = world.member("omar@metals.example")
    for number, actor in enumerate(
        (sara, replace(stranger, operator=True), replace(stranger, organization_id=sara.organization_id))
    ):
        words = f"The worn seal, {number}"
        edited = world.app.files.edit(actor, file.id, FileChanges(description=words))
        assert edited == world.app.files.details(sara, file.id)
        assert edited.description == words
    with pytest.raises(Forbidden):
        world.app.files.edit(stranger, file.id, FileChanges(description="mine"))
    with pytest.raises(NotFound):
        world.app.files.edit(sara, FileId("nothing"), FileChanges())


def test_what_is_done_with_anothers_file_is_on_record_and_with_ones_own_it_is_not(
    world: World, sara: Actor, folder: Path
) -> None:
    file = ready(world, sara, folder)
    attached(world, file.id, Audience.NETWORK)
    operator = replace(world.member("omar@metals.example"), operator=True)

    def on_record() -> list[tuple[Action, str, str]]:
        entries = world.app.audit.list(operator).items
        done = [(one.action, one.actor, one.subject) for one in reversed(entries)]
        return [
            (action, actor.id, subject.id)
            for action, actor, subject in done
            if action in {Action.FILE_DESCRIBED, Action.FILE_REMOVED} and actor and subject
        ]

    world.app.files.edit(sara, file.id, FileChanges(description="The worn seal"))
    world.app.files.edit(operator, file.id, FileChanges(description="The worn seal"))  # nothing was changed
    assert on_record() == []
    world.app.files.edit(operator, file.id, FileChanges(description="A worn seal, torn"))
    world.app.files.delete(operator, file.id)
    world.app.files.delete(sara, ready(world, sara, folder).id)
    assert on_record() == [
        (Action.FILE_DESCRIBED, operator.user_id, file.id),
        (Action.FILE_REMOVED, operator.user_id, file.id),
    ]


def test_words_of_which_nothing_shows_say_nothing(world: World, sara: Actor, folder: Path) -> None:
    file = ready(world, sara, folder)
    for unseen in ("   ", "\u200b\u200f", "\u2800", "\u202e"):
        assert world.app.files.edit(sara, file.id, FileChanges(description=unseen)).version == file.version
    world.app.files.edit(sara, file.id, FileChanges(description=" a seal "))
    assert world.app.files.details(sara, file.id).description == " a seal "


def test_what_is_said_again_changes_nothing_and_is_taken_back_by_saying_nothing(
    world: World, sara: Actor, folder: Path
) -> None:
    file = ready(world, sara, folder)
    said = world.app.files.edit(sara, file.id, FileChanges(description="ختم متآكل"))
    assert said.version == file.version + 1
    for again in (FileChanges(), FileChanges(description="ختم متآكل")):
        assert world.app.files.edit(sara, file.id, again) == said
    with pytest.raises(Stale):
        world.app.files.edit(sara, file.id, FileChanges(description="late"), Expected(frozenset({1})))
    assert world.app.files.edit(sara, file.id, FileChanges(description="")).description == ""
    with pytest.raises(Invalid):
        FileChanges(description="a" * 501)


def test_a_file_that_shows_in_one_place_can_not_be_shown_in_another(
    world: World, sara: Actor, folder: Path
) -> None:
    file_id = ready(world, sara, folder).id
    with world.memory.store.begin() as tx:
        file = tx.files.find(file_id)
        assert file
        assert file.is_open_to(sara.user_id)
        file.attach("topic:1", Audience.NETWORK)
        file.attach("topic:1", Audience.NETWORK)
        assert not file.is_open_to(sara.user_id)
        with pytest.raises(Conflict, match="already_attached"):
            file.attach("topic:2", Audience.NETWORK)
        file.detach()
        file.attach("topic:2", Audience.ORGANIZATION)
        assert file.audience is Audience.ORGANIZATION


# what becomes of it


VARIANT = Variant(name="small.webp", media_type="image/webp", width=3, height=2, size=2, sha256="cd")
REWRITTEN = Made(part="content", size=5, sha256="ab", width=6, height=4, variants=(VARIANT,))


def test_what_is_shown_instead_is_counted_and_the_upload_goes(
    world: World, sara: Actor, folder: Path
) -> None:
    file = uploaded(world, sara, folder, purpose=Purpose.LOGO)
    shop = Shop(replace(REWRITTEN, duration=1500))
    care(world, workshop=shop).process(EVENT, FileUploaded(file_id=file.id))
    shown = world.app.files.details(sara, file.id)
    assert (shown.size, shown.sha256, shown.duration, used(world, sara)) == (5, "ab", 1.5, 5)
    assert [variant.url for variant in shown.variants] == [f"{shown.url}?variant=small.webp"]
    assert shop.orders[0].square
    assert world.memory.files.size(key_of(file.id, "upload")) is None
    small = world.app.files.content(sara, file.id, "small.webp")
    assert (small.name, small.size, small.key) == ("صورة-small.webp", 2, key_of(file.id, "small.webp"))
    with pytest.raises(NotFound):
        world.app.files.content(sara, file.id, "upload")


def test_what_grows_beyond_the_quota_is_rejected(world: World, sara: Actor, folder: Path) -> None:
    file = uploaded(world, sara, folder)
    quota = world.app.files.use(sara).quota
    grown = care(world, workshop=Shop(replace(REWRITTEN, size=quota + 1)))
    grown.process(EVENT, FileUploaded(file_id=file.id))
    shown = world.app.files.details(sara, file.id)
    assert shown.rejection
    assert (shown.rejection.code, used(world, sara)) == ("quota_exceeded", 0)


def test_what_grows_within_the_quota_is_counted(world: World, sara: Actor, folder: Path) -> None:
    file = uploaded(world, sara, folder)
    care(world, workshop=Shop(replace(REWRITTEN, size=999))).process(EVENT, FileUploaded(file_id=file.id))
    assert used(world, sara) == 999


def test_what_a_scanner_finds_is_rejected_and_nobody_opens_it(
    world: World, sara: Actor, folder: Path
) -> None:
    file, shop = uploaded(world, sara, folder), Shop(REWRITTEN)
    care(world, scanner=Suspicious(), workshop=shop).process(EVENT, FileUploaded(file_id=file.id))
    shown = world.app.files.details(sara, file.id)
    assert shown.rejection
    assert (shown.rejection.code, shop.orders) == ("infected", [])


def test_a_file_is_looked_into_once_and_not_after_it_is_gone(world: World, sara: Actor, folder: Path) -> None:
    shop = Shop(Flaw.DAMAGED)
    files = care(world, workshop=shop)
    done = ready(world, sara, folder)
    files.process(EVENT, FileUploaded(file_id=done.id))
    gone = uploaded(world, sara, folder)
    world.app.files.delete(sara, gone.id)
    files.process(EVENT, FileUploaded(file_id=gone.id))
    files.process(EVENT, FileUploaded(file_id="nothing"))
    assert shop.orders == []


def test_a_file_that_is_deleted_while_it_is_looked_into_stays_deleted(
    world: World, sara: Actor, folder: Path
) -> None:
    file = uploaded(world, sara, folder)

    class Slow(Shop):
        def work_on(self, order: Order) -> Made | Flaw:
            world.app.files.delete(sara, order.file_id)
            return super().work_on(order)

    care(world, workshop=Slow(REWRITTEN)).process(EVENT, FileUploaded(file_id=file.id))
    assert used(world, sara) == 0
    with pytest.raises(NotFound):
        world.app.files.details(sara, file.id)


def test_events_tell_the_owner_and_the_reason() -> None:
    file = File(
        id=FileId("f"),
        owner_id="o",  # type: ignore[arg-type]  # any text is an id
        organization_id="c",  # type: ignore[arg-type]  # the same
        purpose=Purpose.LOGO,
        name="a.png",
        media_type="image/png",
        size=1,
        created_at=World().clock.now(),
    )
    assert file.parts == ()
    assert file.become_ready(REWRITTEN) == FileReady(file_id="f", owner_id="o")
    assert file.reject(Flaw.DAMAGED) == FileRejected(file_id="f", owner_id="o", reason="damaged")


# what is swept up


def objects(world: World) -> int:
    return len(list(world.memory.files.listing()))


def test_what_nothing_shows_is_deleted_after_a_week_and_its_bytes_go_after_a_month(
    world: World, sara: Actor, folder: Path
) -> None:
    loose, shown = ready(world, sara, folder), ready(world, sara, folder)
    attached(world, shown.id, Audience.NETWORK)
    world.clock.move(6 * DAY)
    assert world.app.care.sweep() == 0
    world.clock.move(2 * DAY)
    world.app.care.sweep()
    with pytest.raises(NotFound):
        world.app.files.details(sara, loose.id)
    assert (used(world, sara), objects(world)) == (len(PNG), 2)
    world.clock.move(31 * DAY)
    assert world.app.care.sweep() == 1
    assert objects(world) == 1
    assert [file.id for file in world.memory.store.files.after("", 10)] == [shown.id]


def test_an_upload_whose_time_is_over_goes_with_what_it_reserved(world: World, sara: Actor) -> None:
    upload = world.app.files.announce(sara, NEW)
    assert world.app.care.sweep() == 0
    world.clock.move(2 * DAY)
    assert world.app.care.sweep() == 1
    assert used(world, sara) == 0
    with pytest.raises(NotFound):
        world.app.files.uploading(sara, upload.id)


def test_an_upload_that_is_finished_during_the_sweep_stays(world: World, sara: Actor, folder: Path) -> None:
    upload = world.app.files.announce(sara, NEW)
    world.clock.move(2 * DAY)
    reader = world.memory.store.files

    class Outdated:
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the reader has
            return getattr(reader, name)

        def unfinished(self, *arguments: Any) -> Any:  # noqa: ANN401 - as the reader has it
            found = reader.unfinished(*arguments)
            world.app.files.finish(sara, upload.id, arrived(folder))
            return found

    outdated: Any = Outdated()
    assert replace(world.app.care, files=outdated).sweep() == 0
    world.memory.settle()
    assert world.app.files.details(sara, upload.id).status is FileStatus.READY


def test_old_objects_of_no_file_are_found_and_swept_up(world: World, sara: Actor, folder: Path) -> None:
    kept = ready(world, sara, folder)
    half = uploaded(world, sara, folder)
    path = arrived(folder).path
    for key in (
        "incoming/abc",
        "00/nothing/upload",
        key_of(kept.id, "content"),
        key_of(half.id, "small.webp"),
    ):
        world.memory.files.put(key, path, "")
    world.clock.move(DAY / 2)
    assert [finding.ok for finding in world.app.care.inspection.findings()] == [True, True, True]
    assert world.app.care.sweep_strays() == 0
    world.clock.move(DAY)
    strays = world.app.care.inspection.findings()[2]
    assert not strays.ok
    assert strays.cause.startswith("4 objects belong to no file: incoming/abc,")
    assert strays.cause.endswith(" and 1 more.")
    assert world.app.care.sweep_strays() == 4
    assert objects(world) == 2
    assert all(finding.ok for finding in world.app.care.inspection.findings())


def test_a_file_whose_object_is_lost_is_found(world: World, sara: Actor, folder: Path) -> None:
    file = ready(world, sara, folder)
    world.memory.files.remove(key_of(file.id, "upload"))
    (storage, lost, strays) = world.app.care.inspection.findings()
    assert (storage.ok, lost.ok, strays.ok) == (True, False, True)
    assert lost.cause == f"1 files have lost their content: {key_of(file.id, 'upload')}."


def test_storage_that_does_not_answer_is_a_finding(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise Unavailable("storage")

    monkeypatch.setattr(world.memory.files, "listing", broken)
    (finding,) = world.app.care.inspection.findings()
    assert not finding.ok


def test_keys_tell_their_file() -> None:
    assert file_in(key_of(FileId("01a2-0a"), "upload")) == "01a2-0a"
    assert file_in("incoming/x") == ""
