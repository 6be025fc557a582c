"""A message says what the mail says, whatever that is, in a form that every server passes on."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

from hypothesis import example, given
from hypothesis import strategies as st

from adapters.mail.message import compose, one_line
from p2p_core.contracts.mailboxes import a_mail

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ODD = st.sampled_from('تأكيد  بريدabc=?_"<>,;@()\\\r\n\u2028\u0085')
WORDS = st.text(st.one_of(st.characters(codec="utf-8"), ODD), max_size=300)


@given(WORDS)
@example("=?utf-8?q?hidden?=")
@example("a" * 2_000)
def test_every_subject_comes_back_as_one_line(subject: str) -> None:
    content = compose(replace(a_mail(), subject=subject), "p2p@p2p.example", NOW)
    assert content.isascii()
    assert all(len(line) <= 998 for line in content.splitlines())
    head = message_from_bytes(content)
    assert str(make_header(decode_header(head["Subject"]))) == one_line(subject)
    assert head.keys()[:7] == [
        "From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted",
    ]  # fmt: skip


@given(st.text(st.one_of(st.characters(codec="utf-8"), ODD), max_size=60))
def test_every_name_of_a_sender_stays_a_name(name: str) -> None:
    plain = one_line(name).replace('"', "").replace("\\", "")
    content = compose(a_mail(), f'"{plain}" <p2p@p2p.example>', NOW)
    shown, address = parseaddr(message_from_bytes(content)["From"])
    assert address == "p2p@p2p.example"
    assert str(make_header(decode_header(shown))) == one_line(parseaddr(f'"{plain}" <p2p@p2p.example>')[0])


@given(WORDS)
def test_every_text_comes_back_but_for_the_form_of_its_line_ends(text: str) -> None:
    content = compose(replace(a_mail(), text=text), "p2p@p2p.example", NOW)
    plain = message_from_bytes(content, policy=default).get_body(("plain",))
    assert plain is not None
    assert lines(plain.get_content()) == lines(text)


def lines(text: str) -> list[bytes]:
    return text.removesuffix("\n").encode().splitlines() or [b""]
