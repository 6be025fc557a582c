"""Where things are found over HTTP that the core itself tells of."""

from p2p_core.shared.ids import FileId

FILES = "/api/v1/files"
"""Where files are found by whoever is shown one."""


def content_address(file_id: FileId, variant: str | None = None) -> str:
    """Where a file's content, or a smaller picture of it, is fetched."""
    return f"{FILES}/{file_id}/content" + (f"?variant={variant}" if variant else "")
