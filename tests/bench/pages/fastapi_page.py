"""The page of topics as it is most often built: FastAPI, SQLModel with relationships, asyncpg.

Kept simple and fair: eager loading instead of a query for each row, a pool that is warm, one query for
the session, and the columns of our own page.
"""

import json
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Cookie, Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import BigInteger, Column
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import joinedload
from sqlmodel import Field, Relationship, SQLModel, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

_engine = create_async_engine(
    os.environ["BENCH_DATABASE"].replace("postgresql://", "postgresql+asyncpg://"), pool_size=8
)
_sessions = async_sessionmaker(_engine, class_=AsyncSession, expire_on_commit=False)
app = FastAPI()
_eager: Any = joinedload  # the checker takes a relationship for what it leads to


class Organization(SQLModel, table=True):
    """An organization."""

    __tablename__ = "organizations"
    id: str = Field(primary_key=True)
    name: str


class User(SQLModel, table=True):
    """A person."""

    __tablename__ = "users"
    id: str = Field(primary_key=True)
    first_name: str
    last_name: str
    organization_id: str = Field(foreign_key="organizations.id")
    organization: Organization = Relationship()


class SignIn(SQLModel, table=True):
    """A session."""

    __tablename__ = "sessions"
    id: str = Field(primary_key=True)
    token_hash: str
    user_id: str = Field(foreign_key="users.id")
    user: User = Relationship()


class Category(SQLModel, table=True):
    """A shelf."""

    __tablename__ = "categories"
    id: str = Field(primary_key=True)
    slug: str
    name: str
    name_ar: str
    colour: str


class Post(SQLModel, table=True):
    """A reply."""

    __tablename__ = "posts"
    id: str = Field(primary_key=True)
    author_id: str = Field(foreign_key="users.id")
    created_at: int = Field(sa_column=Column(BigInteger))
    author: User = Relationship()


class Topic(SQLModel, table=True):
    """A topic."""

    __tablename__ = "topics"
    id: str = Field(primary_key=True)
    title: str
    excerpt: str
    tags: str
    visibility: str
    post_count: int
    like_count: int
    view_count: int
    follower_count: int
    best_answer_id: str | None
    pinned: bool
    locked: bool
    version: int
    last_activity_at: int = Field(sa_column=Column(BigInteger))
    created_at: int = Field(sa_column=Column(BigInteger))
    updated_at: int = Field(sa_column=Column(BigInteger))
    category_id: str = Field(foreign_key="categories.id")
    author_id: str = Field(foreign_key="users.id")
    organization_id: str = Field(foreign_key="organizations.id")
    last_post_id: str | None = Field(foreign_key="posts.id")
    category: Category = Relationship()
    author: User = Relationship()
    organization: Organization = Relationship()
    last_post: Post = Relationship()


class OrganizationCard(BaseModel):
    """An organization beside a name."""

    id: str
    name: str
    logo: None = None


class PersonCard(BaseModel):
    """A person beside what they wrote."""

    id: str
    display_name: str
    picture: None = None
    organization: OrganizationCard


class CategoryCard(BaseModel):
    """A shelf beside a title."""

    id: str
    slug: str
    name: str
    name_ar: str
    colour: str


class LastPost(BaseModel):
    """The newest reply."""

    id: str
    author: PersonCard
    created_at: datetime


class TopicSummary(BaseModel):
    """A topic in a list."""

    id: str
    title: str
    excerpt: str
    category: CategoryCard
    tags: list[str]
    author: PersonCard
    organization: OrganizationCard
    visibility: str
    post_count: int
    like_count: int
    view_count: int
    follower_count: int
    answered: bool
    best_answer_id: str | None
    pinned: bool
    locked: bool
    last_activity_at: datetime
    last_post: LastPost | None
    created_at: datetime
    updated_at: datetime
    version: int


class Page(BaseModel):
    """Some topics."""

    items: list[TopicSummary]
    next_cursor: str | None


async def database() -> AsyncIterator[AsyncSession]:
    """A session of the pool."""
    async with _sessions() as session:
        yield session


Database = Annotated[AsyncSession, Depends(database)]


async def signed_in(session: Database, p2p_session: Annotated[str | None, Cookie()] = None) -> User:
    """Who asks."""
    hashed = sha256((p2p_session or "").encode()).hexdigest()
    query = select(SignIn).where(SignIn.token_hash == hashed).options(_eager(SignIn.user))
    found = (await session.exec(query)).first()
    if found is None:
        raise HTTPException(401)
    return found.user


@app.get("/health")
async def health() -> dict[str, str]:
    """Answer."""
    return {"status": "ok"}


@app.get("/topics")
async def topics(session: Database, user: Annotated[User, Depends(signed_in)], limit: int = 20) -> Page:
    """A page of topics."""
    query = (
        select(Topic)
        .where(or_(Topic.visibility == "network", Topic.organization_id == user.organization_id))
        .order_by(Topic.last_activity_at.desc(), Topic.id.desc())  # type: ignore[attr-defined]  # a column
        .limit(limit + 1)
        .options(
            _eager(Topic.category),
            _eager(Topic.organization),
            _eager(Topic.author).joinedload(User.organization),
            _eager(Topic.last_post).joinedload(Post.author).joinedload(User.organization),
        )
    )
    found = list((await session.exec(query)).all())
    shown = [_summary(topic) for topic in found[:limit]]
    return Page(items=shown, next_cursor=shown[-1].id if len(found) > limit else None)


def _summary(topic: Topic) -> TopicSummary:
    plain = topic.model_dump(exclude={"tags", "last_activity_at", "created_at", "updated_at"})
    return TopicSummary(
        **plain,
        tags=json.loads(topic.tags),
        category=CategoryCard(**topic.category.model_dump()),
        author=_person(topic.author),
        organization=OrganizationCard(**topic.organization.model_dump()),
        answered=topic.best_answer_id is not None,
        last_activity_at=_moment(topic.last_activity_at),
        created_at=_moment(topic.created_at),
        updated_at=_moment(topic.updated_at),
        last_post=LastPost(
            id=topic.last_post.id,
            author=_person(topic.last_post.author),
            created_at=_moment(topic.last_post.created_at),
        ),
    )


def _person(user: User) -> PersonCard:
    place = OrganizationCard(**user.organization.model_dump())
    return PersonCard(id=user.id, display_name=f"{user.first_name} {user.last_name}", organization=place)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
