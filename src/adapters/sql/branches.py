"""How each database walks a thread: some of one level, and below each its first replies, level by level."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnClause, Integer, Text, column, text

from p2p_core.forum.posts.shapes import PostSort

_SHOWN = "(deleted_at IS NULL OR reply_count > 0)"
"""The core's ``is_shown``: deleted posts keep their place only above others."""


@dataclass(frozen=True, slots=True)
class _Order:
    """How siblings are sorted: by constants, which stand in statements as they are."""

    columns: tuple[str, ...]
    direction: str
    behind: str
    """What stands behind the last that was shown."""
    rank: str
    """Digits that sort as siblings do."""
    ranks: str
    """Numbers that do."""


_ORDERS = {
    PostSort.OLDEST: _Order(("place",), "ASC", "place > :after", "printf('%09d', place)", "ARRAY[place]"),
    PostSort.NEWEST: _Order(
        ("place",), "DESC", "place < :after", "printf('%09d', 999999999 - place)", "ARRAY[-place]"
    ),
    PostSort.TOP: _Order(
        ("like_count", "place"),
        "DESC",
        "(like_count, place) < (:after_likes, :after)",
        "printf('%09d%09d', 999999999 - like_count, 999999999 - place)",
        "ARRAY[-like_count, -place]",
    ),
}


def branches(sort: PostSort) -> Mapping[str, CTE]:
    """The posts of one page of a thread: some of one level, and below each its first replies, breadth first.

    ``path`` sorts siblings below their parents' order; ``root`` numbers the level that was asked for, whose
    post after the last shown only tells that there are more.
    """
    order = _ORDERS[sort]
    return {
        "sqlite": _sqlite_branches(_sqlite_level(order), order),
        "postgresql": _postgres_branches(_postgres_level(order), order),
    }


def branches_of_one() -> Mapping[str, CTE]:
    """One post and below it the first replies, breadth first, the oldest first."""
    order = _ORDERS[PostSort.OLDEST]
    return {
        "sqlite": _sqlite_branches("SELECT :post_id, 1, '', 1", order),
        "postgresql": _postgres_branches(
            "SELECT id, topic_id, 1, ARRAY[]::integer[], CAST(1 AS bigint) FROM posts"
            " WHERE id = CAST(:post_id AS text)",
            order,
        ),
    }


def _sorted(order: _Order) -> str:
    return ", ".join(f"{name} {order.direction}" for name in order.columns)


def _sqlite_level(order: _Order) -> str:
    return f"""
        SELECT * FROM (
            SELECT id, 1, {order.rank}, row_number() OVER (ORDER BY {_sorted(order)})
            FROM posts WHERE topic_id = :topic_id AND parent_id IS :parent_id AND {order.behind} AND {_SHOWN}
            ORDER BY {_sorted(order)} LIMIT :shown + 1
        )"""  # noqa: S608 - put together from the constants above alone


def _sqlite_branches(first_level: str, order: _Order) -> CTE:
    rank = order.rank
    for name in order.columns:
        rank = rank.replace(name, f"reply.{name}")
    walk = f"""{first_level}
        UNION ALL
        SELECT reply.id, level + 1, path || {rank}, 0
        FROM branch
        CROSS JOIN posts AS above ON above.id = branch.id
        CROSS JOIN posts AS reply ON reply.id IN (
            SELECT id FROM posts WHERE topic_id = above.topic_id AND parent_id = above.id AND {_SHOWN}
            ORDER BY {_sorted(order)} LIMIT :replies
        )
        WHERE level < :levels AND root <= :shown
        ORDER BY 2, 3 LIMIT :most + 1"""  # noqa: S608 - put together from the constants above alone
    names: list[ColumnClause[Any]] = [column("id", Text), column("level", Integer), column("path", Text)]
    return text(walk).columns(*names, column("root", Integer)).cte("branch", recursive=True)


def _postgres_level(order: _Order) -> str:
    """A level of a topic or of a post; one half is never run: one condition for both has no index."""
    read = f"""
        SELECT id, place, like_count FROM posts
        WHERE {{half}} AND topic_id = CAST(:topic_id AS text) AND {order.behind} AND {_SHOWN}
        ORDER BY {_sorted(order)} LIMIT :shown + 1"""  # noqa: S608 - put together from the constants above alone
    top = read.format(half="CAST(:parent_id AS text) IS NULL AND parent_id IS NULL")
    below = read.format(half="parent_id = CAST(:parent_id AS text)")
    return f"""
        SELECT id, CAST(:topic_id AS text), 1, {order.ranks}, row_number() OVER (ORDER BY {_sorted(order)})
        FROM (({top}) UNION ALL ({below})) AS level"""  # noqa: S608 - put together from the constants above alone


def _postgres_branches(first_level: str, order: _Order) -> CTE:
    """Walked only as far as rows are taken; they come level by level, in the order of those they answer."""
    walk = f"""
        WITH RECURSIVE walked (id, topic_id, level, path, root) AS (
            ({first_level})
            UNION ALL
            SELECT reply.id, walked.topic_id, level + 1, path || reply.ranks, CAST(0 AS bigint)
            FROM walked CROSS JOIN LATERAL (
                SELECT id, {order.ranks} AS ranks FROM posts
                WHERE topic_id = walked.topic_id AND parent_id = walked.id AND {_SHOWN}
                ORDER BY {_sorted(order)} LIMIT :replies
            ) AS reply
            WHERE level < :levels AND root <= :shown
        )
        SELECT id, level, path FROM walked LIMIT :most + 1"""  # noqa: S608 - put together from the constants above alone
    names: list[ColumnClause[Any]] = [column("id", Text), column("level", Integer), column("path", Text)]
    return text(walk).columns(*names).cte("branch")
