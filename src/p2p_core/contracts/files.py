"""What every store promises about files, and every storage about objects."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from struct import pack
from tempfile import TemporaryDirectory
from zlib import compress, crc32

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, an_organization
from p2p_core.contracts.expect import raises
from p2p_core.contracts.file_builders import a_file
from p2p_core.contracts.stores import at_once, stored_author
from p2p_core.files.model import UPLOAD, FileStatus, Flaw, Made, key_of
from p2p_core.files.ports import FileStore, Order, Scanner, Verdict, Workshop
from p2p_core.files.shapes import StorageUse
from p2p_core.shared.errors import NotFound, Stale
from p2p_core.shared.ids import FileId, OrganizationId

_DAY = timedelta(days=1)
_QUOTA = 5 * 1024**3
_PARALLEL = 50


def a_png(width: int = 3, height: int = 2) -> bytes:
    """A real picture, as small as one can be."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))

    rows = b"".join(b"\0" + b"\x10\x80\xf0" * width for _ in range(height))
    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", compress(rows)) + chunk(b"IEND", b"")
    )


class FilesContract:
    """Files in and out, and storage that is counted exactly."""

    store: Store

    def test_a_file_comes_back_whole(self) -> None:
        file = a_file(stored_author(self.store))
        with self.store.begin() as tx:
            tx.files.add(file)
            assert tx.files.find(file.id) == file
            assert tx.files.find(FileId("nothing")) is None
        assert self.store.files.find(file.id) == file
        assert self.store.files.find(FileId("nothing")) is None
        assert self.store.files.among({file.id, FileId("nothing")}) == [file]

    def test_a_changed_file_has_the_next_version_and_who_comes_late_is_told(self) -> None:
        file = a_file(stored_author(self.store))
        with self.store.begin() as tx:
            tx.files.add(file)
            late = tx.files.find(file.id)
            file.detach()
            tx.files.save(file)
            assert file.version == 9
            assert tx.files.find(file.id) == file
        assert late is not None
        with raises(Stale), self.store.begin() as tx:
            tx.files.save(late)

    def test_a_dropped_file_is_not_there(self) -> None:
        file = a_file(stored_author(self.store))
        with self.store.begin() as tx:
            tx.files.add(file)
            tx.files.drop(file.id)
            tx.files.drop(file.id)
            assert tx.files.find(file.id) is None

    def test_files_are_walked_through_by_their_ids(self) -> None:
        owner = stored_author(self.store)
        files = [a_file(owner) for _ in range(3)]
        with self.store.begin() as tx:
            for file in files:
                tx.files.add(file)
        first = self.store.files.after("", 2)
        assert first == files[:2]
        assert self.store.files.after(first[-1].id, 2) == files[2:]

    def test_storage_is_reserved_up_to_the_quota_and_given_back(self) -> None:
        owner = stored_author(self.store)
        ours = owner.organization_id
        assert self.store.files.use(ours) == StorageUse(used=0, quota=_QUOTA)
        with self.store.begin() as tx:
            assert tx.files.reserve(ours, _QUOTA - 1)
            assert not tx.files.reserve(ours, 2)
            assert tx.files.reserve(ours, 1)
            assert not tx.files.reserve(ours, 1)
            tx.files.release(ours, 10)
        assert self.store.files.use(ours) == StorageUse(used=_QUOTA - 10, quota=_QUOTA)

    def test_what_one_organization_uses_is_not_anothers(self) -> None:
        owner = stored_author(self.store)
        other = an_organization(slug="other")
        with self.store.begin() as tx:
            tx.organizations.add(other)
            assert tx.files.reserve(owner.organization_id, _QUOTA)
            assert tx.files.reserve(other.id, 5)
        assert self.store.files.use(other.id).used == 5
        with raises(NotFound):
            self.store.files.use(OrganizationId("nobody"))

    def test_many_who_reserve_at_once_never_exceed_the_quota(self) -> None:
        owner = stored_author(self.store)
        tenth = _QUOTA // 10
        got: list[bool] = []

        def reserve(_: int) -> None:
            with self.store.begin() as tx:
                won = tx.files.reserve(owner.organization_id, tenth)
            got.append(won)

        at_once(reserve, _PARALLEL)
        assert sum(got) == 10
        assert self.store.files.use(owner.organization_id).used == _QUOTA

    def test_what_is_to_be_swept_up_is_found_and_nothing_else(self) -> None:
        owner = stored_author(self.store)
        names = ("shown", "loose", "young", "uploading", "late", "gone")
        files = {name: a_file(owner) for name in names}
        for file in files.values():
            file.deleted_at = None
        for name in ("loose", "young", "uploading", "late", "gone"):
            files[name].detach()
        files["young"].created_at = NOON + _DAY
        files["late"].expires_at = NOON
        files["uploading"].status = files["late"].status = FileStatus.UPLOADING
        files["gone"].delete(NOON)
        with self.store.begin() as tx:
            for file in files.values():
                tx.files.add(file)
        found = self.store.files
        moment = NOON + timedelta(hours=1)
        assert found.unfinished(moment, 10) == [files["late"]]
        assert found.unattached(moment, 10) == [files["loose"]]
        assert found.deleted(moment, 10) == [files["gone"]]
        assert found.deleted(NOON, 10) == []
        assert found.unattached(moment + _DAY, 1) == [files["loose"]]


class FileStoreContract:
    """Objects in and out, whole, in pieces and not at all."""

    storage: FileStore
    key = "0a/01a20378-0000-7000-8000-00000000000a/upload"

    def put(self, content: bytes, key: str | None = None) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder, "arrived")
            path.write_bytes(content)
            self.storage.put(key or self.key, str(path), "image/png")

    def read(self, start: int, length: int) -> bytes:
        return b"".join(self.storage.read(self.key, start, length))

    def test_an_object_comes_back_whole_and_in_parts(self) -> None:
        content = bytes(range(256)) * 5000
        self.put(content)
        assert self.storage.size(self.key) == len(content)
        assert self.read(0, len(content)) == content
        assert self.read(1000, 1) == content[1000:1001]
        assert self.read(len(content) - 5, 5) == content[-5:]
        assert self.read(300_000, 700_000) == content[300_000:1_000_000]

    def test_it_is_fetched_into_a_file(self) -> None:
        self.put(b"content")
        with TemporaryDirectory() as folder:
            path = Path(folder, "fetched")
            self.storage.fetch(self.key, str(path))
            assert path.read_bytes() == b"content"

    def test_an_object_of_nothing_is_an_object(self) -> None:
        self.put(b"")
        assert self.storage.size(self.key) == 0
        assert self.read(0, 0) == b""

    def test_a_second_one_takes_the_place_of_the_first(self) -> None:
        self.put(b"a long first content")
        self.put(b"second")
        assert self.read(0, 6) == b"second"
        assert self.storage.size(self.key) == 6

    def test_what_is_not_there_is_not_found_and_may_be_removed(self) -> None:
        assert self.storage.size(self.key) is None
        with raises(NotFound):
            self.read(0, 1)
        with TemporaryDirectory() as folder, raises(NotFound):
            self.storage.fetch(self.key, str(Path(folder, "fetched")))
        self.storage.remove(self.key)
        self.storage.remove_folder("0a/nothing")

    def test_a_removed_object_is_gone_and_its_neighbours_stay(self) -> None:
        self.put(b"one")
        self.put(b"two", f"{self.key}.webp")
        self.storage.remove(self.key)
        assert self.storage.size(self.key) is None
        assert self.storage.size(f"{self.key}.webp") == 3

    def test_a_removed_folder_takes_all_that_is_in_it_and_nothing_else(self) -> None:
        other = "0a/01a20378-0000-7000-8000-00000000000b/upload"
        self.put(b"one")
        self.put(b"two", f"{self.key}.webp")
        self.put(b"three", other)
        self.storage.remove_folder(self.key.rpartition("/")[0])
        assert [stored.key for stored in self.storage.listing()] == [other]

    def test_everything_is_listed_with_its_size(self) -> None:
        assert list(self.storage.listing()) == []
        self.put(b"one")
        self.put(b"three", "0b/01a20378-0000-7000-8000-00000000000b/content")
        listed = {stored.key: stored for stored in self.storage.listing()}
        assert {key: stored.size for key, stored in listed.items()} == {
            self.key: 3,
            "0b/01a20378-0000-7000-8000-00000000000b/content": 5,
        }
        assert all(stored.modified_at.tzinfo for stored in listed.values())

    def test_storage_that_works_says_so(self) -> None:
        self.storage.ping()


class WorkshopContract:
    """Looking into files."""

    storage: FileStore
    workshop: Workshop
    file_id = FileId("01a20378-0000-7000-8000-00000000000a")

    def work_on(self, content: bytes, media_type: str, *, square: bool = False) -> Made | Flaw:
        with TemporaryDirectory() as folder:
            path = Path(folder, "arrived")
            path.write_bytes(content)
            self.storage.put(key_of(self.file_id, UPLOAD), str(path), media_type)
        return self.workshop.work_on(
            Order(file_id=self.file_id, part=UPLOAD, media_type=media_type, square=square)
        )

    def test_text_stays_as_it_is(self) -> None:
        text = "درجة الحرارة < 40 و الضغط > 3\n".encode()
        assert self.work_on(text, "text/plain") == Made(
            part=UPLOAD, size=len(text), sha256=sha256(text).hexdigest()
        )

    def test_a_picture_tells_how_large_it_is_and_what_is_stored_is_what_is_told(self) -> None:
        made = self.work_on(a_png(6, 4), "image/png")
        assert isinstance(made, Made)
        assert (made.width, made.height, made.duration) == (6, 4, None)
        for part, size, digest in (
            (made.part, made.size, made.sha256),
            *((variant.name, variant.size, variant.sha256) for variant in made.variants),
        ):
            content = b"".join(self.storage.read(key_of(self.file_id, part), 0, size))
            assert (len(content), sha256(content).hexdigest()) == (size, digest)

    def test_working_on_it_again_gives_the_same(self) -> None:
        assert self.work_on(a_png(), "image/png") == self.work_on(a_png(), "image/png")

    def test_a_picture_that_was_cut_off_is_damaged(self) -> None:
        assert self.work_on(a_png()[: len(a_png()) * 2 // 3], "image/png") is Flaw.DAMAGED


class ScannerContract:
    """What looks for malicious programs lets everything else through."""

    scanner: Scanner

    def test_what_is_harmless_is_clean(self) -> None:
        assert self.scanner.scan(iter(())) is Verdict.CLEAN
        assert self.scanner.scan(b"harmless" * 10_000 for _ in range(3)) is Verdict.CLEAN

    def test_it_says_that_it_is_at_work(self) -> None:
        self.scanner.ping()
