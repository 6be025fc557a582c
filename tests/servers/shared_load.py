"""Uses a shared server for as long as somebody listens: started several times by a test."""

import sys

from tests.servers.shared import address

print(address(sys.argv[1]), flush=True)  # noqa: T201 - what the test reads
sys.stdin.read()
