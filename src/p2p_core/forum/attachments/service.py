"""How files are shown beside words: their audience is that of the words, and goes and comes with them."""

from collections.abc import Iterable, Sequence

from p2p_core.files.model import Audience, File
from p2p_core.files.ports import FileTransaction
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.ids import FileId


def attach(tx: FileTransaction, actor: Actor, place: str, audience: Audience, wanted: Sequence[str]) -> bool:
    """Show exactly these files there, in this order; false when that is so already.

    Raises ``Invalid`` on ``attachment_ids`` for what isn't one's own and free to be shown.
    """
    shown = tx.files.shown_at(place)
    if [file.id for file in shown] == [*wanted]:
        return False
    here = {file.id: file for file in shown}
    files = {one: here.get(FileId(one)) or tx.files.find(FileId(one)) for one in sorted(wanted)}
    usable = [file for one in wanted if (file := files[one]) and _is_usable(actor, place, file)]
    if len(usable) < len(wanted):
        whole = {file.id for file in usable}
        refused = (number for number, one in enumerate(wanted) if one not in whole)
        raise Invalid(*(FieldError(f"attachment_ids.{number}", "not_found") for number in refused))
    for file in shown:
        if file.id not in files:
            file.detach()
            tx.files.save(file)
    for position, file in enumerate(usable):
        file.attach(place, audience, position)
        tx.files.save(file)
    return True


def hide(tx: FileTransaction, file_ids: Iterable[FileId]) -> None:
    """What they belong to is deleted: nobody but their owners sees them, until that is back."""
    for file in _held(tx, file_ids):
        file.hide()
        tx.files.save(file)


def show(tx: FileTransaction, file_ids: Iterable[FileId], audience: Audience) -> None:
    """What they belong to is there again."""
    for file in _held(tx, file_ids):
        file.show(audience)
        tx.files.save(file)


def _held(tx: FileTransaction, file_ids: Iterable[FileId]) -> Iterable[File]:
    """In one order, so that no two wait for each other."""
    return [file for one in sorted(file_ids) if (file := tx.files.find(one)) and file.attached_to]


def _is_usable(actor: Actor, place: str, file: File) -> bool:
    """Whether it stands there already, or is the actor's own and free."""
    return not file.is_portrait and (file.attached_to == place or file.is_open_to(actor.user_id))
