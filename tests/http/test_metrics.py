"""What Prometheus is told, and who may ask."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families as families

from adapters.memory.outbox import MemoryOutbox
from adapters.security.passwords import CHEAP
from entrypoints.setting_values import Secret
from p2p_core.shared.errors import Unavailable
from tests.http.conftest import MakeSite
from tests.http.installed import Installed
from tests.http.site import API, SIGN_UP, Site, development

TOKEN = "0123456789abcdef0123456789abcdef"


def figures(site: Site) -> dict[str, float]:
    """Every figure by its name and labels."""
    answer = site.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return {
        " ".join(
            [sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))]
        ): sample.value
        for family in families(answer.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_the_template_of_their_route(site: Site) -> None:
    site.member()
    topic = site.topic()["id"]
    for path in (f"/forums/topics/{topic}", f"/forums/topics/{topic}", "/forums/topics/unknown"):
        site.get(f"{API}{path}")
    site.get("/nothing/here")
    site.request("OPTIONS", f"{API}/forums/topics")

    found = figures(site)

    topics = f"route={API}/forums/topics/{{topic_id}}"
    assert found[f"p2p_http_requests_total method=GET {topics} status=200"] == 2
    assert found[f"p2p_http_requests_total method=GET {topics} status=404"] == 1
    assert found["p2p_http_requests_total method=GET route=none status=404"] == 1
    assert found[f"p2p_http_requests_total method=OPTIONS route={API}/forums/topics status=204"] == 1
    assert found[f"p2p_http_request_seconds_count {topics}"] == 3
    assert found[f"p2p_http_request_seconds_bucket le=+Inf {topics}"] == 3
    assert found[f"p2p_http_request_seconds_sum {topics}"] > 0
    assert not [name for name in found if topic in name]


def test_methods_nobody_knows_are_counted_together(site: Site) -> None:
    for method in ("BREW", "STEEP"):
        site.request(method, "/health")
    assert figures(site)["p2p_http_requests_total method=other route=none status=405"] == 2


def test_what_is_promised_and_not_done_is_told(site: Site) -> None:
    assert figures(site)["p2p_outbox_oldest_seconds"] == 0
    assert site.post(f"{API}/auth/signup", SIGN_UP).status_code == 202
    site.world.clock.move(timedelta(minutes=3))
    found = figures(site)
    assert found["p2p_outbox_oldest_seconds"] == 180
    assert (found["p2p_outbox_dead_letters"], found["p2p_database_up"]) == (0, 1)
    assert found["p2p_lane_requests lane=hash"] == 0
    assert found["p2p_log_lines_dropped_total"] == 0
    assert [name for name in found if name.startswith("p2p_build_info") and "version=1.2.3" in name]
    assert found["p2p_process_cpu_seconds_total"] > 0


def test_of_how_much_use_what_is_kept_is(tmp_path: Path) -> None:
    installed = Installed(tmp_path, password_cost=CHEAP)
    installed.member()
    for _ in range(3):
        assert installed.request("GET", f"{API}/forums/categories").status_code == 200
    cache = installed.container.memory().cache
    cache.keep("page", b"1", timedelta(minutes=1), cache.look("page", "topics"))
    cache.look("page", "topics")
    told = installed.request("GET", "/metrics").text
    installed.close()
    assert dict(re.findall(r'cache_lookups_total{result="(\w+)"} (\S+)', told)) == {
        "hit": "1.0",
        "miss": "1.0",
    }
    assert "p2p_cache_up 1.0" in told
    assert "p2p_kept_answers_hits_total 2.0" in told
    assert "p2p_kept_answers_misses_total 1.0" in told


def test_a_database_that_is_away_is_told_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: MemoryOutbox) -> None:
        raise Unavailable("storage")

    monkeypatch.setattr(MemoryOutbox, "oldest_waiting", away)
    found = figures(site)
    assert found["p2p_database_up"] == 0
    assert "p2p_outbox_oldest_seconds" not in found


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 404),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}, 404),
        ("203.0.113.9", {}, 404),
        ("203.0.113.9", {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("203.0.113.9", {"Authorization": f"Bearer {TOKEN}x"}, 404),
        ("203.0.113.9", {"Authorization": "Bearer "}, 404),
        ("203.0.113.9", {"Authorization": "Bearer صيانة".encode()}, 404),
    ],
)
def test_only_the_machine_itself_or_the_token_may_ask(
    make_site: MakeSite, peer: str, headers: dict[str, str], status: int
) -> None:
    site = make_site(replace(development(), metrics_token=Secret(TOKEN)), peer=peer)
    assert site.get("/metrics", headers=headers).status_code == status


def test_without_a_token_no_bearer_opens_it(make_site: MakeSite) -> None:
    site = make_site(peer="203.0.113.9")
    assert site.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
