"""Every mail can be looked at in both languages: a new one that can't is noticed here."""

import re
from collections.abc import Iterator, Mapping
from types import ModuleType

import pytest

from p2p_core.notifications import wording as of_accounts
from p2p_core.notifications.inbox import notice_wording as of_notices
from p2p_core.notifications.inbox import wording as of_inbox
from p2p_core.notifications.own_data import wording as of_data
from p2p_core.notifications.previews import TEMPLATES, previews
from p2p_core.notifications.security import wording as of_security
from p2p_core.notifications.wording import Words
from p2p_core.shared.language import Language


def written(module: ModuleType) -> Iterator[int]:
    """The mails whose words stand in a module."""
    for value in vars(module).values():
        if isinstance(value, Mapping) and all(isinstance(words, Words) for words in value.values()):
            yield id(value)


def test_every_mail_has_its_preview() -> None:
    known = {id(words) for words, _ in TEMPLATES.values()}
    assert {
        one for module in (of_accounts, of_security, of_data, of_inbox, of_notices) for one in written(module)
    } == known


@pytest.mark.parametrize(
    ("name", "language", "letter"), [*previews("https://p2p.example")], ids=lambda value: str(value)[:30]
)
def test_a_preview_is_whole_in_its_language(name: str, language: Language, letter: object) -> None:
    text, html, subject = (str(getattr(letter, part)) for part in ("text", "html", "subject"))
    assert "$" not in text + subject
    assert f'lang="{language.value}"' in html
    assert ('dir="rtl"' in html) == (language is Language.ARABIC)
    assert bool(re.search(r"[\u0600-\u06ff]", subject)) == (language is Language.ARABIC)
    assert "https://p2p.example/" in text
    assert name in TEMPLATES
