"""The database before anybody works with it: at the newest schema, and with its first categories."""

from entrypoints.container import Container


def prepare(container: Container) -> None:
    """Create or update the database; the connections used for it are closed again."""
    container.migrate()
    container.app().forum.categories.install_first()
    close(container)


def close(container: Container) -> None:
    """Let go of the database, so that another process may take it over."""
    container.store().close()
    container.memory().close()
    container.reset_singletons()
