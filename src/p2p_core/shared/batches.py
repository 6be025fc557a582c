"""Much work in small pieces: each a transaction of its own, so that nobody waits long behind any of it."""

from collections.abc import Callable

SIZE = 500
MOST = 40
"""How many pieces are done at once; what is left over is there the next time."""


def in_batches(some: Callable[[int], int]) -> int:
    """Do up to so much again and again until less than that was left; answers with how much was done."""
    done = 0
    for _ in range(MOST):
        last = some(SIZE)
        done += last
        if last < SIZE:
            break
    return done
