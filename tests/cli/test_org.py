"""`p2p org list`: which organizations there are, for whoever runs the installation."""

import json
import re

from tests.cli.command import Installation

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def test_each_organization_is_a_line_with_its_people_the_oldest_first(demo: Installation) -> None:
    head, *lines = demo.ok("org", "list").splitlines()
    assert head.split() == ["ID", "STATUS", "MEMBERS", "CREATED", "NAME"]
    assert len(lines) == demo.counts()[0]
    real = next(line for line in lines if line.endswith("Metals"))
    assert re.fullmatch(rf"{UUID}  active  1        \d{{4}}-\d\d-\d\d  Real Metals", real), real
    ids = [line.split()[0] for line in lines]
    assert ids == sorted(ids)


def test_who_is_deleted_is_no_member_and_who_takes_part_no_more_is_told(demo: Installation) -> None:
    demo.sql("UPDATE organizations SET status = 'suspended' WHERE name = 'Real Metals'")
    demo.sql("UPDATE users SET deleted_at = 1 WHERE email = 'omar@metals.test'")
    assert re.search(r"suspended  0 +\S+  Real Metals", demo.ok("org", "list"))


def test_the_same_as_json_with_names_as_they_are(demo: Installation) -> None:
    demo.sql("UPDATE organizations SET name = ? WHERE name = 'Real Metals'", "مصنع\u202e")
    found = json.loads(demo.ok("org", "list", "--json"))
    assert len(found) == demo.counts()[0]
    real = next(one for one in found if one["name"] == "مصنع\u202e")
    assert set(real) == {"id", "name", "status", "member_count", "created_at"}
    assert (real["status"], real["member_count"]) == ("active", 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", real["created_at"])
    assert "\u2068مصنع\u202e\u2069" in demo.ok("org", "list")


def test_without_any_there_is_only_the_head(installation: Installation) -> None:
    installation.ok("migrate")
    assert installation.ok("org", "list").splitlines() == ["ID  STATUS  MEMBERS  CREATED  NAME"]
