"""What holds for every operation, those of tomorrow included: they are found in the OpenAPI document."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from entrypoints.http.catalogue import STATUS_OF
from tests.http.promises import the_document
from tests.http.site import API, Site
from tests.http.test_forum import NO_ID, codes

FORUMS = f"{API}/forums"
OPERATIONS = [
    (method.upper(), path, one)
    for path, item in the_document()["paths"].items()
    for method, one in sorted(item.items())
]
IDS = [one["operationId"] for *_, one in OPERATIONS]
EVERY = pytest.mark.parametrize(("method", "path", "one"), OPERATIONS, ids=IDS)
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
LISTS = [
    (path, one)
    for method, path, one in OPERATIONS
    if method == "GET" and any(part.get("name") == "cursor" for part in one.get("parameters", []))
]
EVERY_LIST = pytest.mark.parametrize(("path", "one"), LISTS, ids=[one["operationId"] for _, one in LISTS])
UNCOUNTED = {"getTasks", "listExpertise"}
"""An overview with a page in it, and suggestions, of which the first few are wanted."""


NEEDED = {"searchForum": "q=x"}
"""What a list can't be asked for without."""


@pytest.fixture
def desk(site: Site) -> Site:
    site.operator()
    return site


def real(site: Site, path: str) -> str:
    """The path with the ids of things that are there, as far as this test knows how to make them."""
    if "{topic_id}" in path:
        path = path.replace("{topic_id}", site.topic()["id"])
    if "{category_id}" in path:
        path = path.replace("{category_id}", site.category())
    if "{post_id}" in path:
        post = site.post(f"{FORUMS}/topics/{site.topic()['id']}/posts", {"body": "x"})
        path = path.replace("{post_id}", post.json()["id"])
    return unknown(path)


def listed(site: Site, path: str, one: dict[str, Any], *query: str) -> str:
    """The address of a list, asked in this way."""
    asked = "&".join([*filter(None, [NEEDED.get(one["operationId"])]), *query])
    return f"{real(site, path)}{'?' if asked else ''}{asked}"


def unknown(path: str) -> str:
    """The path with ids of nothing."""
    return "/".join(NO_ID if part.startswith("{") else part for part in path.split("/"))


MAY_ASK_TO_SIGN_IN = {"getFileContent"}
"""What visitors may have some of: for the rest they are asked who they are, whether it exists or not."""


@EVERY
def test_without_a_session_only_what_says_so_is_done(
    site: Site, method: str, path: str, one: dict[str, Any]
) -> None:
    answer = site.request(method, unknown(path))

    needs_one = bool(one["security"]) and {} not in one["security"]
    asks_for_one = one["operationId"] in MAY_ASK_TO_SIGN_IN
    assert (answer.status_code == 401) == (needs_one or asks_for_one)


@EVERY
def test_another_sites_page_changes_nothing(desk: Site, method: str, path: str, one: dict[str, Any]) -> None:
    before = desk.kept()
    answer = desk.request(method, unknown(path), headers={"sec-fetch-site": "cross-site"})

    assert (answer.status_code == 403 and answer.json()["code"] == "cross_origin") == (method in UNSAFE), one
    assert desk.kept() == before


@EVERY
def test_a_parameter_that_nobody_knows_is_refused(
    desk: Site, method: str, path: str, one: dict[str, Any]
) -> None:
    body: dict[str, Any] = {"content": b"{}", "headers": {"content-type": "application/json"}}
    if "application/json" not in one.get("requestBody", {}).get("content", {"application/json": {}}):
        body = {}  # one that comes in pieces is not read before the query is
    for stranger in ("callback=x", "_method=DELETE", "include=author"):
        answer = desk.request(method, f"{unknown(path)}?{stranger}", **(body if method in UNSAFE else {}))
        if answer.status_code != 403:  # a role that not even an operator has
            assert codes(answer)[stranger.partition("=")[0]] == "unknown_parameter", one


@pytest.mark.parametrize("path", sorted(the_document()["paths"]))
def test_each_path_has_its_methods_and_no_others(desk: Site, path: str) -> None:
    methods = {method.upper() for method in the_document()["paths"][path]}
    possible = methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())

    told = desk.request("OPTIONS", unknown(path))
    assert (told.status_code, set(told.headers["allow"].split(", "))) == (204, possible)
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "FOO"} - possible:
        refused = desk.request(method, unknown(path))
        assert (refused.status_code, set(refused.headers["allow"].split(", "))) == (405, possible)


def test_reading_changes_nothing_but_one_view(desk: Site) -> None:
    paths = [real(desk, path) for method, path, _ in OPERATIONS if method == "GET"]
    for path in paths:
        desk.get(path)
    desk.settle()
    before = desk.kept()

    for path in [*paths, "/", "/verify-email", "/docs", "/docs/problems", "/dev/mailbox", "/nowhere"]:
        for method in ("GET", "HEAD", "OPTIONS"):
            desk.request(method, path)
            desk.request(method, path, headers={"sec-fetch-site": "cross-site", "sec-purpose": "prefetch"})
    desk.settle()

    assert desk.kept() == before
    assert sum(map(len, before.values())) > 10, "there was something to change"


@pytest.mark.parametrize("path", [path for method, path, _ in OPERATIONS if method == "GET"])
def test_every_answer_says_who_may_keep_it_and_head_is_like_get(desk: Site, path: str) -> None:
    found = real(desk, path)
    get, head = desk.get(found), desk.request("HEAD", found)
    caching = get.headers["cache-control"]

    if path.startswith((f"{API}/auth", f"{API}/admin", "/health")) or get.status_code >= 400:
        assert caching == "no-store"
    elif caching != "public, max-age=300":
        assert caching == "private, no-cache"
        assert get.headers["vary"] == "Cookie, Authorization, Accept-Language, Accept-Encoding"
    changing = {"x-request-id", "date"} | ({"content-length"} if path.startswith("/health") else set())
    assert (head.status_code, head.content) == (get.status_code, b"")
    for name in get.headers.keys() - changing:
        assert head.headers[name] == get.headers[name]


@EVERY_LIST
def test_every_list_is_paged_and_counted_alike(desk: Site, path: str, one: dict[str, Any]) -> None:
    counted = desk.get(listed(desk, path, one, "limit=1", "count=true"))

    if one["operationId"] in UNCOUNTED:
        assert codes(counted) == {"count": "unknown_parameter"}
        return
    page = counted.json()
    assert set(page) == {"items", "next_cursor", "total"}
    assert len(page["items"]) <= 1
    assert set(desk.get(listed(desk, path, one)).json()) == {"items", "next_cursor"}


@EVERY_LIST
@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("limit=0", {"limit": "too_small"}),
        ("limit=101", {"limit": "too_large"}),
        ("limit=1&limit=1", {"limit": "repeated"}),
        ("limit=1;count=true", {"limit": "not_a_number"}),
        ("limit=%31%30%30%30", {"limit": "too_large"}),
        ("limit=1e2", {"limit": "not_a_number"}),
        ("count=TRUE", {"count": "not_a_switch"}),
        ("cursor=AAAA", {"cursor": "invalid_cursor"}),
        ("limit[]=5", {"limit[]": "unknown_parameter"}),
        ("Limit=5", {"Limit": "unknown_parameter"}),
    ],
)
def test_every_list_refuses_what_it_can_not_read(
    desk: Site, path: str, one: dict[str, Any], query: str, errors: dict[str, str]
) -> None:
    if one["operationId"] in UNCOUNTED and "count" in errors:
        errors = {"count": "unknown_parameter"}
    assert codes(desk.get(listed(desk, path, one, query))) == errors


@EVERY_LIST
def test_a_cursor_of_another_list_leads_nowhere(desk: Site, path: str, one: dict[str, Any]) -> None:
    other = f"{FORUMS}/topics" if path.endswith("/categories") else f"{FORUMS}/categories"
    for _ in range(2):
        desk.topic()
    cursor = desk.get(f"{other}?limit=1").json()["next_cursor"]
    assert cursor

    refused = desk.get(listed(desk, path, one, "limit=1", f"cursor={cursor}"))
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_cursor"), one


def test_the_order_of_refusal(site: Site) -> None:
    """One request with every fault there is, mended one by one."""
    site.operator()
    category = site.post(f"{FORUMS}/categories", {"name": "Moulds", "name_ar": "القوالب"})
    etag = category.headers["etag"]
    operator = site.browser.cookies["p2p_session"]
    site.browser.cookies.clear()  # or signing in would end the other session
    site.member()
    member = site.browser.cookies["p2p_session"]
    site.browser.cookies.clear()
    path = category.headers["location"]
    gone = path.replace(path.rpartition("/")[2], NO_ID)
    sent: dict[str, Any] = {"content": b"{" * 600_000}
    headers = {"content-type": "text/plain", "sec-fetch-site": "cross-site", "if-match": '"7-x"'}
    method = "PUT"

    def refusal() -> tuple[int, str]:
        answer = site.request(method, address, headers=headers, **sent)
        return answer.status_code, answer.json()["code"] if answer.status_code >= 400 else ""

    address = f"{API}/nowhere?colour=red"
    assert refusal() == (404, "not_found")
    address = f"{gone}?colour=red"
    assert refusal() == (405, "method_not_allowed")
    method = "PATCH"
    assert refusal() == (413, "payload_too_large")
    sent["content"] = b"{"
    assert refusal() == (415, "unsupported_media_type")
    headers["content-type"] = "application/json"
    assert refusal() == (401, "unauthenticated")
    headers["cookie"] = f"p2p_session={member}"
    assert refusal() == (403, "cross_origin")
    del headers["sec-fetch-site"]
    assert refusal() == (403, "forbidden")
    headers["cookie"] = f"p2p_session={operator}"
    assert refusal() == (422, "validation_failed")
    address = gone
    assert refusal() == (400, "malformed_json")
    sent["content"] = b'{"slug": "A"}'
    assert refusal() == (422, "validation_failed")
    sent["content"] = b'{"slug": "general"}'
    assert refusal() == (404, "not_found")
    address = path
    assert refusal() == (412, "version_conflict")
    headers["if-match"] = etag
    assert refusal() == (409, "slug_taken")
    sent["content"] = b'{"slug": "moulds-and-dies"}'
    assert refusal() == (200, "")


def _failing(site: Site, monkeypatch: pytest.MonkeyPatch) -> httpx.Response:
    def fail(*_: object) -> None:
        raise RuntimeError("SELECT secret FROM inside")

    monkeypatch.setattr("entrypoints.http.auth.read_body", fail)
    return site.post(f"{API}/auth/login", {})


def _unavailable(site: Site, monkeypatch: pytest.MonkeyPatch) -> httpx.Response:
    monkeypatch.setattr(site.lanes.write, "_most", 0)
    return site.post(f"{API}/auth/email/resend", {"email": "a@b.example"})


def _misdirected(site: Site, monkeypatch: pytest.MonkeyPatch) -> httpx.Response:
    monkeypatch.setattr("entrypoints.http.edge.Edge._is_meant", lambda *_: False)
    return site.get("/health")


JSON = {"content-type": "application/json"}
REFUSALS: dict[int, Callable[[Site, pytest.MonkeyPatch], httpx.Response]] = {
    400: lambda site, _: site.post(f"{API}/auth/login", content=b"{", headers=JSON),
    401: lambda site, _: site.get(f"{FORUMS}/topics"),
    403: lambda site, _: site.post(f"{API}/auth/login", {}, headers={"origin": "https://evil.example"}),
    404: lambda site, _: site.get("/nowhere"),
    405: lambda site, _: site.request("DELETE", f"{FORUMS}/topics"),
    413: lambda site, _: site.post(f"{API}/auth/login", content=b" " * 600_000, headers=JSON),
    415: lambda site, _: site.post(
        f"{API}/auth/login", content=b"<a/>", headers={"content-type": "text/xml"}
    ),
    421: _misdirected,
    422: lambda site, _: site.post(f"{API}/auth/login", {}),
    500: _failing,
    503: _unavailable,
}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_of_any_kind_is_as_well_dressed_as_any_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    answer = REFUSALS[status](site, monkeypatch)  # the site holds every answer against what all promise

    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert ("retry-after" in answer.headers) == (status in {429, 503})


def test_every_kind_of_refusal_that_needs_no_session_was_looked_at() -> None:
    elsewhere = {408, 409, 410, 412, 429}  # in test_bodies, test_categories and test_auth
    of_files = {416, 423, 460}  # in test_ranges and test_resumable
    assert set(STATUS_OF.values()) - elsewhere - of_files == set(REFUSALS)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["*"], 304),
        (["{etag}"], 304),
        (["W/{etag}"], 304),
        (['"a", W/"b,c" ,{etag}'], 304),
        (['"a"', "{etag}"], 304),
        (['"1-x"'], 200),
        (["1-x"], 200),
        ([""], 200),
        (['"*"'], 200),
    ],
)
def test_if_none_match_compares_all_of_each_tag(desk: Site, lines: list[str], status: int) -> None:
    path = f"{FORUMS}/topics/{desk.topic()['id']}"
    first = desk.get(path)
    sent = [("if-none-match", line.replace("{etag}", first.headers["etag"])) for line in lines]

    for method in ("GET", "HEAD"):
        answer = desk.request(method, path, headers=sent)
        assert answer.status_code == status
        for name in ("etag", "cache-control", "vary"):
            assert answer.headers[name] == first.headers[name]
        assert (answer.content == b"") == (status == 304 or method == "HEAD")


@pytest.mark.parametrize(
    "name",
    ["authorization", "content-encoding", "content-type", "idempotency-key", "origin", "sec-fetch-site"],
)
def test_what_decides_is_said_once(desk: Site, name: str) -> None:
    value = {"content-type": "application/json", "content-encoding": "identity"}.get(name, "same-origin")
    content = json.dumps({"name": "Moulds", "name_ar": "القوالب"}).encode()
    sent = [(name, value), (name, value)] + [("content-type", "application/json")] * (name != "content-type")

    answer = desk.request("POST", f"{FORUMS}/categories", content=content, headers=sent)

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_request")


def test_cookies_on_several_lines_are_one_header(site: Site) -> None:
    site.member()
    secret = site.browser.cookies["p2p_session"]
    site.browser.cookies.clear()
    mine = ("cookie", f"p2p_session={secret}")

    for lines, status in (
        ([("cookie", "theme=dark"), mine], 200),
        ([mine, ("cookie", "theme=dark")], 200),
        ([mine, ("cookie", "p2p_session=planted")], 401),
        ([mine, mine], 401),
    ):
        assert site.get(f"{API}/auth/session", headers=lines).status_code == status


def test_nothing_in_a_body_names_a_thing_that_is_not_there(desk: Site) -> None:
    topic = {"title": "A good title", "body": "A body that is long enough", "category_id": NO_ID}
    path = f"{FORUMS}/topics/{desk.topic()['id']}/posts"

    assert codes(desk.post(f"{FORUMS}/topics", topic)) == {"category_id": "not_found"}
    assert codes(desk.post(path, {"body": "x", "parent_id": NO_ID})) == {"parent_id": "not_found"}
    assert codes(desk.post(path, {"body": "x", "attachment_ids": [NO_ID]})) == {
        "attachment_ids.0": "not_found"
    }
