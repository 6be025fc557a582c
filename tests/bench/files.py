"""Files: megabytes a second in and out against the bare storage, memory, and pictures against Pillow alone.

Alone: `python -m tests.bench.files`.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from PIL import Image, ImageOps

from adapters.media import pictures
from adapters.media.workshop import ChildWorkshop
from adapters.storage.folder import FolderObjects
from p2p_core.files.model import UPLOAD, key_of
from p2p_core.files.ports import Order
from p2p_core.shared.ids import FileId
from tests.process.installation import Installation, Server
from tests.process.journey import AUTH, done, log_in, sign_up, token_of
from tests.process.tus import TusClient
from tests.process.waiting import until

_MEGABYTE = 1024**2
_SIZE = 24 * _MEGABYTE
_LONG = 96 * _MEGABYTE
_TIMES = 5
_ID = FileId("01a20378-0000-7000-8000-0000000000ab")
_FILES = "/api/v1/files"


@dataclass(frozen=True)
class _Taken:
    """Medians of the rounds."""

    seconds: float
    cpu: float

    def of(self, size: int) -> dict[str, float]:
        """How that is told."""
        megabytes = size / _MEGABYTE
        return {
            "mb_per_s": round(megabytes / self.seconds),
            "cpu_ms_per_mb": round(self.cpu / megabytes * 1000, 2),
        }


def measured() -> dict[str, Any]:
    """All of it, in a folder of its own."""
    with TemporaryDirectory(prefix="p2p-bench-") as name:
        folder = Path(name)
        return {**_bytes(folder), **_pictures(folder)}


def _bytes(folder: Path) -> dict[str, Any]:
    content = _text(_SIZE)
    installation = Installation(folder)
    with installation.served() as server:
        _account(server)
        kept = [_uploaded(server, content)]
        before = _memory(server)
        cpu = lambda: sum(map(_cpu, server.children()))  # noqa: E731 - asked of this server alone
        upload = _median(lambda: kept.append(_uploaded(server, content)), cpu)
        download = _median(lambda: _downloaded(server, kept[0]), cpu)
        pieces = _median(lambda: _in_pieces(server, _text(_LONG)), cpu)
        grown = _memory(server) - before
    storage, path = FolderObjects(folder / "bare"), folder / "arrived"

    def put() -> None:
        path.write_bytes(content)
        storage.put(key_of(_ID, UPLOAD), str(path), "text/plain")

    bare_in = _median(put, process_time)
    bare_out = _median(lambda: sum(map(len, storage.read(key_of(_ID, UPLOAD), 0, _SIZE))), process_time)
    return {
        "upload, and looked into": upload.of(_SIZE),
        "upload in pieces": pieces.of(_LONG),
        "bare storage in": bare_in.of(_SIZE),
        "download": download.of(_SIZE),
        "bare storage out": bare_out.of(_SIZE),
        "server grew by MB": round(grown, 1),
    }


def _pictures(folder: Path) -> dict[str, Any]:
    """A photograph of 12 megapixels in three sizes: in our child, our way, and by Pillow alone."""
    path, out = folder / "photograph.jpg", folder / "out"
    out.mkdir()
    noise = Image.effect_noise((4000, 3000), 40)
    Image.merge("RGB", (noise, noise.rotate(180), Image.linear_gradient("L").resize(noise.size))).save(path)
    storage = FolderObjects(folder / "pictures")
    storage.put(key_of(_ID, UPLOAD), str(path), "image/jpeg")
    shop = ChildWorkshop(storage, folder / "work", ahead=True)
    order = Order(file_id=_ID, part=UPLOAD, media_type="image/jpeg")
    alone = _median(lambda: _by_pillow(path, out), process_time).seconds
    ours = _median(lambda: pictures.look_into(path, out, "image/jpeg", square=False), process_time).seconds
    child = _median(lambda: shop.work_on(order), process_time).seconds
    told = {"Pillow alone": alone, "our way": ours, "in a child, stored": child}
    return {
        "picture ms": {name: round(seconds * 1000) for name, seconds in told.items()},
        "picture ratio": {"our way": round(ours / alone, 2), "in a child, stored": round(child / alone, 2)},
    }


def _by_pillow(path: Path, out: Path) -> None:
    with Image.open(path) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.save(out / "whole.jpg", quality=90, progressive=True)
    for side in pictures.SIZES.values():
        small = picture.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
        small.save(out / f"{side}.webp", quality=80, method=2)
        small.save(out / f"{side}.jpg", quality=82, progressive=True)


def _median(what: Callable[[], object], cpu: Callable[[], float]) -> _Taken:
    seconds, used = [], []
    for _ in range(_TIMES):
        begun, worked = perf_counter(), cpu()
        what()
        seconds.append(perf_counter() - begun)
        used.append(cpu() - worked)
    return _Taken(median(seconds), median(used))


def _text(size: int) -> bytes:
    """Letters without a pattern."""
    return os.urandom(_MEGABYTE // 2).hex().encode() * (size // _MEGABYTE)


def _account(server: Server) -> None:
    sign_up(server, "noura@plastics.example")
    until(lambda: len(server.mails()) == 1)
    done(server.browser.post(f"{AUTH}/email/verify", json={"token": token_of(server.mails()[0])}))
    log_in(server, "noura@plastics.example")


def _uploaded(server: Server, content: bytes) -> str:
    sent = {"file": ("a.txt", content)}
    file = done(server.browser.post(_FILES, files=sent, data={"purpose": "attachment"}), 201)
    until(lambda: server.browser.get(f"{_FILES}/{file['id']}").json()["status"] != "processing")
    return str(file["url"])


def _downloaded(server: Server, url: str) -> None:
    with server.browser.stream("GET", url) as answer:
        assert sum(map(len, answer.iter_raw())) == _SIZE


def _in_pieces(server: Server, content: bytes) -> None:
    client = TusClient(server.browser, f"{_FILES}/uploads", content)
    client.create(filename="a.txt", filetype="text/plain", purpose="attachment")
    client.upload()


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(server: Server) -> float:
    (child,) = server.children()
    status = Path(f"/proc/{child}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    for subject, figures in measured().items():
        sys.stdout.write(f"{subject}: {figures}\n")
