"""What a child process is asked, and what it answers: the two sides of one pipe."""

import msgspec


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A file to look into, and the folder to put into what is made of it."""

    path: str
    folder: str
    media_type: str
    square: bool


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that was made, by its file name."""

    name: str
    media_type: str
    width: int
    height: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the file: a flaw, or what it is and what was made of it."""

    flaw: str | None = None
    hindered: bool = False
    """The machine is out of order, not the file: it has to be looked into again."""
    rewritten: bool = False
    """Whether it was written anew, as ``content``."""
    width: int | None = None
    height: int | None = None
    duration: int | None = None
    placeholder: str | None = None
    pictures: tuple[Picture, ...] = ()
