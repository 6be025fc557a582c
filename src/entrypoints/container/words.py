"""The container's page on search: whose stems of words are indexed."""

from importlib.util import find_spec

from entrypoints.data_dir import CannotStart
from p2p_core.shared.analysis import Stems


def stems() -> Stems:
    """Snowball's; without them an index would not be what another server's is."""
    if find_spec("Stemmer") is None:
        raise CannotStart(
            "The package that knows the stems of words is not installed: install the package with its extra, "
            "as in p2p-sandbox[server,search]."
        )
    from adapters.text.stems import SnowballStems

    return SnowballStems()
