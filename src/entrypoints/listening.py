"""The server's socket: bound before anything slow begins, and by nobody else at the same time."""

import socket
from errno import EACCES, EADDRINUSE

from entrypoints.data_dir import CannotStart

BACKLOG = 1024
_REMEDIES = {
    EADDRINUSE: "stop what listens there, or choose another port with --port or P2P_PORT",
    EACCES: "choose a port above 1023 with --port or P2P_PORT",
}


def listening_at(host: str, port: int) -> socket.socket:
    """A socket that listens there; whoever comes before the server is ready waits in its line.

    A web server's own would be shared with whoever asks for the same port (SO_REUSEPORT): two servers
    would both be ready, and each get half of the requests. Only listening makes an address ours: what is
    merely bound may be bound twice.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # else a restart waits a minute
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        remedy = _REMEDIES.get(error.errno or 0, "check --host or P2P_HOST")
        raise CannotStart(f"Can't listen at {host} port {port} ({error.strerror}): {remedy}.") from error
    listener.settimeout(0)
    return listener
