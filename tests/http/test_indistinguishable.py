"""Who asks about an address learns nothing: known and unknown get the same bytes for the same work.

Work is counted, not timed: the statements that are run and the passwords that are hashed are what takes
time, and a count never depends on the neighbours.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.security.passwords import CHEAP, Argon2Passwords
from tests.http.installed import Installed, statements
from tests.http.site import API, SIGN_UP
from tests.world import PASSPHRASE

KNOWN, UNKNOWN = "sara@plastics.example", "nobody@plastics.example"
AUTH = f"{API}/auth"
ASKED: dict[str, Callable[[str], tuple[str, dict[str, Any]]]] = {
    "login": lambda email: (f"{AUTH}/login", {"email": email, "password": "wrong and long enough"}),
    "forgot": lambda email: (f"{AUTH}/password/forgot", {"email": email}),
    "signup": lambda email: (f"{AUTH}/signup", SIGN_UP | {"email": email, "password": PASSPHRASE}),
    "resend": lambda email: (f"{AUTH}/email/resend", {"email": email}),
}


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    made = Installed(tmp_path, CHEAP)
    made.member(KNOWN)
    made.browser.cookies.clear()
    yield made
    made.close()


def told(installed: Installed, question: str, email: str) -> httpx.Response:
    path, body = ASKED[question](email)
    return installed.request("POST", path, json=body, headers={"x-request-id": "the-same"})


def spelled(answer: httpx.Response, email: str) -> tuple[int, str, list[tuple[str, str]]]:
    """All of an answer, with the address that was asked about left out."""
    headers = [(name, value) for name, value in answer.headers.multi_items() if name != "content-length"]
    return answer.status_code, answer.text.replace(email, "…"), headers


@pytest.mark.parametrize("question", ASKED)
def test_known_and_unknown_addresses_get_the_same_answer(installed: Installed, question: str) -> None:
    for _ in range(4):  # also when there were too many mails
        known, unknown = (told(installed, question, email) for email in (KNOWN, UNKNOWN))
        assert spelled(known, KNOWN) == spelled(unknown, UNKNOWN)


@pytest.mark.parametrize("question", ASKED)
def test_known_and_unknown_addresses_cost_the_same_work(
    installed: Installed, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    for name in ("hash", "verify", "verify_nothing"):
        work = getattr(Argon2Passwords, name)

        def counted(*given: Any, work: Any = work) -> Any:  # noqa: ANN401 - whatever it takes and gives
            hashed.append("hashed")
            return work(*given)

        monkeypatch.setattr(Argon2Passwords, name, counted)
    work_of: dict[str, tuple[list[str], int]] = {}
    for email in (KNOWN, UNKNOWN):
        hashed.clear()
        with statements() as said:
            told(installed, question, email)
        work_of[email] = said, len(hashed)
    assert work_of[KNOWN] == work_of[UNKNOWN]
    assert work_of[KNOWN][1] == {"login": 2, "signup": 1}.get(question, 0)
