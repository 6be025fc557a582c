"""`p2p` with a debugger in the server's own process; for the development container only.

The process that watches over the server stays without: a debugger's threads would be forked with it.
"""

from collections.abc import Callable

import debugpy
from litestar.types import ASGIApp

from entrypoints.cli import serve
from entrypoints.cli.main import main
from entrypoints.server import create

ADDRESS = ("0.0.0.0", 5678)  # noqa: S104 - inside its container; compose.dev.yaml publishes it for this machine alone


def with_debugger(is_at_work: Callable[[], None]) -> ASGIApp:
    """Listen for a debugger, then make the application as ever."""
    debugpy.listen(ADDRESS)
    return create(is_at_work)


if __name__ == "__main__":
    serve.create = with_debugger
    main()
