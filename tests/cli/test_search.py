"""`p2p search`: everything in the forum is indexed anew."""

import re

from tests.cli.command import Installation


def test_everything_is_indexed_anew_and_the_doctor_is_content(demo: Installation) -> None:
    said = demo.ok("search", "rebuild")
    counted = re.fullmatch(r"Indexed: (\d+) topics and replies\.\n", said)
    assert counted
    assert int(counted[1]) > 24
    assert "ok     search.index" in demo.ok("doctor").splitlines()
