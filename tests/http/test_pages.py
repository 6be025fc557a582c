"""The pages for people: both languages, nothing inline, nothing from elsewhere, each link leads somewhere."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
import pytest

from entrypoints.http.catalogue import STATUS_OF
from entrypoints.http.headers import PAGE_POLICY
from entrypoints.http.wording import DETAILS, TITLES, say
from entrypoints.mail_url import mail_url
from entrypoints.setting_values import Environment, Secret
from p2p_core.shared.language import Language
from tests.http.conftest import MakeSite
from tests.http.site import Site, development

PATHS = [
    "/",
    "/verify-email",
    "/accept-invitation",
    "/download-export",
    "/unsubscribe",
    "/docs",
    "/docs/problems",
    "/dev/mailbox",
]
PRODUCTION = development(
    env=Environment.PRODUCTION,
    public_url="https://p2p.example.org",
    secret_keys=(Secret("k" * 40),),
    open_docs=False,
)
VOID = {"meta", "link", "input", "br", "img", "base", "path", "rect", "circle"}


@dataclass
class Read(HTMLParser):
    """What is in a page, as far as these tests ask."""

    answer: httpx.Response
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.unclosed and self.unclosed[-1] == tag:
            self.unclosed.pop()
        else:
            self.stray.append(tag)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


def page(site: Site, path: str, language: str = "en") -> Read:
    answer = site.get(path, headers={"accept-language": language})
    assert answer.status_code == 200
    return Read(answer)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_page_is_in_the_language_of_the_browser(
    site: Site, path: str, language: str, direction: str
) -> None:
    read = page(site, path, language)

    assert read.all("html") == [{"lang": language, "dir": direction}]
    assert read.answer.headers["content-language"] == language
    assert "Accept-Language" in read.answer.headers["vary"]


@pytest.mark.parametrize("path", PATHS)
def test_a_chosen_language_beats_the_browsers_and_is_kept_by_every_link(site: Site, path: str) -> None:
    read = page(site, f"{path}?lang=ar", "en")

    assert read.all("html")[0]["lang"] == "ar"
    own = [link["href"] for link in read.all("a") if link["href"] in {f"{p}?lang=ar" for p in PATHS}]
    assert len(own) >= 5
    assert "?lang=en" in read.values("href")


@pytest.mark.parametrize("wild", ["?lang=fr", "?lang=", "?lang=%FF", "?lang=ar%22%3E", "?nothing=1"])
def test_a_language_we_do_not_have_is_passed_over(site: Site, wild: str) -> None:
    assert page(site, f"/{wild}").all("html")[0]["lang"] == "en"


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_well_built(site: Site, path: str) -> None:
    read = page(site, path)

    assert read.unclosed == [] == read.stray
    assert [len(read.all(tag)) for tag in ("h1", "main", "header", "footer", "title")] == [1, 1, 1, 1, 1]
    ids = read.values("id")
    assert sorted(ids) == sorted(set(ids))
    referred = [i for name in ("aria-labelledby", "aria-describedby", "for") for i in read.values(name)]
    assert set(" ".join(referred).split()) <= set(ids)
    assert read.all("a")[0] == {"class": "skip", "href": "#content"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_runs_nothing_inline_and_loads_nothing_from_elsewhere(
    site: Site, path: str, language: str
) -> None:
    read = page(site, path, language)

    assert all("src" in script for script in read.all("script"))
    assert [name for _, attributes in read.tags for name in attributes if name.startswith("on")] == []
    assert read.values("style") == []
    assert read.all("style") == []
    loaded = [*read.values("src"), *(link["href"] for link in read.all("link"))]
    assert loaded
    assert [address for address in loaded if not address.startswith("/static/")] == []


@pytest.mark.parametrize(
    "path", ["/", "/verify-email", "/accept-invitation", "/download-export", "/unsubscribe", "/docs/problems"]
)
def test_a_page_may_run_only_our_own_files(site: Site, path: str) -> None:
    assert page(site, path).answer.headers["content-security-policy"] == PAGE_POLICY.decode()


def test_no_policy_of_any_page_lets_scripts_stand_inline(site: Site) -> None:
    for path in PATHS:
        policy = page(site, path).answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "'unsafe-eval'" not in policy


@pytest.mark.parametrize("path", PATHS)
def test_every_link_of_a_page_leads_somewhere(site: Site, path: str) -> None:
    read = page(site, path)

    for address in {*read.values("href"), *read.values("src")} - {"?lang=ar"}:
        there, _, anchor = address.partition("#")
        answer = site.get(there or path)
        assert answer.status_code == 200, address
        if anchor:
            assert anchor in Read(answer).values("id"), address


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    etag = page(site, "/").answer.headers["etag"]

    assert site.get("/", headers={"if-none-match": etag}).status_code == 304
    assert site.get("/?lang=ar", headers={"if-none-match": etag}).status_code == 200


def test_opening_a_verification_page_completes_nothing(site: Site) -> None:
    token = site.sign_up()

    site.get(f"/verify-email?token={token}")
    site.request("HEAD", "/verify-email")

    assert site.log_in().json()["code"] == "email_not_verified"


@pytest.mark.parametrize("code", STATUS_OF)
def test_the_type_of_every_problem_leads_to_its_words_in_both_languages(site: Site, code: str) -> None:
    read = page(site, "/docs/problems")

    assert code in read.values("id")
    entry = read.answer.text.split(f'id="{code}"')[1].split("</article>")[0]
    for language in Language:
        for wording in (TITLES, DETAILS):
            said = say(wording, code, language)
            assert said
            assert said.replace("'", "&#x27;") in entry


@pytest.mark.parametrize("path", ["/docs", "/dev/mailbox", "/dev/mailbox/1", "/schema/openapi.json"])
def test_in_production_the_pages_of_developers_do_not_exist(make_site: MakeSite, path: str) -> None:
    assert make_site(PRODUCTION).get(path).json()["code"] == "not_found"


@pytest.mark.parametrize("path", ["/", "/docs/problems", "/verify-email"])
def test_in_production_no_page_leads_to_those_of_developers(make_site: MakeSite, path: str) -> None:
    read = page(make_site(PRODUCTION), path)

    assert [link for link in read.values("href") if re.match(r"/docs$|/docs\?|/dev/", link)] == []
    assert "/dev/mailbox" not in read.answer.text


def test_where_mails_are_sent_no_page_leads_to_an_empty_mailbox(make_site: MakeSite) -> None:
    sending = development(mail_url=mail_url("smtp://localhost:25"))
    assert "/dev/mailbox" not in page(make_site(sending), "/").answer.text
