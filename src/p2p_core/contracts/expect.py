"""Expecting an error, without a test framework."""

from types import TracebackType
from typing import Self

from p2p_core.shared.errors import CoreError


class raises:  # noqa: N801 - reads as a word: ``with raises(NotFound): ...``
    """Passes when the block raises such an error (with that code), fails otherwise."""

    def __init__(self, kind: type[BaseException], code: str | None = None) -> None:
        self._kind = kind
        self._code = code
        self.error: BaseException | None = None

    def __enter__(self) -> Self:
        """Begin to expect; ``error`` is what came."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> bool:
        """Compare what came with what was expected; an error of another kind goes on."""
        assert error is not None, f"nothing was raised, expected {self._kind.__name__}"
        if not isinstance(error, self._kind):
            return False
        self.error = error
        if self._code is not None:
            assert isinstance(error, CoreError), f"{error!r} has no code"
            assert error.code == self._code, f"expected {self._code}, got {error.code}"
        return True
