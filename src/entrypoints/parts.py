"""What an installation leans on, each with a question that tells whether it is well."""

from collections.abc import Callable

Part = Callable[[], str]
"""Answers with a word on how it is doing, without addresses or secrets; raises a core error when it isn't."""
