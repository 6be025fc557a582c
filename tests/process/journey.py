"""What a stranger does, step by step, over the wire."""

from collections.abc import Callable
from threading import Event
from typing import Any

import httpx

from tests.canaries import CANARY
from tests.process.installation import Server

AUTH, FORUMS = "/api/v1/auth", "/api/v1/forums"
PASSWORD = CANARY
BODY = """Melt was raised, scrap stays at 4 %: temp < 40 and pressure > 3 bar.

| setting | before | now |
| --- | --- | --- |
| melt °C | 215 | 235 |

ما رأيكم في هذه النتيجة؟
"""


def done(answer: httpx.Response, status: int = 200) -> Any:  # noqa: ANN401 - any JSON
    """The answer's JSON; the status is as expected."""
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def sign_up(server: Server, email: str) -> None:
    """Ask for an account."""
    body = {
        "email": email,
        "password": PASSWORD,
        "first_name": "نورة",
        "last_name": "Al-Harbi",
        "organization": {"name": "مصنع نجد للبلاستيك", "country": "SA"},
    }
    done(patiently(lambda: server.browser.post(f"{AUTH}/signup", json=body)), 202)


def patiently(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Ask again as long as the server says that it can't now, as clients should.

    It may be too busy for passwords; or its MongoDB lets nobody write until it has ended what a killed
    process had begun.
    """
    pause, answer = Event(), ask()
    while answer.status_code == 503:
        pause.wait(float(answer.headers["retry-after"]))
        answer = ask()
    return answer


def token_of(mail: dict[str, Any]) -> str:
    """The token of the link in a mail."""
    return str(mail["text"].split("#token=")[1].split()[0])


def log_in(server: Server, email: str) -> None:
    """Sign in with the server's browser."""
    sign_in(server.browser, email)


def sign_in(browser: httpx.Client, email: str) -> dict[str, Any]:
    """Sign in with a browser; the session as it is told."""
    login = {"email": email, "password": PASSWORD}
    session: dict[str, Any] = done(patiently(lambda: browser.post(f"{AUTH}/login", json=login)))
    return session


def write_a_thread(server: Server) -> str:
    """Start a topic, reply to it and to the reply, and page through topics; the topic's id."""
    browser = server.browser
    category = done(browser.get(f"{FORUMS}/categories"))["items"][0]["id"]
    new = {"title": "Weld lines on the lid", "body": BODY, "category_id": category}
    first = done(browser.post(f"{FORUMS}/topics", json=new), 201)["id"]
    topic = done(browser.post(f"{FORUMS}/topics", json={**new, "title": "خطوط اللحام"}), 201)["id"]
    posts = f"{FORUMS}/topics/{topic}/posts"
    reply = done(browser.post(posts, json={"body": "Vent the mould."}), 201)["id"]
    done(browser.post(posts, json={"body": "شكرًا", "parent_id": reply}), 201)
    page = done(browser.get(f"{FORUMS}/topics?limit=1"))
    rest = done(browser.get(f"{FORUMS}/topics?limit=1&cursor={page['next_cursor']}"))
    assert [page["items"][0]["id"], rest["items"][0]["id"]] == [topic, first]
    return str(topic)


def must_be_there(server: Server, topic: str) -> None:
    """Everything that `write_a_thread` wrote."""
    read = done(server.browser.get(f"{FORUMS}/topics/{topic}"))
    assert read["body"] == BODY
    assert "<table" in read["body_html"]
    assert "temp &lt; 40" in read["body_html"]
    (reply,) = done(server.browser.get(f"{FORUMS}/topics/{topic}/posts"))["items"]
    assert reply["replies"]["items"][0]["body"] == "شكرًا"
