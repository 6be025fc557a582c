"""What every cache promises: nothing that is forgotten is found, however it happened."""

from collections.abc import Callable
from datetime import timedelta

from p2p_core.contracts.stores import at_once
from p2p_core.shared.cache import Cache

_HOUR = timedelta(hours=1)
_MOMENT = timedelta(milliseconds=200)
_BINARY = bytes(range(256)) + "85% صيانة\r\n".encode()


class CacheContract:
    """Values, tags and lifetimes."""

    cache: Cache
    wait: Callable[[timedelta], None]
    """Lets so much time pass."""

    def kept(self, value: bytes, *tags: str, key: str = "page", lifetime: timedelta = _HOUR) -> None:
        """Keep it, as everybody does who has looked for it in vain."""
        self.cache.keep(key, value, lifetime, self.cache.look(key, *tags))

    def found(self, *tags: str, key: str = "page") -> bytes | None:
        return self.cache.look(key, *tags).value

    def test_what_was_never_kept_is_not_found(self) -> None:
        assert self.found() is None
        assert self.found("topics") is None

    def test_what_was_kept_is_found_byte_for_byte(self) -> None:
        for value in (_BINARY, b"", b"\n", b"x" * 300_000):
            self.kept(value, "topics")
            assert self.found("topics") == value
            self.cache.forget("topics")

    def test_keys_are_told_apart(self) -> None:
        self.kept(b"one", key="one")
        self.kept(b"two", key="two")
        assert (self.found(key="one"), self.found(key="two"), self.found(key="three")) == (
            b"one",
            b"two",
            None,
        )

    def test_the_newest_value_is_the_one_that_is_found(self) -> None:
        self.kept(b"first")
        self.kept(b"second")
        assert self.found() == b"second"

    def test_it_is_found_by_several_tags_until_any_of_them_is_forgotten(self) -> None:
        for forgotten in ("topics", "people"):
            self.kept(b"page", "topics", "people")
            self.cache.forget("categories")
            assert self.found("topics", "people") == b"page"
            self.cache.forget(forgotten)
            assert self.found("topics", "people") is None

    def test_several_tags_are_forgotten_at_once_and_nothing_else_is(self) -> None:
        for tag in ("a", "b", "c"):
            self.kept(tag.encode(), tag, key=tag)
        self.cache.forget("a", "b")
        assert [self.found(tag, key=tag) for tag in ("a", "b", "c")] == [None, None, b"c"]

    def test_forgetting_twice_is_forgetting(self) -> None:
        self.kept(b"page", "topics")
        self.cache.forget("topics")
        self.cache.forget("topics")
        self.kept(b"new", "topics")
        assert self.found("topics") == b"new"

    def test_what_was_read_before_a_change_is_not_found_after_it(self) -> None:
        looked = self.cache.look("page", "topics")
        self.cache.forget("topics")  # it changed while the page was made
        self.cache.keep("page", b"old", _HOUR, looked)
        assert self.found("topics") is None

    def test_nothing_is_found_after_its_lifetime(self) -> None:
        self.kept(b"page", "topics", lifetime=_MOMENT)
        self.wait(_MOMENT)
        self.wait(timedelta(milliseconds=10))
        assert self.found("topics") is None

    def test_tags_of_any_text_mean_themselves(self) -> None:
        for tag in ("*", "a,b", "organization:صيانة", "a b\n"):
            self.kept(b"page", tag)
            self.cache.forget("a", "b", "organization:")
            assert self.found(tag) == b"page", tag
            self.cache.forget(tag)
            assert self.found(tag) is None, tag

    def test_who_forgets_and_who_keeps_at_once_leave_nothing_behind_that_is_over(self) -> None:
        truth = [0]

        def work(number: int) -> None:
            for _ in range(20):
                looked = self.cache.look("page", "topics")
                value = str(truth[0]).encode()
                if number == 0:
                    truth[0] += 1
                    self.cache.forget("topics")
                else:
                    self.cache.keep("page", value, _HOUR, looked)

        at_once(work, threads=4)
        assert self.found("topics") in (None, b"20")

    def test_it_says_that_it_is_well(self) -> None:
        self.cache.ping()
