"""Mails in full: the same words as plain text and as HTML that every mail program shows."""

import re
from dataclasses import dataclass
from html import escape
from string import Template

from p2p_core.notifications.wording import PLATFORM, Words
from p2p_core.shared.bidi import balanced, isolated
from p2p_core.shared.language import Language

_ALONE = re.compile(r"\$[a-z_]+")
_HTML = Template(
    """<!doctype html>
<html lang="$language" dir="$direction">
<head><meta charset="utf-8"><title>$subject</title></head>
<body style="margin:0;padding:24px;background:#f1f5f9;font-family:Tahoma,Arial,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:32px;background:#fff;border-radius:12px;\
color:#0f172a;line-height:1.6">
<p style="margin:0 0 24px;font-weight:bold;color:#1e40af">$platform</p>
$before
<p style="margin:24px 0"><a href="$link" style="display:inline-block;padding:12px 24px;border-radius:8px;\
background:#1e40af;color:#fff;text-decoration:none;font-weight:bold">$button</a></p>
$after
<p style="margin:24px 0 0;font-size:13px;color:#475569;word-break:break-all" dir="ltr">$link</p>
$ending</div>
</body>
</html>
"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail's content, before it has a recipient."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Ending:
    """Where mails of this kind are ended."""

    words: str
    link: str


_ENDING = Template(
    """<p style="margin:24px 0 0;font-size:13px"><a href="$link" style="color:#475569">$words</a></p>
"""
)


def write_letter(
    words: Words, language: Language, link: str, values: dict[str, str], ending: Ending | None = None
) -> Letter:
    """Fill the words in; people's own text stays literal in both forms."""
    set_in = {name: isolated(value, language) for name, value in values.items()}
    subject = _one_line(Template(words.subject).substitute(set_in))
    before, after = (_filled(part, values, set_in) for part in (words.before, words.after))
    said = [*before, f"{words.button}:\n{link}", *after]
    signed = [f"-- \n{PLATFORM[language]}", *([f"{ending.words}:\n{ending.link}"] if ending else [])]
    text = "\n\n".join([*said, *signed]) + "\n"
    html = _HTML.substitute(
        language=language.value,
        direction="rtl" if language is Language.ARABIC else "ltr",
        platform=PLATFORM[language],
        subject=escape(subject),
        before=_paragraphs(words.before, values),
        after=_paragraphs(words.after, values),
        link=escape(link),
        button=escape(words.button),
        ending=_ENDING.substitute(link=escape(ending.link), words=escape(ending.words)) if ending else "",
    )
    return Letter(subject=subject, text=text, html=html)


def _filled(paragraphs: tuple[str, ...], values: dict[str, str], set_in: dict[str, str]) -> list[str]:
    """The paragraphs with their values; one that nothing is left of isn't there.

    What has a paragraph to itself needs no frame, and gives the paragraph its direction.
    """
    filled = [
        Template(paragraph).substitute(values if _ALONE.fullmatch(paragraph) else set_in)
        for paragraph in paragraphs
    ]
    return [paragraph for paragraph in filled if paragraph]


def _paragraphs(paragraphs: tuple[str, ...], values: dict[str, str]) -> str:
    written = {name: escape(balanced(value)) for name, value in values.items()}
    set_in = {name: f"<bdi>{value}</bdi>" for name, value in written.items()}
    return "\n".join(
        f'<p style="margin:0 0 16px;white-space:pre-line" dir="auto">{paragraph}</p>'
        for paragraph in _filled(tuple(map(escape, paragraphs)), written, set_in)
    )


def _one_line(text: str) -> str:
    """A header has one line, whatever a name contains."""
    return " ".join(text.split())
