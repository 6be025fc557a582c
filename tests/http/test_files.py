"""Files over HTTP: uploaded as forms, handed out whole and in parts, never to the wrong people."""

import asyncio
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from entrypoints.http.forms import FRAMING
from p2p_core.contracts.files import a_png
from p2p_core.files.model import Audience, key_of
from p2p_core.files.policy import MOST_AT_ONCE
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import FileId, OrganizationId
from tests.http.site import API, Site

FILES = f"{API}/files"
PNG = a_png(6, 4)
MakeSite = Callable[..., Site]


def upload(
    site: Site, content: bytes = PNG, name: str = "صورة.png", media_type: str = "image/png"
) -> httpx.Response:
    return site.post(FILES, files={"file": (name, content, media_type)}, data={"purpose": "attachment"})


def ready(site: Site, content: bytes = PNG, audience: Audience | None = None) -> dict[str, Any]:
    """A file that was uploaded and looked into, and shown to these people."""
    file: dict[str, Any] = upload(site, content).json()
    site.world.memory.settle()
    if audience:
        with site.world.memory.store.begin() as tx:
            found = tx.files.find(FileId(file["id"]))
            assert found
            found.attach("topic:1", audience)
            tx.files.save(found)
    return file


def form(*parts: tuple[str, bytes], boundary: str = "x") -> bytes:
    """A form by hand: heads and contents of its parts."""
    body = b"".join(
        f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    )
    return body + f"--{boundary}--\r\n".encode()


def sent(site: Site, body: bytes, media_type: str = "multipart/form-data; boundary=x") -> httpx.Response:
    return site.post(FILES, content=body, headers={"content-type": media_type})


def codes(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


def left_over(site: Site) -> list[str]:
    folder = site.uploads
    return [path.name for path in folder.iterdir()] if folder.exists() else []


# uploading


def test_a_file_is_uploaded_looked_into_and_fetched(site: Site) -> None:
    site.member()
    answer = upload(site)
    file = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{FILES}/{file['id']}"
    assert (file["status"], file["name"], file["size"]) == ("processing", "صورة.png", len(PNG))
    assert file["sha256"] == sha256(PNG).hexdigest()
    assert site.get(file["url"]).json()["code"] == "file_not_ready"
    site.world.memory.settle()
    shown = site.get(answer.headers["location"]).json()
    assert (shown["status"], shown["width"], shown["height"]) == ("ready", 6, 4)
    assert site.get(file["url"]).content == PNG
    assert left_over(site) == []


def test_a_rejected_file_says_why_in_the_readers_language(site: Site) -> None:
    site.member()
    file = ready(site, PNG[:-20])
    told = site.get(f"{FILES}/{file['id']}", headers={"accept-language": "ar"}).json()
    assert told["rejection"]["code"] == "damaged"
    assert told["rejection"]["message"].startswith("الملف تالف")
    assert site.get(file["url"]).json()["code"] == "file_rejected"


def test_who_is_not_signed_in_uploads_nothing(site: Site) -> None:
    assert upload(site).status_code == 401
    assert site.post(FILES, content=b"{}", headers={"content-type": "application/json"}).status_code == 415


def test_every_failing_part_is_named(site: Site) -> None:
    site.member()
    file = ('name="file"; filename="a.png"', PNG)
    purpose = ('name="purpose"', b"attachment")
    assert codes(sent(site, form(file))) == [("purpose", "required")]
    assert codes(sent(site, form(purpose))) == [("file", "required")]
    assert codes(sent(site, form(purpose, file, file, purpose))) == [
        ("file", "repeated"),
        ("purpose", "repeated"),
    ]
    assert codes(sent(site, form(purpose, file, ('name="other"', b"1")))) == [("other", "unknown_field")]
    assert codes(sent(site, form(('name="purpose"', b"picture"), file))) == [("purpose", "not_a_choice")]
    assert codes(sent(site, form(('name="purpose"', b"\xff"), file))) == [("purpose", "not_a_choice")]
    assert codes(sent(site, form(purpose, ('name="file"', PNG)))) == [("file", "bad_file_name")]
    assert codes(upload(site, b"")) == [("file", "empty_file")]
    assert codes(upload(site, name="a.svg")) == [("file", "unsupported_file_type")]
    assert codes(upload(site, b"%PDF-1.7")) == [("file", "type_mismatch")]
    assert left_over(site) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        form(('name="file"; filename="a.png"', PNG))[:-10],
        form(('name="purpose"', b"attachment"), boundary="y"),
        b"--x\r\nContent-Disposition: attachment\r\n\r\n\r\n--x--\r\n",
        form(*[(f'name="f{number}"', b"") for number in range(11)]),
    ],
)
def test_a_form_that_is_none_is_refused(site: Site, body: bytes) -> None:
    site.member()
    answer = sent(site, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_request")
    assert left_over(site) == []


@pytest.mark.parametrize("boundary", ["", '; boundary=""', "; boundary=" + "x" * 71])
def test_a_boundary_is_needed_and_has_a_length(site: Site, boundary: str) -> None:
    site.member()
    assert sent(site, form(), f"multipart/form-data{boundary}").status_code == 400


def test_what_is_announced_as_too_long_is_refused_before_it_is_read(site: Site) -> None:
    site.member()
    framing = [
        (b"content-type", b"multipart/form-data; boundary=x"),
        (b"content-length", str(MOST_AT_ONCE + FRAMING + 1).encode()),
    ]
    assert site.told(FILES, framing, [])[0] == 413


def test_what_is_too_long_is_refused_while_it_is_read_whatever_was_announced(site: Site) -> None:
    site.member()
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    piece = b"\0" * (1024 * 1024)
    pulled: list[int] = []

    def endless() -> Any:  # noqa: ANN401 - messages
        yield {"type": "http.request", "body": head, "more_body": True}
        while True:
            pulled.append(1)
            yield {"type": "http.request", "body": piece, "more_body": True}

    cookie = "; ".join(f"{name}={value}" for name, value in site.browser.cookies.items()).encode()
    framing = [
        (b"content-type", b"multipart/form-data; boundary=x"),
        (b"transfer-encoding", b"chunked"),
        (b"cookie", cookie),
    ]
    status, problem = site.told(FILES, framing, endless())
    assert (status, problem["code"]) == (413, "payload_too_large")
    assert len(pulled) == MOST_AT_ONCE // len(piece) + 1
    assert left_over(site) == []


def test_a_client_that_goes_away_leaves_nothing(site: Site) -> None:
    site.member()
    cookie = "; ".join(f"{name}={value}" for name, value in site.browser.cookies.items()).encode()
    framing = [(b"content-type", b"multipart/form-data; boundary=x"), (b"cookie", cookie)]
    begun = form(('name="file"; filename="a.png"', b"\0" * 1_000_000))[:-100]
    messages: list[dict[str, object]] = [
        {"type": "http.request", "body": begun, "more_body": True},
        {"type": "http.disconnect"},
    ]
    assert site.told(FILES, framing, messages)[0] == 400
    assert left_over(site) == []
    assert site.world.app.files.use(site.world.signed_in()).used == 0


def test_a_field_is_short(site: Site) -> None:
    site.member()
    assert sent(site, form(('name="purpose"', b"a" * 1001))).status_code == 413


def test_a_full_disk_is_told_and_heals(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.member()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("entrypoints.http.staging.os.write", full)
        assert upload(site).status_code == 503
    assert left_over(site) == []
    assert upload(site).status_code == 201


def test_a_full_storage_is_told(site: Site) -> None:
    site.member()
    actor = site.world.signed_in()
    quota = site.world.app.files.use(actor).quota
    with site.world.memory.store.begin() as tx:
        assert tx.files.reserve(actor.organization_id, quota)
    answer = upload(site)
    assert (answer.status_code, answer.json()["code"]) == (409, "quota_exceeded")


def test_fifty_uploads_at_once_fill_the_storage_and_no_more(site: Site) -> None:
    me = site.member()
    content = b"x" * 1000
    with site.world.memory.store.begin() as tx:
        organization = tx.organizations.hold(OrganizationId(me["organization"]["id"]))
        organization.storage_quota = 7 * len(content) + 500
        tx.organizations.save(organization)

    async def all_at_once() -> list[httpx.Response]:
        return await asyncio.gather(
            *(
                site.browser.post(FILES, files={"file": ("a.txt", content)}, data={"purpose": "attachment"})
                for _ in range(50)
            )
        )

    answers = site.run(all_at_once())
    assert sorted(answer.status_code for answer in answers) == [201] * 7 + [409] * 43
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"quota_exceeded"}
    site.world.memory.settle()
    assert site.world.app.files.use(site.world.signed_in()).used == 7 * len(content)
    assert left_over(site) == []


def test_an_upload_that_is_sent_again_is_one_file(site: Site) -> None:
    site.member()
    body, other = (
        form(('name="purpose"', b"attachment"), ('name="file"; filename="a.png"', content))
        for content in (PNG, a_png(1, 1))
    )
    headers = {"content-type": "multipart/form-data; boundary=x", "idempotency-key": "one"}
    first, again, different = (
        site.post(FILES, content=content, headers=headers) for content in (body, body, other)
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.json(), again.headers["idempotent-replayed"]) == (first.json(), "true")
    assert (different.status_code, different.json()["code"]) == (409, "idempotency_key_reused")
    assert site.world.app.files.use(site.world.signed_in()).used == len(PNG)
    assert len(list(site.world.memory.files.listing())) == 1


# handing out


def test_a_part_of_a_file_is_fetched(site: Site) -> None:
    site.member()
    url = ready(site)["url"]
    answer = site.get(url, headers={"range": "bytes=8-15"})
    assert (answer.status_code, answer.content) == (206, PNG[8:16])
    assert answer.headers["content-range"] == f"bytes 8-15/{len(PNG)}"
    assert answer.headers["content-length"] == "8"
    assert site.get(url, headers={"range": "bytes=-4"}).content == PNG[-4:]
    beyond = site.get(url, headers={"range": f"bytes={len(PNG)}-"})
    assert (beyond.status_code, beyond.json()["code"]) == (416, "range_not_satisfiable")
    assert beyond.headers["content-range"] == f"bytes */{len(PNG)}"


def test_a_part_is_only_given_of_the_file_that_was_begun(site: Site) -> None:
    site.member()
    url = ready(site)["url"]
    etag = site.get(url).headers["etag"]
    same = {"range": "bytes=0-0", "if-range": etag}
    assert site.get(url, headers=same).status_code == 206
    for other in ('"another"', f"W/{etag}", "Wed, 21 Oct 2026 07:28:00 GMT"):
        assert site.get(url, headers={**same, "if-range": other}).content == PNG


def test_what_a_client_has_is_not_sent_again(site: Site) -> None:
    site.member()
    url = ready(site)["url"]
    etag = site.get(url).headers["etag"]
    answer = site.get(url, headers={"if-none-match": etag, "range": "bytes=0-0"})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)


def test_head_tells_the_length_and_sends_nothing(site: Site) -> None:
    site.member()
    answer = site.request("HEAD", ready(site)["url"], headers={"range": "bytes=0-0"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(PNG))
    assert answer.headers["accept-ranges"] == "bytes"


def test_a_browser_is_kept_from_making_more_of_a_file_than_it_is(site: Site) -> None:
    site.member()
    picture, text = ready(site)["url"], upload(site, b"a,b\n1,2\n", "list.csv", "text/csv").json()["url"]
    site.world.memory.settle()
    shown, saved = site.get(picture), site.get(text)
    assert "sandbox" in shown.headers["content-security-policy"]
    assert shown.headers["content-disposition"].startswith("inline; filename=\"____.png\"; filename*=UTF-8''")
    assert unquote(shown.headers["content-disposition"].rpartition("''")[2]) == "صورة.png"
    assert saved.headers["content-disposition"].startswith("attachment;")
    assert saved.headers["content-type"] == "text/csv; charset=utf-8"
    opened = site.get(picture, headers={"sec-fetch-dest": "document"})
    assert opened.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("audience", "colleague", "stranger", "visitor"),
    [
        (None, 404, 404, 401),
        (Audience.ORGANIZATION, 200, 404, 401),
        (Audience.NETWORK, 200, 200, 401),
        (Audience.PUBLIC, 200, 200, 200),
    ],
)
def test_a_file_is_there_for_its_audience_alone(
    site: Site, audience: Audience | None, colleague: int, stranger: int, visitor: int
) -> None:
    site.member()
    url = ready(site, audience=audience)["url"]
    owner = site.world.signed_in()
    assert site.get(url).status_code == 200
    site.member("omar@metals.example")
    assert site.get(url).status_code == stranger
    assert site.get(f"{url}?variant=small.webp").status_code == 404
    other = site.world.signed_in("omar@metals.example")
    with site.world.memory.store.begin() as tx:
        user = tx.users.get(other.user_id)
        user.organization_id = owner.organization_id
        tx.users.save(user)
    assert site.get(url).status_code == colleague
    site.browser.cookies.clear()
    answer = site.get(url)
    assert answer.status_code == visitor
    assert site.get(url, headers={"cookie": "p2p_session=ended"}).status_code == visitor
    if visitor == 200:
        assert answer.headers["cache-control"] == "public, max-age=3600"


def test_a_private_file_is_kept_by_no_shared_cache(site: Site) -> None:
    site.member()
    headers = site.get(ready(site)["url"]).headers
    assert (headers["cache-control"], headers["vary"]) == ("private, no-cache", "Cookie, Authorization")


def test_a_deleted_file_is_gone(site: Site) -> None:
    site.member()
    file = ready(site)
    stale = site.request("DELETE", f"{FILES}/{file['id']}", headers={"if-match": '"1"'})
    assert (stale.status_code, stale.json()["version"]) == (412, 3)
    assert site.request("DELETE", f"{FILES}/{file['id']}").status_code == 204
    assert site.request("DELETE", f"{FILES}/{file['id']}").status_code == 404
    assert site.get(file["url"]).status_code == 404
    assert site.get(f"{FILES}/nothing").status_code == 404


def test_where_storage_hands_out_by_itself_the_browser_is_sent_there(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.member()
    url = ready(site)["url"]
    asked: list[tuple[str, ...]] = []

    def link(*arguments: str) -> str:
        asked.append(arguments)
        return "https://files.example/signed"

    monkeypatch.setattr(site.world.memory.files, "link", link)
    answer = site.get(url, headers={"range": "bytes=0-0"})
    assert (answer.status_code, answer.headers["location"]) == (302, "https://files.example/signed")
    assert answer.headers["cache-control"] == "no-store"
    assert asked[0][1:] == ("image/png", asked[0][2])
    assert asked[0][2].startswith("inline;")


def test_what_storage_has_lost_is_told_before_the_answer_begins(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.member()
    file = ready(site)
    site.world.memory.files.remove(key_of(FileId(file["id"]), "upload"))
    assert site.get(file["url"]).status_code == 503

    def broken(*_: object) -> None:
        raise Unavailable("storage")

    monkeypatch.setattr(site.world.memory.files, "read", broken)
    assert site.get(file["url"]).status_code == 503
