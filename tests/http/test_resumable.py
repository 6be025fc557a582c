"""Uploads piece by piece, as clients of the tus protocol do them: in pieces, cut off, too much, twice."""

import base64
import errno
import fcntl
import os
from hashlib import sha1, sha256
from typing import Any

import httpx
import pytest

from entrypoints.uploads import Piece, Uploads
from p2p_core.contracts.files import a_png
from p2p_core.files.model import UPLOAD, Made
from p2p_core.files.policy import LONGEST_UPLOAD
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import FileId
from tests.http.site import API, Site

UPLOADS = f"{API}/files/uploads"
PNG = a_png(60, 40)
TUS = {"tus-resumable": "1.0.0"}


def coded(**values: str) -> str:
    """Metadata as clients send it."""
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


def announced(site: Site, content: bytes = PNG, **changes: str) -> httpx.Response:
    told = {"filename": "صورة.png", "filetype": "image/png", "purpose": "attachment", **changes}
    headers = {**TUS, "upload-length": str(len(content)), "upload-metadata": coded(**told)}
    return site.post(UPLOADS, headers=headers)


def begun(site: Site, content: bytes = PNG) -> str:
    answer = announced(site, content)
    assert answer.status_code == 201, answer.text
    return answer.headers["location"]


def sent(site: Site, place: str, offset: int, content: bytes, **headers: str) -> httpx.Response:
    typed = {**TUS, "content-type": "application/offset+octet-stream", "upload-offset": str(offset)}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.request("PATCH", place, content=content, headers={**typed, **named})


def offset(site: Site, place: str) -> int:
    answer = site.request("HEAD", place, headers=TUS)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    return int(answer.headers["upload-offset"])


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def of(place: str) -> str:
    """The file that an upload becomes."""
    return place.replace("/uploads", "")


def test_a_file_in_three_pieces_becomes_one_like_any_other(site: Site) -> None:
    site.member()
    place = begun(site)
    assert offset(site, place) == 0
    for start, end in ((0, 20), (20, 50), (50, len(PNG))):
        answer = sent(site, place, start, PNG[start:end])
        assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(end))
        assert answer.headers["tus-resumable"] == "1.0.0"
    site.world.memory.settle()
    file = site.get(of(place)).json()
    assert (file["status"], file["sha256"], file["name"]) == ("ready", sha256(PNG).hexdigest(), "صورة.png")
    assert site.get(file["url"]).content == PNG
    assert [path.name for path in site.uploads.iterdir()] == [f"{file['id']}.ended"]
    assert code(sent(site, place, len(PNG), b"")) == (409, "upload_finished")
    assert code(site.request("DELETE", place, headers=TUS)) == (409, "upload_finished")


def test_a_client_that_missed_the_last_answer_learns_that_all_has_arrived(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.member()
    place = begun(site)
    sent(site, place, 0, PNG)
    made = Made(part=UPLOAD, size=7, sha256="x")  # what is shown in its place is shorter
    monkeypatch.setattr("adapters.memory.storage.PlainWorkshop.work_on", lambda *_: made)
    site.world.memory.settle()
    assert site.get(of(place)).json()["size"] == 7
    assert offset(site, place) == len(PNG)
    assert site.get(place, headers=TUS).headers["upload-length"] == str(len(PNG))
    for path in site.uploads.iterdir():
        path.unlink()  # two days later, or at another server
    assert offset(site, place) == 7


def test_where_an_upload_stands_tells_again_what_was_announced(site: Site) -> None:
    site.member()
    told = site.get(begun(site), headers=TUS).headers["upload-metadata"]
    assert told == coded(filename="صورة.png", filetype="image/png", purpose="attachment")


def test_what_is_possible_is_told(site: Site) -> None:
    site.member()
    told = site.request("OPTIONS", UPLOADS)
    assert told.headers["tus-version"] == "1.0.0"
    assert told.headers["tus-extension"] == "creation,expiration,checksum,termination"
    assert told.headers["tus-max-size"] == str(LONGEST_UPLOAD)
    answer = announced(site)
    assert answer.headers["upload-expires"].endswith(" GMT")
    assert answer.headers["upload-offset"] == "0"


def test_another_version_of_the_protocol_is_told_ours(site: Site) -> None:
    site.member()
    answer = site.post(UPLOADS, headers={"tus-resumable": "0.2.2"})
    assert code(answer) == (412, "tus_version")
    assert answer.headers["tus-version"] == "1.0.0"


def test_an_announcement_is_refused_for_what_no_upload_could_mend(site: Site) -> None:
    site.member()
    refused: list[tuple[dict[str, str], str]] = [
        ({"filename": "a.svg"}, "file"),
        ({"filename": ""}, "file"),
        ({"filetype": "text/html"}, "file"),
        ({"purpose": "picture"}, "purpose"),
    ]
    for changes, field in refused:
        answer = announced(site, PNG, **changes)
        assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_an_announcement_has_a_length_within_the_limits(site: Site) -> None:
    site.member()
    told = {**TUS, "upload-metadata": coded(filename="a.mp4", purpose="attachment")}
    for length, status in (
        (str(LONGEST_UPLOAD), 201),
        (str(LONGEST_UPLOAD + 1), 413),
        ("", 422),
        ("-1", 422),
        ("x", 422),
        ("0", 422),
        ("1" * 40, 422),
    ):
        assert site.post(UPLOADS, headers={**told, "upload-length": length}).status_code == status, length


@pytest.mark.parametrize("metadata", [b"filename \xe4", b"filename %%%", b"filename /w=="])
def test_metadata_that_is_none_is_refused(site: Site, metadata: bytes) -> None:
    site.member()
    told: Any = {**TUS, "upload-length": "5", "upload-metadata": metadata}
    assert site.post(UPLOADS, headers=told).json()["errors"][0]["code"] == "not_tus_metadata"
    assert site.post(UPLOADS, headers={**told, "upload-metadata": "a" * 5000}).status_code == 400


def test_an_announcement_that_is_sent_again_is_one_upload(site: Site) -> None:
    site.member()
    told = coded(filename="a.png", purpose="attachment")
    headers = {**TUS, "upload-length": "5", "upload-metadata": told, "idempotency-key": "one"}
    first, again = site.post(UPLOADS, headers=headers), site.post(UPLOADS, headers=headers)
    assert first.headers["location"] == again.headers["location"]
    assert again.headers["idempotent-replayed"] == "true"
    other = site.post(UPLOADS, headers={**headers, "upload-length": "6"})
    assert code(other) == (409, "idempotency_key_reused")


def test_a_piece_goes_where_the_last_one_ended_and_nowhere_else(site: Site) -> None:
    site.member()
    place = begun(site)
    sent(site, place, 0, PNG[:20])
    for wrong in (0, 19, 21):
        assert code(sent(site, place, wrong, b"x")) == (409, "offset_mismatch")
    assert sent(site, place, 20, b"x", content_type="text/plain").status_code == 415
    assert sent(site, place, 20, b"", upload_offset="x").status_code == 422
    assert offset(site, place) == 20


def test_more_than_was_announced_is_refused_and_what_fits_is_not_lost(site: Site) -> None:
    site.member()
    place = begun(site)
    sent(site, place, 0, PNG[:20])
    assert sent(site, place, 20, PNG[20:] + b"more").status_code == 413
    assert offset(site, place) == 20
    assert sent(site, place, 20, PNG[20:]).status_code == 204


def cut_off(site: Site, place: str, content: bytes, *more: tuple[bytes, bytes]) -> int:
    """Send a piece whose connection breaks before its end."""
    cookie = "; ".join(f"{name}={value}" for name, value in site.browser.cookies.items()).encode()
    framing = [
        (b"content-type", b"application/offset+octet-stream"),
        (b"upload-offset", b"0"),
        (b"cookie", cookie),
        (b"tus-resumable", b"1.0.0"),
        *more,
    ]
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": content, "more_body": True},
        {"type": "http.disconnect"},
    ]
    return site.told(place, framing, messages, method="PATCH")[0]


def test_what_arrived_of_a_piece_that_was_cut_off_is_kept(site: Site) -> None:
    site.member()
    place = begun(site)
    assert cut_off(site, place, PNG[:33]) == 400
    assert offset(site, place) == 33
    assert sent(site, place, 33, PNG[33:]).status_code == 204


def test_a_checksum_is_held_against_its_piece_and_half_a_piece_is_not_kept(site: Site) -> None:
    site.member()
    place = begun(site)
    checksum = "sha1 " + base64.b64encode(sha1(PNG[:20], usedforsecurity=False).digest()).decode()
    assert code(sent(site, place, 0, PNG[:19] + b"x", upload_checksum=checksum)) == (460, "checksum_mismatch")
    assert cut_off(site, place, PNG[:10], (b"upload-checksum", checksum.encode())) == 400
    assert offset(site, place) == 0
    assert sent(site, place, 0, PNG[:20], upload_checksum=checksum).status_code == 204
    for wrong in ("md5 x", "sha1", "sha1 "):
        assert sent(site, place, 20, b"x", upload_checksum=wrong).status_code == 422


def test_an_upload_goes_on_after_a_restart(make_site: Any) -> None:  # noqa: ANN401 - the fixture
    site = make_site()
    site.member()
    place = begun(site)
    sent(site, place, 0, PNG[:20])
    again = Site(world=site.world, uploads=site.uploads)
    try:
        again.browser.cookies.update(site.browser.cookies)
        assert offset(again, place) == 20
        assert sent(again, place, 20, PNG[20:]).status_code == 204
    finally:
        again.close()


def test_only_one_request_adds_at_a_time(site: Site) -> None:
    site.member()
    place = begun(site)
    sent(site, place, 0, PNG[:20])
    (path,) = site.uploads.iterdir()
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert code(sent(site, place, 20, PNG[20:])) == (423, "upload_busy")
    assert sent(site, place, 20, PNG[20:]).status_code == 204


def test_a_given_up_upload_is_gone_with_its_bytes(site: Site) -> None:
    site.member()
    place = begun(site)
    sent(site, place, 0, PNG[:20])
    assert site.request("DELETE", place, headers=TUS).status_code == 204
    assert list(site.uploads.iterdir()) == []
    assert site.world.app.files.use(site.world.signed_in()).used == 0
    for answer in (site.get(place, headers=TUS), sent(site, place, 20, b"x")):
        assert answer.status_code == 404


@pytest.mark.parametrize("checked", [False, True])
def test_an_upload_that_is_given_up_while_its_last_piece_comes_is_not_there(
    site: Site, monkeypatch: pytest.MonkeyPatch, *, checked: bool
) -> None:
    site.member()
    actor, place = site.world.signed_in(), begun(site)
    file_id = place.rpartition("/")[2]
    kept = Piece._written  # noqa: SLF001 - the moment is in the middle of a request

    async def given_up_meanwhile(piece: Piece) -> None:
        await kept(piece)
        if list(site.uploads.iterdir()):
            site.world.app.files.abandon(actor, FileId(file_id))
            Uploads(site.uploads).drop(file_id)

    monkeypatch.setattr(Piece, "_written", given_up_meanwhile)
    checksum = base64.b64encode(sha1(PNG, usedforsecurity=False).digest()).decode()
    told = {"upload_checksum": f"sha1 {checksum}"} if checked else {}
    assert code(sent(site, place, 0, PNG, **told)) == (404, "not_found")
    assert list(site.uploads.iterdir()) == []


@pytest.mark.parametrize("header", ["upload-offset", "tus-resumable", "upload-checksum"])
def test_a_header_of_tus_that_is_said_twice_is_refused(site: Site, header: str) -> None:
    site.member()
    place = begun(site)
    twice = [(header.encode(), b"0"), (header.encode(), b"0")]
    headers = [(b"content-type", b"application/offset+octet-stream"), *twice]
    assert site.told(place, headers, [{"type": "http.request", "body": b"x"}], method="PATCH")[0] == 400


def test_other_bytes_than_were_announced_end_the_upload(site: Site) -> None:
    site.member()
    place = begun(site, b"x" * 50)
    answer = sent(site, place, 0, b"x" * 50)
    assert answer.json()["errors"][0]["code"] == "type_mismatch"
    assert site.get(place, headers=TUS).status_code == 404
    assert list(site.uploads.iterdir()) == []


def test_storage_that_is_out_of_order_at_the_end_takes_it_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.member()
    place = begun(site)

    def broken(*_: object) -> None:
        raise Unavailable("storage")

    with monkeypatch.context() as patch:
        patch.setattr(site.world.memory.files, "put", broken)
        assert sent(site, place, 0, PNG).status_code == 503
    # who heard that all is here would send nothing more, and nobody would have it kept
    assert offset(site, place) == len(PNG) - 1
    assert code(sent(site, place, len(PNG) - 2, PNG[-2:])) == (409, "offset_mismatch")
    assert sent(site, place, len(PNG) - 1, b"xx").status_code == 413
    last = sent(site, place, len(PNG) - 1, PNG[-1:])
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(PNG)))
    site.world.memory.settle()
    assert site.get(of(place)).json()["sha256"] == sha256(PNG).hexdigest()


def test_an_upload_that_was_whole_when_the_server_died_is_kept_when_its_client_comes_back(site: Site) -> None:
    site.member()
    place = begun(site)
    sent(site, place, 0, PNG[:20])
    (path,) = site.uploads.iterdir()
    path.write_bytes(PNG)
    assert offset(site, place) == len(PNG) - 1
    assert sent(site, place, len(PNG), b"").status_code == 204
    assert offset(site, place) == len(PNG)


def test_a_full_disk_keeps_what_fitted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.member()
    place = begun(site)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("entrypoints.uploads.os.write", full)
        assert sent(site, place, 0, PNG).status_code == 503
    assert offset(site, place) == 0
    assert sent(site, place, 0, PNG).status_code == 204


@pytest.mark.parametrize(("call", "content"), [("open", PNG[:500]), ("fsync", PNG[:500]), ("ftruncate", PNG)])
def test_a_disk_that_is_out_of_order_is_said_to_be(
    site: Site, monkeypatch: pytest.MonkeyPatch, call: str, content: bytes
) -> None:
    site.member()
    place = begun(site)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    checksum = {"upload-checksum": "sha1 bm8gc3VjaCBjb250ZW50"} if call == "ftruncate" else {}
    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        assert code(sent(site, place, 0, content, **checksum)) == (503, "unavailable")
    assert sent(site, place, offset(site, place), PNG[offset(site, place) :]).status_code == 204


def test_what_nobody_comes_back_for_is_swept_up(site: Site) -> None:
    site.member()
    place = begun(site)
    sent(site, place, 0, PNG[:20])
    site.web.uploads.end("another", 5)
    lying = [*site.uploads.iterdir(), site.uploads / "half.part"]
    lying[-1].write_bytes(b"x")
    assert len(lying) == 3
    site.web.uploads.sweep()
    assert all(path.exists() for path in lying)
    for old in lying:
        os.utime(old, (0, 0))
    site.web.uploads.sweep()
    assert list(site.uploads.iterdir()) == []
