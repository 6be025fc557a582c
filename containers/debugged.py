"""`p2p` with a debugger in the server's own process; for the development container only.

The process that watches over the server stays without: a debugger's threads would be forked with it.
"""

import os
from collections.abc import Callable

import debugpy
from litestar.types import ASGIApp

from entrypoints.cli import serve
from entrypoints.cli.main import main
from entrypoints.server import create

HOST = "0.0.0.0"  # noqa: S104 - of its container; compose.dev.yaml publishes the port for this machine alone
PORT = int(os.environ.get("DEBUGGER_PORT", "5678"))


def with_debugger(is_at_work: Callable[[], None]) -> ASGIApp:
    """Listen for a debugger, then make the application as ever."""
    debugpy.listen((HOST, PORT))
    return create(is_at_work)


if __name__ == "__main__":
    serve.create = with_debugger
    main()
