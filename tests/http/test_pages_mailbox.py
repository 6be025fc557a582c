"""The development mailbox as a page: what a mail contains is shown, and can do nothing."""

import pytest

from entrypoints.http.pages.mailbox import POLICY
from entrypoints.setting_values import Environment
from p2p_core.notifications.model import Mail
from p2p_core.notifications.previews import TEMPLATES
from p2p_core.shared.language import Language
from tests.http.conftest import MakeSite
from tests.http.site import Site, development
from tests.http.test_pages import Read, page

HOSTILE = """</iframe><script>alert(1)</script>"><img src=x onerror=alert(2)> &amp; 'x' $name ${title}"""


def a_mail(site: Site, **changes: str) -> None:
    words = {"to": "sara@plastics.example", "subject": "s", "text": "t", "html": "<p>h</p>"} | changes
    mail = Mail(message_id=f"{words}", language=Language.ENGLISH, **words)
    site.world.memory.mailbox.send(mail)


def test_an_empty_mailbox_says_so_in_both_languages(site: Site) -> None:
    assert "No mail yet" in page(site, "/dev/mailbox").answer.text
    assert "لا رسائل بعد" in page(site, "/dev/mailbox", "ar").answer.text


def test_the_newest_mail_is_open_and_every_other_can_be_opened(site: Site) -> None:
    a_mail(site, subject="first")
    a_mail(site, subject="الثانية")

    read = page(site, "/dev/mailbox")

    assert read.answer.text.index("الثانية") < read.answer.text.index("first")
    links = [link["href"] for link in read.all("a") if link.get("class") == "mail"]
    assert len(links) == 2
    opened = page(site, links[1])
    assert '<h2 id="subject"><bdi>first</bdi></h2>' in opened.answer.text


def test_a_mail_is_framed_so_that_it_can_neither_run_scripts_nor_reach_the_page(site: Site) -> None:
    a_mail(site, html="<p>مرحبًا</p>")

    (frame,) = page(site, "/dev/mailbox").all("iframe")

    assert frame["srcdoc"] == '<base target="_blank"><p>مرحبًا</p>'
    assert frame["sandbox"].split() == ["allow-popups", "allow-popups-to-escape-sandbox"]


def test_a_mail_with_markup_everywhere_stays_letters(site: Site) -> None:
    a_mail(site, to=HOSTILE, subject=HOSTILE, text=HOSTILE, html=HOSTILE)

    read = page(site, "/dev/mailbox")

    assert read.unclosed == [] == read.stray
    assert read.all("img") == []
    assert all(script["src"].startswith("/static/") for script in read.all("script"))
    assert read.all("iframe")[0]["srcdoc"].endswith(HOSTILE)


def test_a_mail_may_style_itself_and_nothing_more(site: Site) -> None:
    policy = page(site, "/dev/mailbox").answer.headers["content-security-policy"]

    assert policy == POLICY.decode()
    assert policy.count("'unsafe-inline'") == 1
    assert "style-src 'self' 'unsafe-inline'" in policy


def test_a_mail_that_is_not_there_is_not_found(site: Site) -> None:
    a_mail(site)

    assert site.get("/dev/mailbox/nothing").json()["code"] == "not_found"


def test_no_cache_keeps_a_mailbox(site: Site) -> None:
    a_mail(site)

    assert Read(site.get("/dev/mailbox")).answer.headers["cache-control"] == "no-store"


def test_all_mails_there_can_be_are_shown_in_both_languages_as_html_and_text(site: Site) -> None:
    read = page(site, "/dev/mailbox/previews")
    links = [link["href"] for link in read.all("a") if link.get("class") == "mail"]
    assert len(links) == 2 * len(TEMPLATES)
    opened = page(site, "/dev/mailbox/previews/invitation.ar")
    assert "يدعوك عمر حداد" in opened.all("iframe")[0]["srcdoc"]
    assert "accept-invitation#token=…" in opened.answer.text
    assert site.get("/dev/mailbox/previews/nothing").json()["code"] == "not_found"


@pytest.mark.parametrize(
    "path", ["/dev/mailbox", "/dev/mailbox/previews", "/dev/mailbox/previews/invitation.ar"]
)
def test_production_has_neither_mailbox_nor_previews(make_site: MakeSite, path: str) -> None:
    changes = {"env": Environment.PRODUCTION, "public_url": "https://p2p.example"}
    assert make_site(development(**changes)).get(path).json()["code"] == "not_found"
