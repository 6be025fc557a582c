"""A throw-away certificate for this machine, made anew for each run: no key lies in the sources."""

import subprocess
from pathlib import Path
from shutil import which
from ssl import PROTOCOL_TLS_SERVER, SSLContext

from tests.servers.server import CannotServe

_NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"


def make_certificate(folder: Path) -> tuple[Path, SSLContext]:
    """The certificate to trust, and what a server needs to show it."""
    program = which("openssl")
    if program is None:
        raise CannotServe("no certificate can be made: install openssl")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    form = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    names, files = ("-subj", "/CN=localhost", "-addext", _NAMES), ("-keyout", key, "-out", certificate)
    subprocess.run([program, "req", "-x509", *form, *names, *files], check=True, capture_output=True)
    shown = SSLContext(PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(certificate, key)
    return certificate, shown
