"""One's own data: taken along as a ZIP through a link that is one's own, and erased on one's wish."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Barrier, current_thread
from zipfile import ZipFile

import pytest

from adapters.memory.storage import PlainWorkshop
from p2p_core.app import Rules
from p2p_core.contracts.stores import at_once
from p2p_core.files.model import Flaw, Made, Purpose, folder_of
from p2p_core.files.ports import Order
from p2p_core.files.shapes import Arrival, FileDetails, NewFile
from p2p_core.identity.access_tokens.model import Scope
from p2p_core.identity.access_tokens.shapes import NewAccessToken
from p2p_core.identity.accounts.shapes import AccountOf
from p2p_core.identity.attempts.model import Budgets
from p2p_core.identity.members.shapes import MemberChanges
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.identity.users.shapes import ProfileChanges
from p2p_core.notifications.model import SentMail
from p2p_core.notifications.own_data.wording import size_of
from p2p_core.own_data.model import Contributions, ErasureRequested, Export, ExportRequested, JobStatus
from p2p_core.own_data.service import OwnFiles
from p2p_core.own_data.shapes import EraseMe, ExportToken
from p2p_core.shared.actor import THE_HOUSE, Actor, Role, Visit
from p2p_core.shared.archives import PIECE, packed
from p2p_core.shared.budgets import Budget
from p2p_core.shared.errors import (
    Conflict,
    Forbidden,
    Gone,
    InvalidToken,
    NotFound,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from p2p_core.shared.ids import ErasureId, EventId, ExportId
from p2p_core.shared.language import Language
from p2p_core.shared.once import Once, Replayed
from p2p_core.shared.plain import json_lines
from tests.unit.test_second_factors import App
from tests.world import MONDAY, PASSPHRASE, World, token_in

KEEP, DELETE = (
    EraseMe(contributions=Contributions.KEEP_ANONYMOUS),
    EraseMe(contributions=Contributions.DELETE),
)


def asked(world: World, actor: Actor) -> SentMail:
    """Ask for an export; the mail with the link."""
    world.app.own_data.exports.request(actor)
    return world.mails()[-1]


def opened(world: World, actor: Actor, token: str) -> Export:
    return world.app.own_data.exports.open(actor, ExportToken(token=token))


def unpacked(world: World, actor: Actor, token: str) -> dict[str, list[dict[str, object]]]:
    exports, export = world.app.own_data.exports, opened(world, actor, token)
    whole = b"".join(exports.part(actor, export, number) for number in range(export.parts))
    assert len(whole) == export.size
    with ZipFile(BytesIO(whole)) as archive:
        assert archive.testzip() is None
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def test_everything_about_a_person_is_in_the_zip_and_no_secret(world: World) -> None:
    sara = world.member()
    world.app.identity.users.change_me(sara, ProfileChanges(bio="85% <b>نعم</b>"))
    App(world, sara).confirm()
    world.app.identity.access_tokens.create(sara, NewAccessToken(name="nightly", scopes=(Scope.READ,)))
    topic = world.topic(sara)
    omar = world.joined(sara)
    world.reply(sara, topic.id)
    world.reply(omar, topic.id)
    files = unpacked(world, sara, token_in(asked(world, sara)))
    assert files["profile.json"][0]["bio"] == "85% <b>نعم</b>"
    assert files["profile.json"][0]["email"] == "sara@plastics.example"
    assert files["organization.json"][0]["name"] == "مصنع الخليج"
    assert [post["body"] for post in files["posts.json"]] == ["نعم، 85%"]
    assert [topic["title"] for topic in files["topics.json"]] == ["Short shots on press 4"]
    assert files["access_tokens.json"][0]["name"] == "nightly"
    assert files["second_factor.json"][0]["confirmed_at"]
    assert files["invitations_sent.json"][0]["email"] == "omar@plastics.example"
    assert {entry["action"] for entry in files["audit.json"]} >= {"signed_in", "export_requested"}
    assert files["sessions.json"][0]["created_at"] == "2026-03-02T08:00:00.000Z"
    for hidden in ("hash", "salt", "key_id", "recovery"):
        assert not [key for rows in files.values() for row in rows for key in row if hidden in key]


def test_an_export_is_pending_then_ready_then_over(world: World) -> None:
    sara, exports = world.member(), world.app.own_data.exports
    with pytest.raises(NotFound):
        exports.mine(sara)
    pending = exports.request(sara)
    assert (pending.status, pending.progress, pending.result_url) == (JobStatus.PENDING, 0, None)
    token = token_in(world.mails()[-1])
    ready = exports.mine(sara)
    assert (ready.status, ready.progress) == (JobStatus.READY, 100)
    assert ready.result_url
    assert opened(world, sara, token).id == ready.id
    world.clock.move(timedelta(days=3))
    sara = world.signed_in()
    assert (exports.mine(sara).status, exports.mine(sara).result_url) == (JobStatus.EXPIRED, None)
    with pytest.raises(Gone):
        opened(world, sara, token)
    assert world.app.retention.forget_expired_credentials() > 0
    with pytest.raises(NotFound):
        exports.mine(sara)


def test_only_the_newest_link_works_and_only_for_whom_it_is_about(world: World) -> None:
    sara = world.member()
    omar = world.joined(sara)
    old = token_in(asked(world, sara))
    export = opened(world, sara, old)
    new = token_in(asked(world, sara))
    with pytest.raises(Gone):
        opened(world, sara, old)
    with pytest.raises(Gone):
        world.app.own_data.exports.part(sara, export, 0)
    with pytest.raises(InvalidToken):
        opened(world, omar, new)
    with pytest.raises(InvalidToken):
        opened(world, sara, "x")
    script = world.app.identity.access_tokens.create(sara, NewAccessToken(name="x", scopes=(Scope.READ,)))
    with pytest.raises(Unauthenticated):
        opened(world, world.app.identity.access_tokens.recognize(script.token).actor, new)


def test_nothing_is_mailed_to_who_may_not_sign_in_any_more(world: World) -> None:
    sara = world.member()
    omar = world.joined(sara)
    before = len(world.mails())
    world.app.own_data.exports.request(omar)
    world.app.identity.members.change(sara, omar.user_id, MemberChanges(status=UserStatus.INACTIVE))
    assert len(world.mails()) == before
    noura = world.joined(sara, "noura@plastics.example")
    before = len(world.mails())
    world.app.own_data.exports.request(noura)
    world.app.identity.members.remove(sara, noura.user_id)
    assert len(world.mails()) == before


def test_an_export_that_made_way_is_neither_packed_nor_mailed(world: World) -> None:
    sara = world.member()
    before = len(world.mails())
    world.app.own_data.exports.request(sara)
    world.app.own_data.exports.request(sara)
    assert len(world.mails()) == before + 1
    world.app.own_data.exports.request(sara)
    world.clock.move(timedelta(days=3))
    assert len(world.mails()) == before + 1


@pytest.mark.parametrize("goes_on", [False, True])
def test_an_export_that_makes_way_while_it_is_packed_is_left(
    world: World, monkeypatch: pytest.MonkeyPatch, *, goes_on: bool
) -> None:
    from p2p_core.own_data import service  # noqa: PLC0415 - beside what is done to it

    sara, exports = world.member(), world.app.own_data.exports
    world.mails()

    def slow(files: object, at: datetime) -> Iterator[bytes]:
        del files
        yield b"x"
        if at == first.requested_at:
            exports.request(sara)
            world.clock.move(timedelta(seconds=1))
            if goes_on:
                yield b"y"

    first = exports.request(sara)
    world.clock.move(timedelta(seconds=1))
    monkeypatch.setattr(service, "packed", slow)
    world.mails()
    newest = exports.mine(sara)
    assert newest.id != first.id
    assert newest.status is JobStatus.READY


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_that_pack_one_export_at_the_same_time_never_mix_their_parts(
    world: World, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    """Each meets the others after every part, and all have packed something else by then."""
    from p2p_core.own_data import service  # noqa: PLC0415 - beside what is done to it

    sara, exports = world.member(), world.app.own_data.exports
    world.mails()
    meeting = Barrier(workers)

    def in_step(files: object, at: datetime) -> Iterator[bytes]:
        del files, at
        mine = current_thread().name.encode()
        for number in range(5):
            meeting.wait(10)
            yield b"%s %d;" % (mine, number)

    monkeypatch.setattr(service, "packed", in_step)
    event = ExportRequested(export_id=exports.request(sara).id)
    at_once(lambda number: exports.put_together(EventId(f"worker {number}"), event), threads=workers)
    export = world.memory.store.exports.find(event.export_id)
    assert export is not None
    assert export.parts == 5
    parts = [exports.part(sara, export, number) for number in range(5)]
    assert len({part.rpartition(b" ")[0] for part in parts}) == 1
    assert len(b"".join(parts)) == export.size
    world.mails()
    with world.memory.store._work() as tables:  # noqa: SLF001 - no reader tells of what lost
        assert len([*tables.export_parts]) == 5
    assert [mail.subject for mail in world.mails()].count("Your data is ready to download") == 1


def test_an_export_that_two_workers_pack_is_that_of_the_first_and_mailed_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slower one was held up for longer than its hold on the work lasts."""
    from p2p_core.own_data import service  # noqa: PLC0415 - beside what is done to it

    sara, exports = world.member(), world.app.own_data.exports
    before = len(world.mails())
    export = exports.request(sara)
    event = ExportRequested(export_id=export.id)

    def held_up(files: object, at: datetime) -> Iterator[bytes]:
        monkeypatch.setattr(service, "packed", packed)
        yield b"what the slower one had found"
        world.memory.settle()
        yield b"and what it finds now"
        del files, at

    monkeypatch.setattr(service, "packed", held_up)
    exports.put_together(EventId("slow"), event)
    assert len(world.mails()) == before + 1
    assert unpacked(world, sara, world.newest_token())["profile.json"]


def test_a_packing_that_storage_breaks_off_leaves_nothing_however_often_it_is_tried(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from p2p_core.own_data import service  # noqa: PLC0415 - beside what is done to it

    sara, exports = world.member(), world.app.own_data.exports
    event = ExportRequested(export_id=exports.request(sara).id)

    def broken_off(files: object, at: datetime) -> Iterator[bytes]:
        yield b"half of it"
        del files, at
        raise Unavailable("storage")

    with monkeypatch.context() as patch:
        patch.setattr(service, "packed", broken_off)
        for number in range(3):
            with pytest.raises(Unavailable):
                exports.put_together(EventId(f"try {number}"), event)
    with world.memory.store._work() as tables:  # noqa: SLF001 - no reader tells of what came to nothing
        assert not [*tables.export_parts]
    world.mails()
    assert exports.mine(sara).status is JobStatus.READY


def test_exports_have_a_budget() -> None:
    world = World(rules=Rules(budgets=Budgets(exports=Budget(2, timedelta(hours=1)))))
    sara = world.member()
    for _ in range(2):
        world.app.own_data.exports.request(sara)
    with pytest.raises(TooMany):
        world.app.own_data.exports.request(sara)
    world.clock.move(timedelta(hours=1))
    world.app.own_data.exports.request(sara)


def test_an_erased_person_is_gone_at_once_and_told_when_it_is_done(world: World) -> None:
    admin = world.member()
    omar = world.joined(admin)
    topic = world.topic(omar)
    job = world.app.own_data.erasures.request(omar, KEEP)
    assert (job.status, job.contributions) == (JobStatus.PENDING, Contributions.KEEP_ANONYMOUS)
    with pytest.raises(NotFound):
        world.app.identity.users.details(admin, omar.user_id)
    with pytest.raises(Unauthenticated):
        world.app.own_data.erasures.request(omar, KEEP)
    mail = world.mails()[-1]
    assert (mail.to, mail.subject) == ("omar@plastics.example", "Your account was erased")
    assert "by a former member" in mail.text
    shown = world.app.forum.topics.details(admin, topic.id)
    assert shown.author.display_name == "Former member · عضو سابق"
    assert world.memory.store.erasure_wishes.find(job.id) is None
    with pytest.raises(Unauthenticated):
        world.app.identity.logins.log_in(Visit(), LogIn(email="omar@plastics.example", password=PASSPHRASE))
    assert world.joined(admin).user_id != omar.user_id


def test_contributions_go_if_somebody_wants_that(world: World) -> None:
    admin = world.member()
    omar = world.joined(admin)
    world.app.identity.users.change_me(omar, ProfileChanges(language=Language.ARABIC))
    topic = world.topic(omar)
    world.app.own_data.erasures.request(omar, DELETE)
    mail = world.mails()[-1]
    assert mail.subject == "تم محو حسابك"
    assert "وأُزيل ما كتبته" in mail.text
    with pytest.raises(NotFound):
        world.app.forum.topics.details(admin, topic.id)


def test_the_last_admin_stays_as_long_as_there_is_anybody_else(world: World) -> None:
    admin = world.member()
    omar = world.joined(admin)
    with pytest.raises(Conflict, match="last_admin"):
        world.app.own_data.erasures.request(admin, KEEP)
    world.app.own_data.erasures.request(omar, KEEP)
    world.mails()
    admin = world.signed_in()
    world.app.own_data.erasures.request(admin, KEEP)
    world.mails()
    with pytest.raises(NotFound):
        world.app.organizations.details(THE_HOUSE, admin.organization_id)


def test_another_admin_may_go(world: World) -> None:
    admin = world.member()
    second = world.joined(admin, role=Role.ADMIN)
    world.joined(admin, "noura@plastics.example")
    world.app.own_data.erasures.request(second, KEEP)
    with pytest.raises(Conflict, match="last_admin"):
        world.app.own_data.erasures.request(admin, KEEP)


def test_being_erased_wants_fresh_proof(world: World) -> None:
    omar = world.joined(world.member())
    world.clock.move(timedelta(minutes=11))
    with pytest.raises(Forbidden, match="reauth_required"):
        world.app.own_data.erasures.request(omar, KEEP)


def test_an_address_is_kept_for_the_last_mail_only_and_not_for_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    omar = world.joined(world.member())
    job = world.app.own_data.erasures.request(omar, KEEP)
    monkeypatch.setattr(world.memory.mailbox, "send", lambda _mail: 1 / 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            world.mails()
        world.clock.move(timedelta(hours=1))
    assert world.memory.store.erasure_wishes.find(job.id)
    world.clock.move(timedelta(days=7))
    world.app.retention.forget_expired_credentials()
    assert world.memory.store.erasure_wishes.find(job.id) is None
    monkeypatch.undo()
    assert "erased" not in world.mails()[-1].subject


def test_what_was_erased_is_not_erased_again(world: World) -> None:
    omar = world.joined(world.member())
    job = world.app.own_data.erasures.request(omar, KEEP)
    before = len(world.mails())
    world.app.own_data.erasures.carry_out(EventId("again"), ErasureRequested(erasure_id=job.id))
    assert len(world.mails()) == before


def test_an_operator_that_is_erased_is_none_any_more(world: World) -> None:
    operator = world.operator()
    world.app.own_data.erasures.request(operator, KEEP)
    world.mails()
    with pytest.raises(NotFound):
        world.app.identity.accounts.promote_operator(AccountOf(email=World.OPERATOR))


def test_a_large_zip_comes_in_pieces_and_the_same_for_the_same() -> None:
    def files() -> Iterator[tuple[str, Iterator[bytes]]]:
        yield "a.json", json_lines([])
        yield "b.json", json_lines(f"{number * 7919 % 99991} {number}" for number in range(200_000))

    pieces = [*packed(files(), MONDAY)]
    assert len(pieces) > 2
    assert all(len(piece) >= PIECE for piece in pieces[:-1])
    assert b"".join(pieces) == b"".join(packed(files(), MONDAY))
    with ZipFile(BytesIO(b"".join(pieces))) as archive:
        assert json.loads(archive.read("a.json")) == []
        assert len(json.loads(archive.read("b.json"))) == 200_000


@pytest.mark.parametrize(("size", "told"), [(1, "1 KB"), (300_000, "293 KB"), (5_000_000, "4.8 MB")])
def test_a_size_is_told_as_people_know_it(size: int, told: str) -> None:
    assert size_of(size) == told


def a_file(world: World, actor: Actor, folder: Path, name: str, content: bytes) -> FileDetails:
    """Something uploaded and looked into."""
    path = folder / name
    path.write_bytes(content)
    arrival = Arrival(
        path=str(path), size=len(content), sha256=sha256(content).hexdigest(), head=content[:100]
    )
    new = NewFile(purpose=Purpose.ATTACHMENT, name=name, size=len(content))
    file = world.app.files.upload(actor, new, arrival)
    world.memory.settle()
    return file


def test_files_are_taken_along_as_far_as_there_is_room(world: World, tmp_path: Path) -> None:
    sara = world.member()
    files = [a_file(world, sara, tmp_path, f"{size}.txt", b"x" * size) for size in (40, 70, 50, 20)]
    swept = a_file(world, sara, tmp_path, "swept.txt", b"x")
    storage = world.memory.files
    storage.remove_folder(folder_of(swept.id))
    own = OwnFiles(files=world.memory.store.files, storage=storage, most=115)
    found = {name: b"".join(content) for name, content in own.of(sara.user_id)}
    told = json.loads(found.pop("files_left_out.json"))
    assert found == {
        f"files/{files[0].id}/40.txt": b"x" * 40,
        f"files/{files[1].id}/70.txt": b"x" * 70,
    }
    assert [(one["name"], one["size"], one["url"]) for one in told] == [
        ("50.txt", 50, files[2].url),
        ("20.txt", 20, files[3].url),
    ]
    more = OwnFiles(files=world.memory.store.files, storage=storage)
    assert [len(b"".join(content)) for _, content in more.of(sara.user_id)] == [40, 70, 50, 20]


def test_objects_of_who_is_erased_go_as_soon_as_storage_answers(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    omar = world.joined(world.member())
    file = a_file(world, omar, tmp_path, "mine.txt", b"words")
    world.app.own_data.erasures.request(omar, KEEP)

    def broken(folder: str) -> None:
        raise Unavailable(folder)

    with monkeypatch.context() as patch:
        patch.setattr(world.memory.files, "remove_folder", broken)
        with pytest.raises(Unavailable):
            world.mails()
    assert world.memory.files.size(f"{folder_of(file.id)}/upload") == 5
    world.clock.move(timedelta(minutes=5))
    world.mails()
    assert [*world.memory.files.listing()] == []


def test_what_is_made_of_a_file_whose_owner_was_erased_meanwhile_is_nobodys(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    omar = world.joined(world.member())
    path = tmp_path / "mine.txt"
    path.write_bytes(b"words")
    arrival = Arrival(path=str(path), size=5, sha256=sha256(b"words").hexdigest(), head=b"words")
    new = NewFile(purpose=Purpose.ATTACHMENT, name="mine.txt", size=5)
    file = world.app.files.upload(omar, new, arrival)
    work = PlainWorkshop.work_on

    def slowly(workshop: PlainWorkshop, order: Order) -> Made | Flaw:
        with world.memory.store.begin() as tx:
            tx.traces.forget(omar.user_id, Contributions.DELETE)
        world.memory.files.remove_folder(folder_of(file.id))
        path.write_bytes(b"words")
        world.memory.files.put(f"{folder_of(file.id)}/upload", str(path), "text/plain")
        return work(workshop, order)

    monkeypatch.setattr(PlainWorkshop, "work_on", slowly)
    world.mails()
    assert world.memory.store.files.find(file.id) is None
    assert [*world.memory.files.listing()] == []


def once(actor: Actor, operation: str) -> Once:
    return Once(caller=actor.user_id, operation=operation, key="key", content="asked")


def test_an_export_that_is_asked_for_again_is_the_same_until_another_takes_its_place(world: World) -> None:
    sara, exports = world.member(), world.app.own_data.exports
    omar = world.joined(sara)
    first = exports.request(sara, once(sara, "requestExport"))
    world.mails()
    with pytest.raises(Replayed) as repeated:
        exports.request(sara, once(sara, "requestExport"))
    again = exports.asked_before(sara, ExportId(repeated.value.result))
    assert (again.id, again.status) == (first.id, JobStatus.READY)
    with pytest.raises(NotFound):
        exports.asked_before(omar, first.id)
    exports.request(sara)
    with pytest.raises(NotFound):
        exports.asked_before(sara, first.id)


def test_a_wish_to_be_erased_that_comes_again_is_the_same_until_nobody_is_left_to_ask(world: World) -> None:
    admin = world.member()
    omar, erasures = world.joined(admin), world.app.own_data.erasures
    wish = erasures.request(omar, KEEP, once(omar, "eraseMe"))
    with pytest.raises(Replayed) as repeated:
        erasures.request(omar, KEEP, once(omar, "eraseMe"))
    assert erasures.wished_before(omar, ErasureId(repeated.value.result)) == wish
    with pytest.raises(Unauthenticated):
        erasures.wished_before(admin, wish.id)
    world.mails()
    with pytest.raises(Unauthenticated):
        erasures.wished_before(omar, wish.id)
