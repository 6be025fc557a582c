"""Whether the server of this container answers; what Docker asks every few seconds."""

import os
import sys
from urllib.error import URLError
from urllib.request import urlopen

try:
    urlopen(f"http://127.0.0.1:{os.environ.get('P2P_PORT') or 8000}/health", timeout=4).close()
except (URLError, OSError) as error:
    sys.exit(f"The server does not answer well: {error}")
