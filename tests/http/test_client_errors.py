"""What browsers say that broke in them: one line of the log each, in which nobody can forge anything."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from entrypoints.http.client.build import SOURCES
from entrypoints.http.client_errors import without_content
from entrypoints.http.examples import EXAMPLES
from entrypoints.setting_values import LogLevel
from p2p_core.shared.budgets import Budget
from tests.canaries import CANARY
from tests.http.conftest import MakeSite
from tests.http.site import API, Site, development

PATH = f"{API}/client-errors"
REPORT = EXAMPLES["reportClientError"]
ID = "01a20378-0000-7000-8000-00000000dead"
MINUTE = timedelta(minutes=1)


def noted(site: Site) -> list[dict[str, Any]]:
    """What the server wrote down of it, once it has ended."""
    site.close()
    lines = [json.loads(line) for line in site.log.getvalue().splitlines()]
    return [line for line in lines if line["event"] == "client error"]


def codes(site: Site, **changes: object) -> dict[str, str]:
    """What is wrong with a report."""
    answer = site.post(PATH, {**REPORT, **changes})
    assert answer.status_code == 422, answer.text
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def test_a_report_of_anybody_is_one_line_with_the_requests_id_and_nothing_is_kept(site: Site) -> None:
    before = site.kept()
    answer = site.post(PATH, REPORT, headers={"x-request-id": "what-broke"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert site.kept() == before
    (line,) = noted(site)
    del line["time"]
    assert line == {"level": "warning", "event": "client error", "request_id": "what-broke", **REPORT}


def test_whoever_is_signed_in_is_not_named(site: Site) -> None:
    user = site.member()["user"]
    assert site.post(PATH, REPORT).status_code == 204
    assert user["id"] not in json.dumps(noted(site))


def test_a_script_that_could_not_be_had_has_no_place_in_it(site: Site) -> None:
    chunk = {name: value for name, value in REPORT.items() if name != "source"} | {"kind": "chunk"}
    assert site.post(PATH, chunk).status_code == 204
    assert site.post(PATH, {**chunk, "source": None}).status_code == 204
    assert [(line["kind"], line["source"]) for line in noted(site)] == [("chunk", "")] * 2


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"kind": "warning"}, {"kind": "not_a_choice"}),
        ({"message": ""}, {"message": "empty"}),
        ({"message": "x" * 201}, {"message": "too_long"}),
        ({"message": ["x"]}, {"message": "wrong_type"}),
        ({"stack": "at x"}, {"stack": "unknown_field"}),
        ({"where": f"/forum/{ID}"}, {"where": "wrong_form"}),
        ({"where": "/forum?q=words"}, {"where": "wrong_form"}),
        ({"where": "/verify-email#token=x"}, {"where": "wrong_form"}),
        ({"where": "https://evil.example/forum"}, {"where": "wrong_form"}),
        ({"where": "/forum\n"}, {"where": "wrong_form"}),
        ({"where": ""}, {"where": "wrong_form"}),
        ({"where": "/a" * 51}, {"where": "too_long"}),
        ({"source": "https://x.example/a.js:1:2"}, {"source": "wrong_form"}),
        ({"source": "a.js?token=x:1:2"}, {"source": "wrong_form"}),
        ({"source": "a.js"}, {"source": "wrong_form"}),
        ({"source": f"{ID}:1:2"}, {"source": "wrong_form"}),
        ({"source": "a.js:1:2\u202e"}, {"source": "wrong_form"}),
        ({"source": f"{'a' * 100}:1:2"}, {"source": "too_long"}),
        ({"build": "a b"}, {"build": "wrong_form"}),
        ({"build": "https://x.example/a.js"}, {"build": "wrong_form"}),
        ({"build": "x" * 65}, {"build": "too_long"}),
    ],
)
def test_everything_has_its_form(site: Site, changes: dict[str, object], wrong: dict[str, str]) -> None:
    assert codes(site, **changes) == wrong
    assert noted(site) == []


def test_every_route_of_the_client_has_the_form_of_one(make_site: MakeSite) -> None:
    site = make_site(development(budget_client_errors=Budget(1000, MINUTE)))
    router = (SOURCES / "src" / "app" / "router.tsx").read_text(encoding="utf-8")
    routes = {"/$", "/settings/", *re.findall(r"path: '(/[^']*)'", router)}
    assert len(routes) > 25
    assert "/forum/$topicId" in routes
    told = {where: site.post(PATH, {**REPORT, "where": where}).status_code for where in routes}
    assert told == dict.fromkeys(routes, 204)


@pytest.mark.parametrize(
    ("forged", "code"),
    [
        ("x\n12:00:00 info all is well", "control_character"),
        ("x\r\nall is well", "control_character"),
        ("\x1b[2J\x1b[31mall is well", "control_character"),
        ("x\x9b31m", "control_character"),
        ("x\u2028all is well", "line_separator"),
        ("x\ud800", "lone_surrogate"),
    ],
)
def test_what_could_begin_a_line_or_speak_to_a_terminal_is_refused(
    site: Site, forged: str, code: str
) -> None:
    body = json.dumps({**REPORT, "message": forged}).encode()
    answer = site.request("POST", PATH, content=body, headers={"content-type": "application/json"})
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [("message", code)]
    assert noted(site) == []


def test_marks_that_turn_a_line_round_are_left_out(site: Site) -> None:
    assert site.post(PATH, {**REPORT, "message": "a\u202eb\u2066c\u200fd\ufeffe"}).status_code == 204
    assert [line["message"] for line in noted(site)] == ["a…b…c…d…e"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            "React error #418; visit https://react.dev/errors/418?args[]=Sara now",
            "React error #418; visit … now",
        ),
        (
            f"Unexpected token 's', \"{CANARY}\"... is not valid JSON",
            "Unexpected token …... is not valid JSON",
        ),
        (f'no JSON: "{{"name": "{CANARY}", "x": 1}}"', "no JSON: …"),
        (f'an open "{CANARY}', "an open …"),
        (f'a/"{CANARY}" b', "… b"),
        (f"no such person: `{CANARY}`", "no such person: …"),
        ("not sent to sara@plastics.example", "not sent to …"),
        ("cannot open /forum/nine or C:\\nine or a%20b", "cannot open … or … or …"),
        (f"no topic {ID} here", "no topic … here"),
        ("secret p2p_" + "Ab1_" * 10, "secret …"),
        ("call 0500000000", "call …"),
        ("call +966 (0)50 123-4567 now", "call … now"),
        ("لا يوجد شيء here", "… here"),
    ],
)
def test_what_may_be_content_an_address_or_a_secret_is_left_out(said: str, left: str) -> None:
    assert without_content(said) == left
    assert without_content(left) == left, "cleaned twice is cleaned once"


def test_what_engines_say_of_code_stays() -> None:
    assert without_content(str(REPORT["message"])) == REPORT["message"]
    assert without_content("x at TopicPage-BfJ2kq9x.js") == "x at TopicPage-BfJ2kq9x.js"


def test_a_body_beyond_the_limit_and_one_that_is_no_json_are_not_read(site: Site) -> None:
    typed = {"content-type": "application/json"}
    assert site.request("POST", PATH, content=b" " * 600_000, headers=typed).status_code == 413
    plain = {"content-type": "text/plain;charset=UTF-8"}
    assert site.request("POST", PATH, content=json.dumps(REPORT).encode(), headers=plain).status_code == 415
    assert site.request("POST", PATH, content=b"{", headers=typed).status_code == 400
    assert site.get(PATH).status_code == 405
    assert noted(site) == []


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}]
)
def test_another_sites_page_writes_nothing_into_the_log(site: Site, headers: dict[str, str]) -> None:
    answer = site.post(PATH, REPORT, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_origin")
    assert noted(site) == []


def test_a_network_writes_so_many_lines_whoever_it_is(make_site: MakeSite) -> None:
    site = make_site(development(budget_client_errors=Budget(3, MINUTE)))
    told = [site.post(PATH, REPORT).status_code for _ in range(2)]
    site.member()
    told += [site.post(PATH, REPORT).status_code for _ in range(3)]
    assert told == [204, 204, 204, 429, 429]
    refused = site.post(PATH, REPORT)
    assert (refused.json()["code"], 1 <= int(refused.headers["retry-after"]) <= 66) == ("rate_limited", True)
    assert site.get(f"{API}/users/me").status_code == 200  # everything else goes on
    site.world.clock.move(timedelta(seconds=66))
    assert site.post(PATH, REPORT).status_code == 204
    assert len(noted(site)) == 4


def test_the_budget_is_told(make_site: MakeSite) -> None:
    told = make_site(development(budget_client_errors=Budget(3, MINUTE))).get(f"{API}/limits").json()
    assert told["budgets"]["client_errors"] == {
        "times": 3,
        "within_seconds": 60,
        "per": "network",
        "operations": ["reportClientError"],
    }


def test_where_only_errors_are_written_it_is_no_line(make_site: MakeSite) -> None:
    site = make_site(development(log_level=LogLevel.ERROR))
    assert site.post(PATH, REPORT).status_code == 204
    assert noted(site) == []
