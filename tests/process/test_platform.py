"""Two servers, two workers, PostgreSQL, Redis and a mail server: for people they are one platform."""

from pathlib import Path

import httpx
import pytest

from tests.process.installation import Server
from tests.process.journey import (
    AUTH,
    FORUMS,
    PASSWORD,
    done,
    log_in,
    must_be_there,
    patiently,
    sign_up,
    write_a_thread,
)
from tests.process.platform import Platform, looked_over, platform
from tests.process.waiting import until
from tests.process.workers import LONGER, at_work

pytestmark = pytest.mark.process
ADMIN, COLLEAGUE = "noura@plastics.example", "omar@plastics.example"
API = "/api/v1"


def another_browser(server: Server, former: httpx.Client | None = None) -> httpx.Client:
    """A browser at a server; with the cookies of one at another server, as behind one address."""
    cookies = dict(former.cookies) if former else {}
    return httpx.Client(base_url=server.browser.base_url, timeout=90, cookies=cookies)


def signed_up(here: Platform, first: Server, second: Server) -> None:
    """Sign up at the one, prove the address at the other, sign in at the one; both browsers are signed in."""
    sign_up(first, ADMIN)
    verified = done(second.browser.post(f"{AUTH}/email/verify", json={"token": here.token_to(ADMIN)}))
    assert verified["user"]["role"] == "admin"
    log_in(first, ADMIN)
    second.browser.cookies.update(dict(first.browser.cookies))


def joined(here: Platform, first: Server, second: Server) -> str:
    """Invite a colleague at the other server, who accepts at the one; the colleague's id."""
    invitation = done(
        second.browser.post(
            f"{API}/invitations/send",
            json={"email": COLLEAGUE, "role": "member"},
            headers={"Idempotency-Key": "the-only-one"},
        ),
        201,
    )
    again = first.browser.post(
        f"{API}/invitations/send",
        json={"email": COLLEAGUE, "role": "member"},
        headers={"Idempotency-Key": "the-only-one"},
    )
    assert (done(again, 201)["id"], again.headers["idempotent-replayed"]) == (invitation["id"], "true")
    new = {"token": here.token_to(COLLEAGUE), "password": PASSWORD}
    new |= {"first_name": "عمر", "last_name": "Al-Harbi"}
    with another_browser(first) as browser:
        accepted = done(patiently(lambda: browser.post(f"{API}/invitations/accept", json=new)), 201)
        with another_browser(second, browser) as elsewhere:
            assert done(elsewhere.get(f"{AUTH}/session")) == accepted
            topic = write_a_thread(second)
            reply = done(elsewhere.post(f"{FORUMS}/topics/{topic}/posts", json={"body": "مرحبًا بكم"}), 201)
    posts = done(first.browser.get(f"{FORUMS}/topics/{topic}/posts"))["items"]
    assert posts[-1]["id"] == reply["id"]
    assert done(second.browser.get(f"{API}/invitations"))["items"][0]["status"] == "accepted"
    return str(accepted["user"]["id"])


def changed(first: Server, second: Server, colleague: str) -> None:
    """A version is told apart and a role acts, whichever server is asked."""
    user = first.browser.get(f"{API}/users/{colleague}")
    there = {"If-Match": user.headers["etag"]}
    done(second.browser.patch(f"{API}/users/{colleague}", json={"role": "admin"}, headers=there))
    late = first.browser.patch(f"{API}/users/{colleague}", json={"role": "member"}, headers=there)
    assert (late.status_code, late.json()["code"]) == (412, "version_conflict")
    done(first.browser.delete(f"{API}/users/{colleague}"), 204)
    assert second.browser.get(f"{API}/users/{colleague}").status_code == 404


@pytest.mark.timeout(600)
@pytest.mark.parametrize("in_mongo", [False, True], ids=["content with people", "content in MongoDB"])
def test_a_strangers_journey_goes_through_two_servers_and_two_workers_and_a_mail_server(
    tmp_path: Path, *, in_mongo: bool
) -> None:
    with platform(tmp_path, in_mongo=in_mongo) as here:
        one, two = here.installation("1"), here.installation("2")
        with one.served() as first, two.served() as second:
            with at_work(one, here.log, lease=LONGER), at_work(two, here.log, lease=LONGER):
                signed_up(here, first, second)
                colleague = joined(here, first, second)
                must_be_there(first, write_a_thread(first))
                changed(first, second, colleague)
                for number in range(4):
                    sign_up((first, second)[number % 2], f"person{number}@metals.example")
                until(lambda: len(here.post.inbox) == 7)
                until(lambda: "workers at work: 2" in second.browser.get("/health/detailed").text)
                assert looked_over(two) == {}
            one_session_ends_everywhere(first, second)
        said = here.log.read_text() + one.log.read_text() + two.log.read_text()
        assert "Traceback" not in said
        assert "@plastics" not in said
        assert len({str(mail.message["Message-ID"]) for mail in here.post.inbox}) == 7
        assert (len(here.mails_to(ADMIN)), len(here.mails_to(COLLEAGUE))) == (2, 1), (
            "and one tells of the reply"
        )


def one_session_ends_everywhere(first: Server, second: Server) -> None:
    """Within the second for which a server believes what it has looked up."""
    done(second.browser.get(f"{AUTH}/session"))
    done(first.browser.post(f"{AUTH}/logout"), 204)
    with another_browser(first, second.browser) as keeps_its_cookie:
        assert keeps_its_cookie.get(f"{AUTH}/session").status_code == 401
    until(lambda: second.browser.get(f"{AUTH}/session").status_code == 401)
    refused = second.browser.post(f"{FORUMS}/topics", json={})
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
