"""Has the web client built when a wheel is made, so that who installs it needs no Node.

hatchling loads this file by its path (`pyproject.toml`). Nothing is done for an editable install, whose
server builds the client by itself, nor where the sources of the client aren't there.
"""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SKIP = "P2P_SKIP_WEB"
_SKIPPING = {"1", "true", "yes", "on"}
_REMEDY = f"install Node 20.19 or newer with npm, or set {_SKIP}=1 to make a wheel without the web client"


class ClientHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is the builder's own configuration
    """What hatchling calls before it packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling gives both
        """Build the client; a wheel that lacks it would look whole and show nothing."""
        if version == "editable" or os.environ.get(_SKIP, "").lower() in _SKIPPING:
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from entrypoints.http.client.build import ClientBuild  # noqa: PLC0415 - found only now

        sources = root / "web"
        if not (sources / "package.json").is_file():
            return
        built = root / "src" / "entrypoints" / "http" / "client" / "built"
        client = ClientBuild(skip=False, built=built, sources=sources)
        client.begin()
        client.wait()
        if client.built is None:
            raise RuntimeError(f"The web client isn't built ({client.stage}): {_REMEDY}. {client.reason}")
