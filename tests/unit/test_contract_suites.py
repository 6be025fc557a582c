"""The suites for adapters fail where they should: an expectation that passes everything proves nothing."""

import pytest

from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import at_once
from p2p_core.shared.errors import Conflict, CoreError, NotFound


def test_an_expected_error_passes() -> None:
    with raises(CoreError, "conflict"):
        raise Conflict


def test_where_nothing_is_raised_the_expectation_fails() -> None:
    with pytest.raises(AssertionError, match="nothing was raised, expected NotFound"), raises(NotFound):
        pass


def test_an_error_of_another_kind_goes_on() -> None:
    with pytest.raises(ZeroDivisionError), raises(NotFound):
        raise ZeroDivisionError


def test_the_right_kind_with_another_code_fails() -> None:
    with pytest.raises(AssertionError, match="locked, got conflict"), raises(Conflict, "topic_locked"):
        raise Conflict


def test_an_error_in_one_of_many_threads_fails_the_test_that_started_them() -> None:
    def work(number: int) -> None:
        assert number != 2, "the third"

    with pytest.raises(AssertionError, match="the third"):
        at_once(work, threads=4)
