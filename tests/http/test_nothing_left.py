"""Somebody who uploaded all kinds of things takes them along, is erased, and is found in no stored byte."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from adapters.memory.mailbox import MemoryMailbox
from adapters.security.passwords import CHEAP
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.contracts.files import a_png
from p2p_core.files.model import Audience, folder_of
from p2p_core.shared.ids import FileId
from tests.http.installed import Installed
from tests.http.site import API
from tests.http.test_resumable import TUS, coded
from tests.servers.fixtures import s3_bucket, s3_server
from tests.servers.s3_buckets import S3
from tests.world import token_in

__all__ = ["s3_bucket", "s3_server"]

ME = f"{API}/users/me"
EMAIL = "zahra@plastics.example"
LETTER = "Zahra was born in Abha, قادرية".encode()
CANARIES = ("Zahra", "Abha", "زهراء", "zahra@", "zahra-papers")
EVERYWHERE = [
    ("folder", "keep_anonymous"),
    ("folder", "delete"),
    ("memory", "delete"),
    ("s3", "keep_anonymous"),
]


class Town(Installed):
    """An installation whose mails lie elsewhere, and whose background work is done when a test says so."""

    mailbox: MemoryMailbox

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.mailbox = MemoryMailbox(clock := SystemClock(), SystemIds(clock))
        super().__init__(folder, CHEAP, **environment)
        self.folder, self.is_open = folder, True
        self.member(EMAIL)
        self.request("PATCH", ME, json={"first_name": "Zahra", "last_name": "زهراء", "bio": "born in Abha"})

    def close(self) -> None:
        """End it; ending it twice is ending it."""
        if self.is_open:
            self.is_open = False
            super().close()

    def settle(self) -> None:
        reactor, outbox, clock = (
            self.container.app().reactor,
            self.container.store().outbox,
            self.container.clock(),
        )
        while due := outbox.claim(100, clock.now(), clock.now()):
            for event_id in due:
                reactor.handle(event_id)

    def uploaded(self, name: str, content: bytes, attached_to: str | None = None) -> FileId:
        given = {"file": (name, content)}
        answer = self.request("POST", f"{API}/files", files=given, data={"purpose": "attachment"})
        assert answer.status_code == 201, answer.text
        self.settle()
        file_id = FileId(answer.json()["id"])
        if attached_to:
            with self.container.store().begin() as tx:
                file = tx.files.find(file_id)
                assert file
                file.attach(attached_to, Audience.NETWORK)
                tx.files.save(file)
        return file_id

    def begun(self) -> None:
        """An upload of which half has arrived."""
        told = coded(filename="zahra-papers.txt", filetype="text/plain", purpose="attachment")
        headers = {**TUS, "upload-length": str(2 * len(LETTER)), "upload-metadata": told}
        place = self.request("POST", f"{API}/files/uploads", headers=headers).headers["location"]
        headers = {**TUS, "content-type": "application/offset+octet-stream", "upload-offset": "0"}
        assert self.request("PATCH", place, content=LETTER, headers=headers).status_code == 204

    def exported(self) -> ZipFile:
        assert self.request("POST", f"{ME}/export").status_code == 202
        self.settle()
        token = next(token_in(mail) for mail in self.mailbox.sent() if "download-export" in mail.text)
        return ZipFile(BytesIO(self.request("POST", f"{ME}/export/download", json={"token": token}).content))

    def erased(self, contributions: str) -> None:
        answer = self.request("POST", f"{ME}/erasure", json={"contributions": contributions})
        assert answer.status_code == 202, answer.text
        self.settle()

    def objects(self) -> dict[str, bytes]:
        storage = self.container.storage()
        return {one.key: b"".join(storage.read(one.key, 0, one.size)) for one in storage.listing()}

    def found_on_disk(self) -> set[tuple[str, str]]:
        """In which files of the installation any of the words stand, as bytes."""
        return {
            (path.relative_to(self.folder).parts[0], word)
            for path in self.folder.rglob("*")
            if path.is_file()
            for word in CANARIES
            if word.encode() in path.read_bytes()
        }


@pytest.fixture
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    environment, kept = {}, getattr(request, "param", "folder")
    if kept == "memory":
        environment["P2P_STORAGE_URL"] = "memory://"
    if kept == "s3":
        s3: S3 = request.getfixturevalue("s3_server")
        environment["P2P_STORAGE_URL"] = f"s3://{request.getfixturevalue('s3_bucket')}/some/where"
        environment |= {"P2P_S3_ENDPOINT": s3.endpoint, "P2P_S3_REGION": s3.region}
        environment |= {"P2P_S3_KEY": s3.key, "P2P_S3_SECRET": s3.secret}
    made = Town(tmp_path, environment)
    yield made
    made.close()


def lived(town: Town) -> dict[str, FileId]:
    """A portrait, a logo, and files that are attached, loose, deleted and half here."""
    for method, place, name in (
        ("PUT", f"{ME}/picture", "zahra-papers.png"),
        ("POST", f"{API}/organizations/me/logo", "Zahra's.png"),
    ):
        answer = town.request(method, place, files={"file": (name, a_png(60, 40))}, headers={"if-match": "*"})
        assert answer.status_code == 200, answer.text
    known = {
        "attached": town.uploaded("zahra-papers.png", a_png(9, 9), "topic:1"),
        "loose": town.uploaded("Zahra.txt", LETTER),
        "deleted": town.uploaded("Abha.txt", LETTER + b" again"),
    }
    town.request("DELETE", f"{API}/files/{known['deleted']}")
    town.begun()
    return known


def test_what_somebody_uploaded_is_in_their_zip_with_their_picture(town: Town) -> None:
    known = lived(town)
    whole = town.exported()
    assert whole.testzip() is None
    told = {row["id"]: row for row in json.loads(whole.read("files.json"))}
    packed = {name.split("/")[1]: name for name in whole.namelist() if name.startswith("files/")}
    assert len(told) == 6
    assert {told[one]["purpose"] for one in packed} == {"picture", "logo", "attachment"}
    assert set(told) - set(packed) == {one for one in told if told[one]["status"] == "uploading"}
    assert packed[known["loose"]] == f"files/{known['loose']}/Zahra.txt"
    assert whole.read(packed[known["loose"]]) == LETTER
    picture = next(packed[one] for one in packed if told[one]["purpose"] == "picture")
    assert whole.read(picture) in town.objects().values()


@pytest.mark.parametrize(("town", "contributions"), EVERYWHERE, indirect=["town"])
def test_who_is_erased_is_found_in_no_row_no_object_and_no_byte(town: Town, contributions: str) -> None:
    known = lived(town)
    town.exported()
    before = town.objects()
    assert len(before) > 10, "pictures in three sizes, and what was uploaded"
    assert any(b"Abha" in content for content in before.values())
    assert {place for place, _ in town.found_on_disk()} >= {"uploads"}

    town.erased(contributions)

    store = town.container.store()
    left = store.files.after("", 100)
    assert {file.name for file in left} == {"file.png"}
    stays = {file.purpose.value for file in left}
    assert stays == ({"logo", "attachment"} if contributions == "keep_anonymous" else {"logo"})
    wanted = {folder_of(file.id) for file in left}
    after = town.objects()
    assert {key.rpartition("/")[0] for key in after} == wanted
    assert (folder_of(known["attached"]) in wanted) == (contributions == "keep_anonymous")
    for content in after.values():
        assert not any(word.encode() in content for word in CANARIES)
    town.close()
    assert town.found_on_disk() == set()
