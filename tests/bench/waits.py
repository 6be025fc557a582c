"""How long one person waits for what may be dear: searches, long threads, pages far down."""

from collections.abc import Iterator
from urllib.parse import quote

from p2p_core.forum.posts.shapes import PostSort, level_cursor
from tests.bench.figures import Figures, Subject, in_turn
from tests.bench.scenarios import FORUMS, TOPICS, Effort, spellings
from tests.bench.texts import SEARCHES
from tests.bench.wire import request
from tests.bench.worlds import Served

_SHARE = 20
"""One of so many requests, compared with what many ask at once."""


def waiting(served: Served, effort: Effort) -> list[Figures]:
    """One after the other, so that percentiles are of the questions themselves."""
    head = served.world.signed_in
    asked = {
        **{f"search: {what}": _search(question) for what, question in SEARCHES.items()},
        **{
            f"newest first: {what}": f"{_search(SEARCHES[what])}&sort=newest"
            for what in ("a word of every text", "a word of one text in 350")
        },
        **{
            f"counted: {what}": f"{_search(SEARCHES[what])}&count=true&limit=1"
            for what in ("a word of every text", "a word of one text in 350")
        },
        **dict(_threads(served)),
        "one topic": f"{FORUMS}/topics/{served.world.topic}",
    }
    subjects = [Subject(name, served.platform, request(path, head)) for name, path in asked.items()]
    subjects += [
        Subject(f"{TOPICS}, one client", served.platform, spellings(f"{FORUMS}/topics", head)),
        Subject(
            f"{TOPICS} {served.pages_down} down, one client",
            served.platform,
            spellings(f"{FORUMS}/topics?cursor={served.deep}", head),
        ),
    ]
    few = max(20, effort.requests // _SHARE)
    return in_turn(subjects, rounds=effort.rounds, requests=few, connections=1)


def _search(question: str) -> str:
    return f"{FORUMS}/search?q={quote(question)}"


def _threads(served: Served) -> Iterator[tuple[str, str]]:
    """Levels of very many replies, from the beginning and from the middle, and a chain of them."""
    world = served.world
    half = world.size.long_thread // 2
    wide, deep = (f"{FORUMS}/topics/{topic}/posts" for topic in (world.wide, world.deep))
    yield "a topic's posts", f"{FORUMS}/topics/{world.topic}/posts"
    for sort in PostSort:
        yield f"very many replies, {sort}", f"{wide}?sort={sort}"
        key = (2, half) if sort is PostSort.TOP else (half,)
        cursor = level_cursor(world.wide, None, sort, key)
        yield f"very many replies, {sort}, from the middle", f"{wide}?sort={sort}&cursor={cursor}"
    yield "replies below each other", deep
    yield "replies below each other, from the middle", f"{deep}?parent_id={world.half_way}"
