"""What every store promises about the files of somebody who is forgotten."""

from p2p_core.app import Store
from p2p_core.contracts.builders import a_user, an_organization
from p2p_core.contracts.file_builders import a_file
from p2p_core.contracts.stores import stored_author
from p2p_core.files.model import Purpose
from p2p_core.own_data.model import Contributions
from p2p_core.shared.ids import UserId


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
            went = tx.traces.forget(person.id, contributions)
        left = {name: found for name, file in files.items() if (found := self.store.files.find(file.id))}
        assert {(file.name, file.owner_id == person.id) for file in left.values()} == {("file.mp4", False)}
        assert self.store.files.use(person.organization_id).used == 10 * len(left)
        assert set(went) == {file.id for name, file in files.items() if name not in left}
        return set(left)

    def test_somebodys_files_are_walked_through_by_their_ids(self) -> None:
        person, theirs = stored_author(self.store), an_organization("theirs")
        other = a_user(theirs, "other@x.example")
        own = [a_file(person) for _ in range(3)]
        with self.store.begin() as tx:
            assert tx.organizations.add(theirs)
            assert tx.users.add(other)
            for file in (*own, a_file(other)):
                tx.files.add(file)
            assert tx.traces.forget(UserId("nobody"), Contributions.DELETE) == ()
        found = self.store.files.of_person(person.id, "", 2)
        assert [file.id for file in found] == [file.id for file in own[:2]]
        assert self.store.files.of_person(person.id, found[-1].id, 2) == own[2:]

    def test_files_of_what_stays_stay_with_it(self) -> None:
        assert self._files_left(Contributions.KEEP_ANONYMOUS) == {"logo", "attached"}

    def test_files_go_with_what_was_written_but_for_the_organizations_logo(self) -> None:
        assert self._files_left(Contributions.DELETE) == {"logo"}
