"""The judged questions, asked of every store: what has to be found is, and in every store in one order."""

import pytest

from adapters.memory.store import MemoryStore
from p2p_core.app import Store
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from tests.contract.libraries import library_in
from tests.judged import QUESTIONS, Library


def test_what_has_to_be_found_is_found_and_nothing_else(store: Store, clock: Clock, ids: Ids) -> None:
    library = library_in(store, clock, ids)
    judged = {question: sorted(hits) for question, hits in QUESTIONS.items()}
    assert {question: sorted(library.found(question)) for question in QUESTIONS} == judged


@pytest.fixture
def in_memory(clock: Clock, ids: Ids) -> Library:
    return library_in(MemoryStore(clock, ids), clock, ids)


def test_every_store_has_the_same_order(store: Store, in_memory: Library, clock: Clock, ids: Ids) -> None:
    library = library_in(store, clock, ids)
    asked = {question: in_memory.found(question) for question in QUESTIONS}
    assert {question: library.found(question) for question in QUESTIONS} == asked


def test_there_are_enough_questions_and_half_of_them_are_arabic() -> None:
    arabic = [one for one in QUESTIONS if any("\u0600" <= letter <= "\u06ff" for letter in one)]
    assert len(QUESTIONS) >= 120
    assert len(arabic) >= len(QUESTIONS) / 2
