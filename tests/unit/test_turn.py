"""The turn is handed on whenever whoever asks for it is interrupted: nobody waits behind who has gone."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Lock, Thread

import pytest

from adapters.turn import Turn

Place = tuple[Thread, Lock]


class InterruptedBefore(deque[Place]):
    """A line whose next one is interrupted just before they stand in it."""

    def append(self, _: Place) -> None:
        raise KeyboardInterrupt


class InterruptedAfter(deque[Place]):
    """A line whose next one is interrupted as soon as they stand in it."""

    def append(self, place: Place) -> None:
        super().append(place)
        raise KeyboardInterrupt


@pytest.fixture
def other() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as thread:
        yield thread


@pytest.mark.parametrize("line", [InterruptedBefore, InterruptedAfter])
def test_who_is_interrupted_on_the_way_into_the_line_leaves_nothing_there(
    other: ThreadPoolExecutor, line: type[deque[Place]], monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = Turn()
    other.submit(turn.take).result()
    with monkeypatch.context() as interrupted:
        interrupted.setattr(turn, "_line", line())
        with pytest.raises(KeyboardInterrupt):
            turn.take()
        assert turn.waiting() == 0
    assert other.submit(turn.held).result()
    other.submit(turn.pass_on).result()
    turn.take(patience=0)
    assert turn.held()
