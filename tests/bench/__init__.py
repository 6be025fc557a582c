"""What the store costs beside the bare driver; run with ``nox -s bench``."""
