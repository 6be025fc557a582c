"""The forum's part of a transaction in memory, and the inbox's, which tells of it."""

from abc import ABC, abstractmethod

from adapters.memory.forum import MemoryCategories, MemoryEdits, MemoryPosts, MemoryTopics
from adapters.memory.inbox import MemoryAudience, MemoryNotifications, MemoryPreferences
from adapters.memory.marks import MemoryMarks
from adapters.memory.mentions import MemoryMentions
from adapters.memory.moderation import MemoryInterventions, MemoryReports
from adapters.memory.tables import Tables


class ForumTransaction(ABC):
    """What the forum is changed with."""

    @abstractmethod
    def _open(self) -> Tables:
        """The tables, as long as the transaction lasts."""

    @property
    def categories(self) -> MemoryCategories:
        """Categories."""
        return MemoryCategories(self._open())

    @property
    def topics(self) -> MemoryTopics:
        """Topics."""
        return MemoryTopics(self._open())

    @property
    def posts(self) -> MemoryPosts:
        """Posts."""
        return MemoryPosts(self._open())

    @property
    def edits(self) -> MemoryEdits:
        """Edits of people's words."""
        return MemoryEdits(self._open())

    @property
    def marks(self) -> MemoryMarks:
        """What people did with topics."""
        return MemoryMarks(self._open())

    @property
    def notifications(self) -> MemoryNotifications:
        """Notifications."""
        return MemoryNotifications(self._open())

    @property
    def notification_preferences(self) -> MemoryPreferences:
        """What people want to be told."""
        return MemoryPreferences(self._open())

    @property
    def audience(self) -> MemoryAudience:
        """Whom there is to tell."""
        return MemoryAudience(self._open())

    @property
    def interventions(self) -> MemoryInterventions:
        """Interventions."""
        return MemoryInterventions(self._open())

    @property
    def reports(self) -> MemoryReports:
        """Reports."""
        return MemoryReports(self._open())

    @property
    def mentions(self) -> MemoryMentions:
        """Who was mentioned where."""
        return MemoryMentions(self._open())
