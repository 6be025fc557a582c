"""That sessions are in use is noted, and nobody waits for it."""

from datetime import timedelta
from threading import Event

import pytest

from p2p_core.identity.sessions.service import SessionService
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Unavailable
from tests.http.site import API, Site

SESSION = f"{API}/auth/session"


def idle_until(site: Site) -> str:
    return str(site.get(SESSION).json()["session"]["idle_expires_at"])


class HeldUp:
    """Noting a use takes as long as a test wants, as it does while another program holds the database."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        self.may_end = Event()
        use = SessionService.use

        def held_up(service: SessionService, actor: Actor) -> None:
            self.times += 1
            assert self.may_end.wait(30)
            use(service, actor)

        monkeypatch.setattr(SessionService, "use", held_up)


def test_reading_waits_for_no_writer_and_the_use_is_noted_all_the_same(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.member()
    before = idle_until(site)
    site.world.clock.move(timedelta(minutes=5))
    writing = HeldUp(monkeypatch)

    seen = [idle_until(site) for _ in range(5)]
    writing.may_end.set()
    site.settle()

    assert seen == [before] * 5
    assert idle_until(site) > before
    assert writing.times == 1, "one session has one use under way at a time"


@pytest.mark.parametrize("error", [Unavailable("storage"), RuntimeError("inside")])
def test_a_use_that_could_not_be_noted_is_logged_and_tried_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    site.member()
    before = idle_until(site)
    site.world.clock.move(timedelta(minutes=5))

    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(SessionService, "use", fail)
        assert site.get(SESSION).status_code == 200
        site.settle()
    site.get(SESSION)
    site.settle()

    assert idle_until(site) > before
    assert "could not note the use of a session" in caplog.text
