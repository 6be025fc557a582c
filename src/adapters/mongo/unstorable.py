"""What can't be kept at all: half characters, numbers without end."""


class Unstorable(ValueError):
    """A value that no document can hold; as a question it has no answer, as an answer it is a mistake."""
