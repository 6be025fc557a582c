"""`p2p doctor`: everything that can be checked about an installation, each damage with cause and remedy."""

import json
import os
import stat
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from secrets import token_hex

import click

from entrypoints import settings
from entrypoints.cli.opening import data_dir_option
from entrypoints.container import Container
from entrypoints.data_dir import CannotStart, DataDir
from entrypoints.mail_url import SmtpUrl
from entrypoints.setting_values import Secret
from entrypoints.settings import BadSettings, Settings
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.inspections import Finding, ill, well

_OTHERS_READ = stat.S_IRGRP | stat.S_IROTH
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


@click.command(help="Check the installation: what is wrong, why, and what helps. Exit code 1 if anything is.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@data_dir_option
def command(*, as_json: bool, data_dir: str | None) -> None:
    """Look everything over and change nothing."""
    found = _findings(dict(os.environ), data_dir)
    wrong = [finding for finding in found if not finding.ok]
    if as_json:
        text = {"ok": not wrong, "findings": [asdict(finding) for finding in found]}
        click.echo(json.dumps(text, indent=2, ensure_ascii=False))
    else:
        for finding in found:
            click.echo(_line(finding))
    if wrong:
        raise click.ClickException(f"{len(wrong)} of {len(found)} checks found something, see above.")


def _line(finding: Finding) -> str:
    if finding.ok:
        return f"ok     {finding.name}"
    return f"WRONG  {finding.name}: {finding.cause}\n       {finding.remedy}"


def _findings(environ: dict[str, str], data_dir: str | None) -> Sequence[Finding]:
    """What is found; checks whose ground is missing are left out, their ground being the finding."""
    if data_dir is not None:
        environ["P2P_DATA_DIR"] = data_dir
        environ.pop("P2P_DATA_DIR_FILE", None)
    try:
        chosen = settings.read(environ)
    except BadSettings as error:
        return [_setting(mistake) for mistake in error.mistakes]
    container = Container(settings=chosen)
    return [
        *_overlooked(environ),
        *_folder(chosen),
        *_secret(chosen, container.data_dir()),
        *_mail(container),
        *_broker(chosen, container.data_dir()),
        *_cache(chosen, container.data_dir()),
        *_scanner(container),
        *_rows_and_objects(chosen, container),
    ]


def _rows_and_objects(chosen: Settings, container: Container) -> Sequence[Finding]:
    """What the database finds about itself and, where it can be read, what storage has beside it."""
    found = container.inspections().findings(container.clock().now(), _factor_keys(chosen, container))
    if not any(finding.name == "schema" and finding.ok for finding in found):
        return found
    try:
        store = container.store()
    except CannotStart:  # for the cache's client is missing, which is a finding of its own
        return found
    try:
        return [*found, *container.agreement(), *container.file_inspection().findings()]
    finally:
        store.close()


def _factor_keys(chosen: Settings, container: Container) -> Sequence[str] | None:
    """The keys that second factors can hang on; not known before there is a secret."""
    try:
        return container.factor_keys().names() if _has_keys(chosen, container.data_dir()) else None
    except CannotStart:  # which is a finding of its own
        return None


def _setting(mistake: str) -> Finding:
    return ill("settings", mistake, "Change the environment; docs/settings.md says what each setting means.")


def _overlooked(environ: dict[str, str]) -> Sequence[Finding]:
    return [_setting(warning) for warning in settings.warnings(environ)] or [well("settings")]


def _folder(chosen: Settings) -> Sequence[Finding]:
    """Whether the data directory is there, can be used by us, and by nobody else."""
    path = chosen.data_dir
    name = "data_directory"
    if not path.is_dir():
        remedy = "p2p serve makes it at its first start; P2P_DATA_DIR or --data-dir names another."
        return [ill(name, f"There is no folder {path}.", remedy)]
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        remedy = f"Run p2p as the owner of {path}, or change its permissions."
        return [ill(name, f"The folder {path} can't be read and written by this user.", remedy)]
    if path.stat().st_mode & _OTHERS_WRITE:
        return [ill(name, f"Other users may change what is in {path}.", f"Run: chmod 700 {path}")]
    open_files = sorted(_open_to_others(path))
    if open_files and path.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH):
        cause = f"Other users may read {', '.join(open_files)} in {path}."
        return [ill(name, cause, f"Run: chmod 700 {path} && chmod -R go= {path}")]
    return [well(name)]


def _secret(chosen: Settings, folder: DataDir) -> Sequence[Finding]:
    """Whether the development secret can be used, where it is and is needed."""
    if chosen.secret_keys or not folder.has_secret():
        return []
    try:
        folder.secret()
    except CannotStart as error:
        cause, _, remedy = str(error).rpartition(": ")
        return [ill("development_secret", f"{cause}.", remedy.capitalize())]
    return [well("development_secret")]


def _mail(container: Container) -> Sequence[Finding]:
    """Whether the mail server is there, is who it says, and knows us."""
    if not isinstance(container.settings().mail_url, SmtpUrl):
        return []
    try:
        container.mailer().check()
    except Unavailable as error:
        remedy = "Look at P2P_MAIL_URL and at the mail server; what waits is sent as soon as it works."
        return [ill("mail", f"{error}.".capitalize(), remedy)]
    return [well("mail")]


def _broker(chosen: Settings, folder: DataDir) -> Sequence[Finding]:
    """Whether the broker answers and somebody works behind it, where that isn't the server itself."""
    if chosen.broker_url.is_embedded:
        return []
    try:
        workers = _under_a_name(chosen, folder).carrier().workers()
    except CannotStart as error:
        cause, _, remedy = str(error).rpartition(": ")
        return [ill("broker", f"{cause}.", remedy.capitalize())]
    except Unavailable:
        cause = f"{chosen.broker_url.shown} does not answer, so nothing is done that was promised."
        return [ill("broker", cause, "Start it, or put P2P_BROKER_URL right.")]
    if not _has_keys(chosen, folder):
        return [well("broker")]  # nobody can work for an installation that isn't one yet
    if not workers:
        return [well("broker"), ill("workers", "No worker was heard of.", "Run p2p worker.")]
    return [well("broker"), well("workers")]


def _scanner(container: Container) -> Sequence[Finding]:
    """Whether the virus scanner answers, where there is one."""
    if container.settings().scanner_url is None:
        return []
    try:
        container.scanner().ping()
    except Unavailable:
        cause = "The virus scanner does not answer, so files wait and are not shown."
        return [ill("scanner", cause, "Start clamd with TCPSocket, or put P2P_SCANNER_URL right.")]
    return [well("scanner")]


def _cache(chosen: Settings, folder: DataDir) -> Sequence[Finding]:
    """Whether the server answers that processes count and remember on, where there is one."""
    if chosen.cache_url.is_memory:
        return []
    try:
        memory = _under_a_name(chosen, folder).memory()
    except CannotStart as error:
        cause, _, remedy = str(error).rpartition(": ")
        return [ill("cache", f"{cause}.", remedy.capitalize())]
    try:
        memory.cache.ping()
    except Unavailable:
        cause = f"{chosen.cache_url.shown} does not answer, so each process counts and remembers for itself."
        return [ill("cache", cause, "Start it, or put P2P_CACHE_URL right.")]
    finally:
        memory.close()
    return [well("cache")]


def _has_keys(chosen: Settings, folder: DataDir) -> bool:
    """Whether there are any; from them names on shared servers are made."""
    return bool(chosen.secret_keys) or folder.has_secret()


def _under_a_name(chosen: Settings, folder: DataDir) -> Container:
    """The installation for asking shared servers: before it has a name there, under one made up for once."""
    if _has_keys(chosen, folder):
        return Container(settings=chosen)
    return Container(settings=replace(chosen, secret_keys=(Secret(token_hex()),)))


def _open_to_others(path: Path) -> Sequence[str]:
    return [
        entry.name
        for entry in path.iterdir()
        if entry.is_file() and entry.stat().st_mode & (_OTHERS_READ | _OTHERS_WRITE)
    ]
