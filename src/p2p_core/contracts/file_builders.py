"""Files with every field filled, as in ``builders``."""

from datetime import datetime, timedelta

from p2p_core.contracts.builders import ARABIC, NOON, an_id
from p2p_core.files.model import Audience, File, FileStatus, Flaw, Purpose, Variant
from p2p_core.identity.users.model import User
from p2p_core.shared.ids import FileId


def a_file(owner: User, at: datetime = NOON) -> File:
    """A file that has been through everything at once."""
    return File(
        id=FileId(an_id()),
        owner_id=owner.id,
        organization_id=owner.organization_id,
        purpose=Purpose.USE_CASE_MEDIA,
        name=f"{ARABIC}.mp4",
        media_type="video/mp4",
        size=3 * 1024**3,
        created_at=at,
        expires_at=at + timedelta(hours=24),
        sha256="ab" * 32,
        status=FileStatus.READY,
        audience=Audience.ORGANIZATION,
        attached_to="topic:01a20378-0000-7000-8000-000000000001",
        reason=Flaw.NOT_PLAYABLE,
        width=1920,
        height=1080,
        duration=12_345,
        placeholder="data:image/webp;base64,AAAA",
        part="content",
        variants=(
            Variant(
                name="small.webp", media_type="image/webp", width=320, height=180, size=9, sha256="cd" * 32
            ),
        ),
        deleted_at=at + timedelta(days=1),
        version=8,
        position=3,
        description=f"{ARABIC}: the worn seal",
    )
