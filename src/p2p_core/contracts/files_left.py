"""What every store promises about the files of somebody who is forgotten."""

from p2p_core.app import Store
from p2p_core.contracts.file_builders import a_file
from p2p_core.contracts.stores import stored_author
from p2p_core.files.model import Purpose
from p2p_core.own_data.model import Contributions


class FilesLeftContract:
    """What isn't theirs alone stays, by a former member and under no name of theirs."""

    store: Store

    def _files_left(self, contributions: Contributions) -> set[str]:
        """What is left of one file of each kind when its owner is forgotten."""
        person = stored_author(self.store)
        shown: dict[str, tuple[Purpose, str | None]] = {
            "picture": (Purpose.PICTURE, "user:me"),
            "logo": (Purpose.LOGO, "organization:ours"),
            "attached": (Purpose.ATTACHMENT, "topic:one"),
            "loose": (Purpose.ATTACHMENT, None),
        }
        files = {name: a_file(person) for name in shown}
        with self.store.begin() as tx:
            for name, file in files.items():
                file.purpose, file.attached_to = shown[name]
                file.size, file.deleted_at = 10, None
                assert tx.files.reserve(file.organization_id, file.size)
                tx.files.add(file)
        with self.store.begin() as tx:
            tx.traces.forget(person.id, contributions)
        left = {name: found for name, file in files.items() if (found := self.store.files.find(file.id))}
        assert {(file.name, file.owner_id == person.id) for file in left.values()} == {("file.mp4", False)}
        assert self.store.files.use(person.organization_id).used == 10 * len(left)
        return set(left)

    def test_files_of_what_stays_stay_with_it(self) -> None:
        assert self._files_left(Contributions.KEEP_ANONYMOUS) == {"logo", "attached"}

    def test_files_go_with_what_was_written_but_for_the_organizations_logo(self) -> None:
        assert self._files_left(Contributions.DELETE) == {"logo"}
