"""The compose files: Docker Compose takes them, and they keep what docs/containers.md promises."""

import re
from typing import Any

import pytest

from entrypoints.cli.main import COMMANDS
from entrypoints.settings import NAMES
from tests.containers.compose import BOTH, read
from tests.containers.dockerfile import ROOT

SERVICES = {"server", "worker", "postgres", "valkey", "mail", "mongodb", "seaweedfs"}
LATER = {"mongodb", "seaweedfs"}
"""What starts only where it is asked for."""
WITH_MONGODB = ("compose.yaml", "compose.mongodb.yaml")
SECRET = re.compile(r"password|secret|key|token|credential", re.IGNORECASE)


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    return read("compose.yaml")


@pytest.fixture(scope="module")
def services(composed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = composed["services"]
    return found


def test_all_services_are_there(services: dict[str, dict[str, Any]]) -> None:
    assert services.keys() == SERVICES
    assert {name for name, service in services.items() if service.get("profiles")} == LATER


def test_each_has_a_health_check_and_comes_back_after_a_crash(services: dict[str, dict[str, Any]]) -> None:
    assert [name for name, service in services.items() if "healthcheck" not in service] == []
    assert {service["restart"] for service in services.values()} == {"unless-stopped"}


def test_they_speak_on_a_network_that_leads_nowhere_else(
    composed: dict[str, Any], services: dict[str, dict[str, Any]]
) -> None:
    assert composed["networks"]["inside"]["internal"] is True
    assert all("inside" in service["networks"] for service in services.values())
    reached = {name for name, service in services.items() if "outside" in service["networks"]}
    assert reached == {"server", "worker", "mail"}


@pytest.mark.parametrize("files", [BOTH[:1], BOTH], ids="+".join)
def test_only_this_machine_reaches_what_is_published(files: tuple[str, ...]) -> None:
    ports = [port for service in read(*files)["services"].values() for port in service.get("ports", ())]
    assert ports
    assert {port["host_ip"] for port in ports} == {"127.0.0.1"}


def test_every_image_is_of_a_named_version(services: dict[str, dict[str, Any]]) -> None:
    foreign = [service["image"] for service in services.values() if "build" not in service]
    assert [image for image in foreign if not re.search(r":v?\d", image)] == []


def test_no_secret_stands_in_the_files(composed: dict[str, Any], services: dict[str, dict[str, Any]]) -> None:
    told = [
        (name, variable)
        for name, service in services.items()
        for variable, value in service.get("environment", {}).items()
        if (SECRET.search(variable) and not variable.endswith("_FILE")) or "@" in str(value)
    ]
    assert told == []
    assert all(set(secret) == {"name", "file"} for secret in composed["secrets"].values())


def test_each_secret_is_made_by_the_script_and_given_to_somebody() -> None:
    composed = read(*WITH_MONGODB)
    services = composed["services"]
    given = {secret["source"] for service in services.values() for secret in service.get("secrets", ())}
    script = (ROOT / "containers" / "make-secrets").read_text(encoding="utf-8")
    made = set(re.findall(r"\bkeep ([\w.]+)", script))
    assert composed["secrets"].keys() == given
    assert given == made


def test_every_variable_of_ours_is_a_setting_and_every_command_one_of_p2p(
    services: dict[str, dict[str, Any]],
) -> None:
    ours = [services["server"], services["worker"]]
    settings = {variable.removesuffix("_FILE") for service in ours for variable in service["environment"]}
    assert settings <= set(NAMES)
    assert {service["command"][0] for service in ours} <= set(COMMANDS)


def test_ours_can_change_nothing_but_their_data(services: dict[str, dict[str, Any]]) -> None:
    for service in (services["server"], services["worker"], services["mail"]):
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    for service in services.values():
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not service.get("privileged")


def test_those_who_develop_get_reload_and_debugger_on_the_same_settings() -> None:
    server, developed = read("compose.yaml")["services"]["server"], read(*BOTH)["services"]["server"]
    assert developed["environment"] == server["environment"]
    assert developed["build"]["dockerfile"] == "Dockerfile.dev"
    assert {port["target"] for port in developed["ports"]} == {8000, 5678}
    assert developed["command"] is None


def test_the_page_on_containers_names_each_service_and_its_image(services: dict[str, dict[str, Any]]) -> None:
    page = (ROOT / "docs" / "containers.md").read_text(encoding="utf-8")
    assert [name for name in services if f"| `{name}` |" not in page] == []
    foreign = [service["image"] for service in services.values() if "build" not in service]
    assert [image for image in foreign if f"`{image}`" not in page] == []


def test_what_the_environment_says_reaches_the_server() -> None:
    told = {"P2P_ENV": "production", "P2P_PUBLIC_URL": "https://p2p.example", "P2P_PUBLISH": "127.0.0.1:9000"}
    server = read("compose.yaml", **told)["services"]["server"]
    assert server["environment"]["P2P_ENV"] == "production"
    assert server["environment"]["P2P_PUBLIC_URL"] == "https://p2p.example"
    assert server["ports"][0]["published"] == "9000"


def test_with_mongodb_it_starts_without_being_asked_for_and_ours_keep_the_forum_in_it() -> None:
    services = read(*WITH_MONGODB)["services"]
    assert "profiles" not in services["mongodb"]
    assert services["server"]["depends_on"]["mongodb"]["condition"] == "service_healthy"
    for ours in (services["server"], services["worker"]):
        assert ours["environment"]["P2P_CONTENT_URL_FILE"] == "/run/secrets/content_url"
        assert {"content_url", "database_url"} <= {secret["source"] for secret in ours["secrets"]}
