"""Categories and topics as they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.memory.files import shown_at
from adapters.memory.forum import MemoryCategories, MemoryTopics
from adapters.memory.marks import mark_of, unread
from adapters.memory.people import organization_card, person_card
from adapters.memory.tables import Mark, Tables, Work
from p2p_core.files.shapes import attachment_of
from p2p_core.forum.categories.model import Category
from p2p_core.forum.categories.shapes import CategoryCard, CategoryDetails
from p2p_core.forum.indexing.model import MOST_RANKED, fit
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.policy import may_change, may_mark_best, may_read, may_remove, must_read
from p2p_core.forum.topics.shapes import (
    EditQuery,
    KeptEdit,
    LastPost,
    TopicDetails,
    TopicQuery,
    TopicSort,
    TopicSummary,
    TopicViewer,
)
from p2p_core.shared.actor import Actor
from p2p_core.shared.asking import Asked
from p2p_core.shared.clock import to_milliseconds
from p2p_core.shared.ids import CategoryId, TopicId
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of


@dataclass(frozen=True, slots=True)
class MemoryCategoryReader:
    """Categories as they are shown."""

    work: Work

    def all(self) -> Sequence[CategoryDetails]:
        with self.work() as tables:
            found = tables.categories.where(lambda _: True)
            ordered = sorted(found, key=lambda category: (category.position, category.id))
            return [_details(tables, category) for category in ordered]

    def details(self, category_id: CategoryId) -> CategoryDetails:
        with self.work() as tables:
            return _details(tables, MemoryCategories(tables).get(category_id))


@dataclass(frozen=True, slots=True)
class MemoryTopicReader:
    """Topics as they are shown."""

    work: Work

    def page(self, actor: Actor, query: TopicQuery, asked: Asked | None = None) -> Page[TopicSummary]:
        after = decode_cursor(query.binding, query.cursor, int, str)
        with self.work() as tables:
            fitting = None if asked is None else _fitting(tables, asked)
            listed = tables.topics.where(
                lambda topic: (
                    _is_listed(tables, topic, actor, query) and (fitting is None or topic.id in fitting)
                )
            )
            ordered = sorted(listed, key=lambda topic: _key(topic, query.sort), reverse=True)
            behind = [topic for topic in ordered if after is None or _key(topic, query.sort) < after]
            page = page_of(behind, query.limit, query.binding, lambda topic: _key(topic, query.sort))
            shown = page.map(lambda topic: summary(tables, actor, topic))
        return shown.counted(len(listed) if query.count else None)

    def details(self, actor: Actor, topic_id: TopicId) -> TopicDetails:
        with self.work() as tables:
            topic = MemoryTopics(tables).get(topic_id)
            must_read(actor, topic)
            shown = summary(tables, actor, topic)
            attachments = tuple(map(attachment_of, shown_at(tables, topic.files_at)))
        shared = {name: getattr(shown, name) for name in TopicSummary.__dataclass_fields__}
        return TopicDetails(**shared, body=topic.body, body_html=topic.body_html, attachments=attachments)


@dataclass(frozen=True, slots=True)
class MemoryEditReader:
    """Edits as they are shown."""

    work: Work

    def page(self, subject_id: str, query: EditQuery) -> Page[KeptEdit]:
        binding = repr(("edits", subject_id))
        after = decode_cursor(binding, query.cursor, str)
        with self.work() as tables:
            found = tables.edits.where(lambda edit: edit.subject_id == subject_id)
            ordered = sorted(found, key=lambda edit: edit.id, reverse=True)
            behind = [edit for edit in ordered if after is None or edit.id < str(after[0])]
            page = page_of(behind, query.limit, binding, lambda edit: (edit.id,))
            shown = page.map(
                lambda edit: KeptEdit(
                    id=edit.id,
                    version=edit.version,
                    edited_at=edit.edited_at,
                    editor=person_card(tables, edit.editor_id),
                    title_before=edit.title_before,
                    title_after=edit.title_after,
                    body_before=edit.body_before,
                    body_after=edit.body_after,
                )
            )
        return shown.counted(len(found) if query.count else None)


def _is_listed(tables: Tables, topic: Topic, actor: Actor, query: TopicQuery) -> bool:
    return (
        may_read(actor, topic)
        and is_in_category(tables, topic, query.category)
        and query.author in {None, topic.author_id}
        and query.organization in {None, topic.organization_id}
        and (query.tag is None or query.tag in topic.tags)
        and query.answered in {None, topic.best_answer_id is not None}
        and query.pinned in {None, topic.pinned}
        and _is_marked(mark_of(tables, topic.id, actor.user_id), query)
    )


def _is_marked(mark: Mark, query: TopicQuery) -> bool:
    bookmarked = mark.bookmarked_at is not None
    return query.bookmarked in {None, bookmarked} and query.following in {None, mark.following}


def is_in_category(tables: Tables, topic: Topic, known: str | None) -> bool:
    """Whether a topic is in the category of this id or slug, if any is asked for."""
    category = tables.categories.get(topic.category_id)
    return known is None or (category is not None and known in {category.id, category.slug})


def _fitting(tables: Tables, asked: Asked) -> set[str]:
    """The newest of the topics that a question finds by their own words."""
    rows = tables.entries.where(
        lambda row: (
            row.entry.post_id is None and fit(asked, row.entry.title, row.entry.tags, row.entry.body) > 0
        )
    )
    newest = sorted(rows, key=lambda row: row.number, reverse=True)[:MOST_RANKED]
    return {row.entry.topic_id for row in newest}


def _key(topic: Topic, sort: TopicSort) -> Key:
    order = {
        TopicSort.LATEST: to_milliseconds(topic.last_activity_at),
        TopicSort.NEWEST: to_milliseconds(topic.created_at),
        TopicSort.TOP: topic.like_count,
        TopicSort.HOT: topic.hot,
        TopicSort.UNANSWERED: topic.attention,
    }
    return (order[sort], topic.id)


def _viewer(tables: Tables, actor: Actor, topic: Topic) -> TopicViewer:
    mark = mark_of(tables, topic.id, actor.user_id)
    return TopicViewer(
        liked=mark.liked,
        following=mark.following,
        bookmarked=mark.bookmarked_at is not None,
        unread_count=unread(mark, topic.last_seq),
        can_edit=may_change(actor, topic, topic.author_id),
        can_delete=may_remove(actor, topic, topic.author_id, topic.organization_id),
        can_mark_best=may_mark_best(actor, topic),
    )


def summary(tables: Tables, actor: Actor, topic: Topic) -> TopicSummary:
    """A topic as lists show it."""
    return TopicSummary(
        id=topic.id,
        title=topic.title,
        excerpt=topic.excerpt,
        category=_card(tables, topic),
        tags=topic.tags,
        author=person_card(tables, topic.author_id),
        organization=organization_card(tables, topic.organization_id),
        visibility=topic.visibility,
        post_count=topic.post_count,
        like_count=topic.like_count,
        view_count=topic.view_count,
        follower_count=topic.follower_count,
        answered=topic.best_answer_id is not None,
        best_answer_id=topic.best_answer_id,
        pinned=topic.pinned,
        locked=topic.locked,
        last_activity_at=topic.last_activity_at,
        last_post=_last_post(tables, topic),
        viewer=_viewer(tables, actor, topic),
        created_at=topic.created_at,
        updated_at=topic.updated_at,
        version=topic.version,
    )


def _last_post(tables: Tables, topic: Topic) -> LastPost | None:
    post = tables.posts.get(topic.last_post_id) if topic.last_post_id else None
    if post is None:
        return None
    return LastPost(id=post.id, author=person_card(tables, post.author_id), created_at=post.created_at)


def _card(tables: Tables, topic: Topic) -> CategoryCard:
    category = tables.categories.get(topic.category_id)
    if category is None:
        message = f"topic {topic.id} stands in a category that isn't there"
        raise LookupError(message)
    return CategoryCard(
        id=category.id,
        slug=category.slug,
        name=category.name,
        name_ar=category.name_ar,
        colour=category.colour,
    )


def _details(tables: Tables, category: Category) -> CategoryDetails:
    return CategoryDetails(
        id=category.id,
        slug=category.slug,
        name=category.name,
        name_ar=category.name_ar,
        description=category.description,
        description_ar=category.description_ar,
        colour=category.colour,
        position=category.position,
        topic_count=tables.topic_counts.get(category.id) or 0,
        version=category.version,
    )
