"""The two languages in which the platform speaks to people."""

from enum import StrEnum


class Language(StrEnum):
    """A language of mails, problems and pages; people's own words are never translated."""

    ENGLISH = "en"
    ARABIC = "ar"
