"""`p2p openapi`: the API's description for programs, the same bytes for the same version."""

import sys
from importlib.metadata import version

import click

from entrypoints.http.openapi import document
from entrypoints.http.operations import API


@click.command(help="Print the OpenAPI document; it needs no database and no settings.")
def command() -> None:
    """Write the document to standard output."""
    sys.stdout.buffer.write(document(API, version("p2p-sandbox")))
