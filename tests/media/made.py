"""Files of every kind, made for tests: real ones, and what attackers make of them."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import av
from PIL import Image

from p2p_core.contracts.files import a_png


def picture(kind: str, size: tuple[int, int] = (640, 400), mode: str = "RGB", **options: object) -> bytes:
    """A picture with some detail in it."""
    image = Image.linear_gradient("L").resize(size).convert(mode)
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def moving(kind: str, frames: int = 3, size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture that moves."""
    images = [Image.new("RGB", size, (index * 20 % 256, 0, 0)) for index in range(frames)]
    written = io.BytesIO()
    images[0].save(written, kind, save_all=True, append_images=images[1:], duration=50)
    return written.getvalue()


def huge_png(side: int) -> bytes:
    """A few kilobytes that decode to a picture of that many pixels a side."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    packer = zlib.compressobj(9)
    row = b"\0" * (1 + side // 8)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def video(
    path: Path, codec: str = "libx264", seconds: float = 1, pixels: str = "yuv420p", sound: str | None = None
) -> bytes:
    """A video of grey frames, in the container that the path's ending names."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=10)  # of the kind that its codec makes
        stream.width, stream.height, stream.pix_fmt = 64, 48, pixels
        heard: Any = container.add_stream(sound, rate=48000) if sound else None
        frame = av.VideoFrame(64, 48, pixels)
        for plane in frame.planes:  # else it is whatever the memory held
            plane.update(b"\x80" * plane.buffer_size)
        for number in range(int(seconds * 10)):
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if heard is not None:
            container.mux(heard.encode())
    return path.read_bytes()


def archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP of these entries."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return written.getvalue()


MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def document(kind: str, more: dict[str, bytes] | None = None, main: bytes = b"<a/>") -> bytes:
    """An office document, as small as one can be."""
    return archive({"[Content_Types].xml": b"<Types/>", MAIN[kind]: main, **(more or {})})


def pdf(stream: bytes = b"hello", before: bytes = b"") -> bytes:
    """A PDF with one packed stream."""
    packed = zlib.compress(stream, 9)
    head = b"%PDF-1.7\n" + before + b"1 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return head + packed + b"\nendstream\nendobj\nstartxref\n0\n%%EOF\n"


def everything(folder: Path) -> dict[str, bytes]:
    """A real file of each format, by its media type."""
    office = "application/vnd.openxmlformats-officedocument."
    return {
        "image/jpeg": picture("JPEG"),
        "image/png": a_png(30, 20),
        "image/webp": picture("WEBP"),
        "image/gif": moving("GIF"),
        "video/mp4": video(folder / "real.mp4"),
        "video/webm": video(folder / "real.webm", "libvpx"),
        "application/pdf": pdf(),
        f"{office}wordprocessingml.document": document("docx"),
        f"{office}spreadsheetml.sheet": document("xlsx"),
        f"{office}presentationml.presentation": document("pptx"),
        "text/plain": "درجة الحرارة\n".encode(),
        "text/csv": b"a,b\n1,2\n",
        "application/zip": archive({"notes.txt": b"hello"}),
    }
