"""What two stores find about themselves, each about what it keeps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from p2p_core.shared.inspections import Finding, Inspections

_OF_CONTENT = ("categories.", "topics.", "posts.", "search.", "notifications.count")
"""What the one finds nothing about, since it keeps none of it."""
_OF_BOTH = ("outbox.", "clock")


class ContentInspections(Protocol):
    """Everything that the store of content can check about itself."""

    def findings(self, now: datetime) -> Sequence[Finding]:
        """One finding for each check; checks that can't run are findings, never errors."""
        ...


@dataclass(frozen=True, slots=True)
class SplitInspections:
    """The checks of both; whether likes that people were told of are right, nobody can see in one of them."""

    rest: Inspections
    content: ContentInspections

    def findings(self, now: datetime, factor_keys: Collection[str] | None = None) -> Sequence[Finding]:
        rest = [
            finding
            for finding in self.rest.findings(now, factor_keys)
            if not finding.name.startswith(_OF_CONTENT)
        ]
        return [*rest, *map(_named, self.content.findings(now))]


def _named(finding: Finding) -> Finding:
    """Told apart from what the other store says of the same."""
    both = finding.name.startswith(_OF_BOTH)
    return replace(finding, name=f"content.{finding.name}") if both else finding
