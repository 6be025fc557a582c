"""What surrounds every operation: names, headers, methods, hosts, other sites, and failures."""

import json
from dataclasses import replace
from ipaddress import ip_network

import pytest

from entrypoints.http.headers import API_POLICY
from entrypoints.setting_values import Environment, LogLevel, Secret
from tests.http.conftest import MakeSite
from tests.http.site import API, SIGN_UP, Site, development

PRODUCTION = development(
    env=Environment.PRODUCTION,
    public_url="https://p2p.example.org",
    secret_keys=(Secret("k" * 40),),
    open_docs=False,
)
LOGIN = f"{API}/auth/login"


def test_an_answer_carries_the_request_id_that_was_sent(site: Site) -> None:
    assert site.get("/health", headers={"x-request-id": "abc-1.2_3"}).headers["x-request-id"] == "abc-1.2_3"


@pytest.mark.parametrize("wild", ["", "x" * 65, "a b", "a\x7f", "é", "<script>"])
def test_a_request_id_that_is_not_a_sane_token_is_replaced(site: Site, wild: str) -> None:
    answer = site.get("/health", headers={"x-request-id": wild.encode("latin-1")})

    assert answer.headers["x-request-id"] != wild


def test_every_log_line_of_a_request_carries_its_id(site: Site) -> None:
    site.get("/health", headers={"x-request-id": "look-for-me"})
    site.close()

    assert "look-for-me" in site.log.getvalue()


def test_requests_are_told_at_the_level_of_information(make_site: MakeSite) -> None:
    site = make_site(development(log_level=LogLevel.WARNING))
    site.get("/health")
    site.close()

    assert site.log.getvalue() == ""


def test_no_secret_reaches_the_log(make_site: MakeSite) -> None:
    site = make_site()
    token = site.sign_up()
    site.post(f"{API}/auth/email/verify", {"token": token})
    session = site.log_in().cookies["p2p_session"]
    site.get(f"{API}/auth/session?token={token}")
    site.close()

    log = site.log.getvalue()
    assert '"path":"/api/v1/auth/session"' in log
    assert token not in log
    assert session not in log
    assert SIGN_UP["password"] not in log
    assert SIGN_UP["email"] not in log


@pytest.mark.parametrize(
    "path", ["/nowhere", "/api/v1", "/api/v1/forums/topics/a/b/c", "/api/v1/auth", "/..%2f"]
)
def test_a_path_that_nobody_serves_is_a_problem_too(site: Site, path: str) -> None:
    assert site.get(path).json()["code"] == "not_found"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "FOO"])
def test_a_method_that_is_not_there_is_refused_with_those_that_are(site: Site, method: str) -> None:
    answer = site.request(method, f"{API}/forums/topics")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_no_header_or_parameter_changes_the_method(site: Site) -> None:
    answer = site.get(f"{API}/auth/login?_method=POST", headers={"x-http-method-override": "POST"})

    assert answer.status_code == 405


@pytest.mark.parametrize("path", ["/health", f"{API}/forums/categories", "/nowhere"])
def test_head_answers_like_get_without_the_body(site: Site, path: str) -> None:
    site.member()

    get, head = site.get(path), site.request("HEAD", path)

    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


def test_options_tells_the_methods(site: Site) -> None:
    answer = site.request("OPTIONS", f"{API}/forums/topics")

    assert answer.status_code == 204
    assert {"GET", "HEAD", "POST"} <= {method.strip() for method in answer.headers["allow"].split(",")}


def test_an_answer_of_the_api_may_load_nothing_and_stand_in_no_frame(site: Site) -> None:
    for answer in (site.get("/health"), site.get("/nowhere"), site.post(LOGIN, {})):
        assert answer.headers["content-security-policy"] == API_POLICY.decode()
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"


def test_an_unforeseen_failure_says_nothing_of_the_inside(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("SELECT secret FROM inside")

    monkeypatch.setattr("entrypoints.http.auth.read_body", fail)
    answer = site.post(LOGIN, {})

    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "SELECT" not in answer.text


def test_a_failure_outside_of_every_route_is_a_problem_too(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("SELECT secret FROM inside")

    monkeypatch.setattr("entrypoints.http.origins.CrossOriginAccess.preflight", fail)
    answer = site.get("/health")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"


OWN = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "https://anything.example"},
        {"sec-fetch-site": "cross-site", "origin": "https://listed.example"},
        {"origin": OWN},
        {"origin": "http://localhost:3000", "host": "localhost:3000"},
    ],
)
def test_a_request_of_our_own_pages_or_of_a_program_is_taken(
    make_site: MakeSite, headers: dict[str, str]
) -> None:
    site = make_site(development(cors_origins=("https://listed.example",)))

    assert site.post(LOGIN, {"email": "a", "password": "b"}, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": OWN},
        {"sec-fetch-site": "nonsense"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"{OWN}.evil.example"},
        {"origin": "http://127.0.0.1"},
        {"origin": "https://listed.example.evil.example"},
        {"origin": "https://listedxexample"},
        {"origin": "http://listed.example"},
    ],
)
@pytest.mark.parametrize("path", ["signup", "login", "email/verify", "email/resend"])
def test_a_request_of_another_sites_page_is_refused(
    make_site: MakeSite, headers: dict[str, str], path: str
) -> None:
    site = make_site(development(cors_origins=("https://listed.example",)))
    answer = site.post(f"{API}/auth/{path}", {}, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "cross_origin")
    assert "access-control-allow-origin" not in answer.headers


def test_who_is_not_signed_in_is_told_so_before_where_the_request_came_from(site: Site) -> None:
    answer = site.post(f"{API}/auth/logout", headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 401


def test_another_sites_page_cannot_log_anybody_out(site: Site) -> None:
    site.member()

    assert site.post(f"{API}/auth/logout", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert site.get(f"{API}/auth/session").status_code == 200


def test_reading_from_another_site_is_not_an_act(site: Site) -> None:
    assert site.get("/health", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_a_listed_origin_may_read_answers_and_ask_first(make_site: MakeSite) -> None:
    site = make_site(development(cors_origins=("https://listed.example",)))
    origin = {"origin": "https://listed.example"}

    asked = site.request("OPTIONS", LOGIN, headers={**origin, "access-control-request-method": "POST"})
    read = site.get("/health", headers=origin)

    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert {"Authorization", "Idempotency-Key"} <= set(
        asked.headers["access-control-allow-headers"].split(", ")
    )
    assert read.headers["access-control-allow-origin"] == "https://listed.example"
    assert read.headers["access-control-allow-credentials"] == "true"
    assert "Origin" in read.headers["vary"]


OTHER_ORIGINS = [
    "null",
    "https://listed.example.evil.example",
    "https://evil-listed.example",
    "https://listedxexample",
    "https://LISTED.example",
    "https://listed.example/",
    "https://listed.example.",
    "https://listed.example:443",
    "https://listed.example:8443",
    "http://listed.example",
    "https://user@listed.example",
    "https://listed.example, https://evil.example",
    "https://sub.listed.example",
    "listed.example",
    "*",
    OWN,
]


@pytest.mark.parametrize("origin", OTHER_ORIGINS)
def test_an_origin_that_is_not_listed_is_told_nothing(make_site: MakeSite, origin: str) -> None:
    site = make_site(development(cors_origins=("https://listed.example",)))
    asking = {"origin": origin, "access-control-request-method": "PATCH"}

    for answer in (
        site.request("OPTIONS", LOGIN, headers=asking),
        site.get("/health", headers={"origin": origin}),
        site.get("/nowhere", headers={"origin": origin}),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["vary"] == "Origin", "a cache must not give one origin's answer to another"


def test_a_listed_origin_may_read_refusals_as_well(make_site: MakeSite) -> None:
    site = make_site(development(cors_origins=("https://listed.example", "https://other.example")))

    for origin in ("https://listed.example", "https://other.example"):
        for path in ("/nowhere", "/api/v1/auth/session", "/api/v1/forums/topics?limit=0"):
            refused = site.get(path, headers={"origin": origin})
            assert refused.status_code >= 400
            assert refused.headers["access-control-allow-origin"] == origin
            exposed = set(refused.headers["access-control-expose-headers"].split(", "))
            assert {"X-Request-ID", "Retry-After", "ETag", "Location", "Idempotent-Replayed"} <= exposed


def test_a_browser_that_asks_first_is_told_all_that_operations_take(make_site: MakeSite) -> None:
    site = make_site(development(cors_origins=("https://listed.example",)))
    asking = {
        "origin": "https://listed.example",
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "content-type,if-match",
    }

    told = site.request("OPTIONS", f"{API}/forums/categories/x", headers=asking)

    assert (told.status_code, told.content) == (204, b"")
    assert told.headers["access-control-allow-origin"] == "https://listed.example"
    assert told.headers["access-control-allow-credentials"] == "true"
    assert {"PATCH", "PUT", "DELETE", "POST", "GET"} <= set(
        told.headers["access-control-allow-methods"].split(", ")
    )
    assert {"Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"} <= set(
        told.headers["access-control-allow-headers"].split(", ")
    )
    assert int(told.headers["access-control-max-age"]) <= 86_400


def test_without_listed_origins_nobody_is_told_of_any(site: Site) -> None:
    answer = site.get("/health", headers={"origin": "https://listed.example"})

    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert "vary" not in answer.headers


@pytest.mark.parametrize("host", ["p2p.example.org", "P2P.Example.Org", "p2p.example.org:443"])
def test_our_host_is_ours_however_it_is_written(make_site: MakeSite, host: str) -> None:
    assert make_site(PRODUCTION).get("/api/v1/auth/session", headers={"host": host}).status_code == 401


@pytest.mark.parametrize(
    "host",
    ["p2p.example.org:80", "p2p.example.org:8443", "p2p.example.org.", "xp2p.example.org", "127.0.0.1"],
)
def test_a_host_beside_ours_is_not_ours(make_site: MakeSite, host: str) -> None:
    assert make_site(PRODUCTION).get("/api/v1/auth/session", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("name", ["x-forwarded-host", "forwarded", "x-original-url", "x-rewrite-url"])
def test_no_header_names_another_host_or_path(make_site: MakeSite, name: str) -> None:
    sent = {name: "host=evil.example" if name == "forwarded" else "/health"}
    site = make_site(replace(PRODUCTION, trusted_proxies=(ip_network("127.0.0.0/8"),)))

    assert site.get("/api/v1/auth/session", headers=sent).json()["code"] == "unauthenticated"


def test_outside_development_only_our_own_host_is_served(make_site: MakeSite) -> None:
    site = make_site(PRODUCTION)

    assert site.get("/api/v1/auth/session").status_code == 401
    refused = site.get("/api/v1/auth/session", headers={"host": "evil.example"})
    assert (refused.status_code, refused.json()["code"]) == (421, "misdirected_request")
    assert site.get("/health", headers={"host": "10.0.0.7"}).status_code == 200


@pytest.mark.parametrize("host", ["a b", "evil.example/path", "user@evil.example", "é", "x" * 300])
def test_what_is_no_host_is_refused(site: Site, host: str) -> None:
    answer = site.get("/health", headers={"host": host.encode("latin-1")})

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_request")


def test_a_401_says_how_to_come_in_and_makes_no_browser_ask_for_a_password(site: Site) -> None:
    unknown = site.get(f"{API}/auth/session")
    wrong = site.log_in("nobody@plastics.example")

    assert {answer.headers["www-authenticate"] for answer in (unknown, wrong)} == {
        'Bearer realm="P2P Sandbox"'
    }
    assert "www-authenticate" not in site.get("/nowhere").headers


def test_two_hosts_are_refused(site: Site) -> None:
    answer = site.get("/health", headers=[("host", "127.0.0.1:8000"), ("host", "evil.example")])

    assert answer.status_code == 400


def test_where_the_public_address_is_https_browsers_are_told_to_stay_there(make_site: MakeSite) -> None:
    assert "max-age=31536000" in make_site(PRODUCTION).get("/health").headers["strict-transport-security"]
    assert "strict-transport-security" not in make_site().get("/health").headers


def test_outside_development_the_workshop_is_closed(make_site: MakeSite) -> None:
    site = make_site(PRODUCTION)

    assert site.get("/dev/mailbox.json").status_code == 404
    assert site.get("/schema/openapi.json").status_code == 404


def test_the_address_of_a_client_is_only_believed_from_a_trusted_proxy(make_site: MakeSite) -> None:
    def seen(peer: str, trusted: str, forwarded: str) -> str:
        networks = (ip_network(trusted),) if trusted else ()
        site = make_site(development(trusted_proxies=networks), peer=peer)
        site.get("/health", headers={"x-forwarded-for": forwarded})
        site.close()
        return str(json.loads(site.log.getvalue())["network"])

    assert seen("203.0.113.9", "", "1.1.1.1") == "203.0.113.9"
    assert seen("203.0.113.9", "10.0.0.0/8", "1.1.1.1") == "203.0.113.9"
    assert seen("10.0.0.1", "10.0.0.0/8", "1.1.1.1, 198.51.100.7") == "198.51.100.7"
    assert seen("10.0.0.1", "10.0.0.0/8", "198.51.100.7, 10.0.0.2") == "198.51.100.7"
    assert seen("10.0.0.1", "10.0.0.0/8", "1.1.1.1, nonsense") == "10.0.0.1"
    assert seen("::ffff:10.0.0.1", "10.0.0.0/8", "198.51.100.7, ::ffff:10.0.0.2") == "198.51.100.7"
    assert seen("::ffff:203.0.113.9", "", "") == "203.0.113.9"
    assert seen("fd00::1", "fd00::/8", "2001:db8::9, ::ffff:cb00:7109") == "203.0.113.9"
    assert seen("fd00::1", "fd00::/8", "2001:db8::9") == "2001:db8::9"
    assert seen("10.0.0.1", "10.0.0.0/8", "") == "10.0.0.1"
    assert seen("10.0.0.1", "10.0.0.0/8", "10.0.0.3, 10.0.0.2") == "10.0.0.3"


def test_a_proxy_may_add_a_line_of_its_own_below_the_clients_claim(make_site: MakeSite) -> None:
    site = make_site(development(trusted_proxies=(ip_network("10.0.0.0/8"),)), peer="10.0.0.1")
    site.get("/health", headers=[("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "198.51.100.7")])
    site.close()

    assert json.loads(site.log.getvalue())["network"] == "198.51.100.7"


def test_too_many_sign_ins_at_once_are_refused_honestly_and_hold_up_nobody_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.member()
    monkeypatch.setattr(site.lanes.hash, "_most", 0)

    for path, body in (("login", {"email": "a", "password": "b"}), ("signup", SIGN_UP)):
        answer = site.post(f"{API}/auth/{path}", body)
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert int(answer.headers["retry-after"]) > 0
    site.topic()


def test_health_says_when_the_database_does_not_answer(site: Site) -> None:
    assert site.get("/health").json() == {"status": "ok", "version": "1.2.3"}

    site.broken = True

    assert site.get("/health").status_code == 503
    assert site.get("/health").json()["status"] == "unavailable"
    assert site.get("/health/detailed").json()["components"]["database"]["status"] == "unavailable"


def test_outside_development_details_are_for_the_machine_itself(make_site: MakeSite) -> None:
    host = {"host": "p2p.example.org"}

    assert make_site(PRODUCTION).get("/health/detailed", headers=host).status_code == 200
    assert make_site(PRODUCTION, peer="203.0.113.9").get("/health/detailed").status_code == 404
    forwarded = make_site(PRODUCTION).get("/health/detailed", headers={"x-forwarded-for": "127.0.0.1"})
    assert forwarded.status_code == 404
