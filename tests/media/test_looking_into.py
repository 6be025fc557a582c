"""What is found in files of every kind: real ones pass, all others are told apart by what is wrong."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from adapters.media import archives, documents, pictures, videos
from adapters.media.results import Told
from adapters.media.wanting import Wanting
from p2p_core.files.model import CONTENT, Flaw
from p2p_core.files.policy import DOCX, FORMATS, PDF, TXT, ZIP, must_begin_like
from p2p_core.shared.errors import Invalid
from tests.media.made import (
    archive,
    document,
    everything,
    huge_png,
    moving,
    pdf,
    picture,
    video,
)

Look = Callable[[bytes, str], Told | Flaw]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Look into bytes that claim to be of a type, in this very process."""

    def look(content: bytes, media_type: str) -> Told | Flaw:
        path, folder = tmp_path / "file", tmp_path / "made"
        path.write_bytes(content)
        folder.mkdir(exist_ok=True)
        try:
            with warnings.catch_warnings(action="ignore"):
                return _looked(path, folder, media_type)
        except Wanting as wanting:
            return wanting.flaw

    return look


def _looked(path: Path, folder: Path, media_type: str) -> Told:
    if media_type.startswith("image/"):
        return pictures.look_into(path, folder, media_type, square=False)
    if media_type.startswith("video/"):
        return videos.look_into(path, folder, media_type)
    if media_type in {"application/pdf", "text/plain", "text/csv"}:
        return documents.look_into(path, media_type)
    return archives.look_into(path, media_type)


def test_each_format_is_taken_for_itself_and_for_nothing_else(look: Look, tmp_path: Path) -> None:
    real = everything(tmp_path)
    assert set(real) == set(FORMATS)
    taken = set()
    for claimed in FORMATS.values():
        for media_type, content in real.items():
            try:
                must_begin_like(claimed, content)
            except Invalid:
                continue
            if isinstance(look(content, claimed.media_type), Told):
                taken.add((media_type, claimed.media_type))
    text = {("text/plain", "text/csv"), ("text/csv", "text/plain")}
    assert taken == {(media_type, media_type) for media_type in FORMATS} | text


# pictures


def test_a_picture_is_written_anew_in_its_sizes(look: Look, tmp_path: Path) -> None:
    told = look(picture("JPEG", (2400, 1600)), "image/jpeg")
    assert isinstance(told, Told)
    assert (told.width, told.height, told.rewritten) == (2400, 1600, True)
    sizes = {one.name: (one.width, one.height) for one in told.pictures}
    assert sizes == {
        f"{name}.{ending}": size
        for name, size in (("small", (320, 213)), ("medium", (960, 640)), ("large", (1920, 1280)))
        for ending in ("webp", "jpg")
    }
    assert told.placeholder
    assert len(told.placeholder) < 1000
    for one in told.pictures:
        with Image.open(tmp_path / "made" / one.name) as made:
            assert made.get_format_mimetype() == one.media_type


def test_what_a_camera_noted_is_heeded_and_then_forgotten(look: Look, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "a camera"
    exif.get_ifd(0x8825)[2] = (24.0, 42.0, 0.0)
    told = look(picture("JPEG", (60, 40), exif=exif, comment=b"secret"), "image/jpeg")
    assert isinstance(told, Told)
    assert (told.width, told.height) == (40, 60)
    content = (tmp_path / "made" / CONTENT).read_bytes()
    with Image.open(io.BytesIO(content)) as made:
        assert made.size == (40, 60)
        assert not made.getexif()
    assert b"a camera" not in content
    assert b"secret" not in content


def test_whatever_else_was_in_a_picture_is_gone(look: Look, tmp_path: Path) -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        script = b"<script>alert(1)</script>" + archive({"a": b"b"})
        assert isinstance(look(picture(kind) + script, f"image/{kind.lower()}"), Told)
        assert b"script" not in (tmp_path / "made" / CONTENT).read_bytes()


def test_a_picture_that_moves_keeps_moving(look: Look, tmp_path: Path) -> None:
    for kind in ("GIF", "WEBP"):
        assert isinstance(look(moving(kind), f"image/{kind.lower()}"), Told)
        with Image.open(tmp_path / "made" / CONTENT) as made:
            assert getattr(made, "n_frames", 1) == 3


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16", "CMYK"])
def test_pictures_in_all_kinds_of_colours_are_shown(look: Look, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    written = io.BytesIO()
    Image.new(mode if mode != "I;16" else "I;16", (50, 40)).save(written, kind)
    assert isinstance(look(written.getvalue(), f"image/{kind.lower()}"), Told)


def test_squares_are_square_and_three(tmp_path: Path) -> None:
    path, folder = tmp_path / "file", tmp_path / "made"
    folder.mkdir()
    path.write_bytes(picture("PNG", (30, 90), "RGBA"))
    told = pictures.look_into(path, folder, "image/png", square=True)
    assert {(one.width, one.height) for one in told.pictures} == {(64, 64), (192, 192), (512, 512)}


def test_bombs_of_pixels_and_frames_are_refused_by_their_heads(look: Look) -> None:
    bomb = huge_png(12_000)
    assert len(bomb) < 50_000
    began = process_time()
    assert look(bomb, "image/png") is Flaw.TOO_MANY_PIXELS
    assert process_time() - began < 1
    assert look(huge_png(7_500), "image/png") is Flaw.TOO_MANY_PIXELS
    assert look(moving("GIF", 501, (2, 2)), "image/gif") is Flaw.TOO_MANY_FRAMES


def test_a_picture_cut_anywhere_is_damaged_or_clean_and_nothing_else_happens(look: Look) -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        content = picture(kind, (60, 40))
        for length in range(4, len(content), max(1, len(content) // 25)):
            found = look(content[:length], f"image/{kind.lower()}")
            assert isinstance(found, Told) or found in {
                Flaw.DAMAGED,
                Flaw.TYPE_MISMATCH,
                Flaw.TOO_MANY_PIXELS,
            }


@given(place=st.integers(0, 2000), bit=st.integers(0, 7))
def test_a_flipped_bit_breaks_nothing_but_the_picture(place: int, bit: int) -> None:
    content = bytearray(picture("PNG", (60, 40)))
    content[place % len(content)] ^= 1 << bit
    with warnings.catch_warnings(action="ignore"):
        try:
            with Image.open(io.BytesIO(bytes(content))) as opened:
                pictures._must_be_bearable(opened)  # noqa: SLF001 - what looks at heads
                pictures._upright(opened)  # noqa: SLF001 - what decodes
        except (Wanting, OSError, ValueError, SyntaxError, IndexError, EOFError, TypeError, KeyError):
            pass  # what look_into knows how to tell


# videos


def test_a_video_is_probed_and_has_a_poster(look: Look, tmp_path: Path) -> None:
    told = look(video(tmp_path / "a.mp4", seconds=2, sound="aac"), "video/mp4")
    assert isinstance(told, Told)
    assert (told.width, told.height, told.rewritten) == (64, 48, False)
    assert told.duration == pytest.approx(2000, abs=150)
    assert [one.name for one in told.pictures] == ["small.webp", "small.jpg"]


@pytest.mark.parametrize(
    ("codec", "pixels"), [("libx265", "yuv420p"), ("mpeg4", "yuv420p"), ("libx264", "yuv444p")]
)
def test_what_browsers_do_not_play_is_told_apart(look: Look, tmp_path: Path, codec: str, pixels: str) -> None:
    assert look(video(tmp_path / "a.mp4", codec, pixels=pixels), "video/mp4") is Flaw.NOT_PLAYABLE


def test_a_video_that_is_too_long_is_refused(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(videos, "LONGEST_VIDEO", 1.5)
    assert look(video(tmp_path / "a.mp4", seconds=2), "video/mp4") is Flaw.TOO_LONG


def test_matroska_is_no_webm_and_sound_is_no_video(look: Look, tmp_path: Path) -> None:
    assert look(video(tmp_path / "a.mkv", "libvpx"), "video/webm") is Flaw.TYPE_MISMATCH
    assert look(picture("JPEG"), "video/mp4") is Flaw.DAMAGED


def test_a_video_that_is_an_archive_as_well_is_refused(look: Look, tmp_path: Path) -> None:
    for media_type in ("video/mp4", "video/webm"):
        content = everything(tmp_path)[media_type]
        assert isinstance(look(content, media_type), Told)
        assert look(content + archive({"run.js": b"x"}), media_type) is Flaw.TYPE_MISMATCH


def test_a_video_cut_anywhere_is_damaged(look: Look, tmp_path: Path) -> None:
    for name, codec in (("a.mp4", "libx264"), ("a.webm", "libvpx")):
        content = video(tmp_path / name, codec, seconds=12)
        for hundredth in range(1, 71):
            found = look(content[: len(content) * hundredth // 100], f"video/{name[2:]}")
            assert found in {Flaw.DAMAGED, Flaw.TYPE_MISMATCH}, (name, hundredth, found)


def test_a_video_that_does_not_tell_how_it_is_encoded_is_damaged(look: Look, tmp_path: Path) -> None:
    content = video(tmp_path / "a.mp4")
    assert isinstance(look(content, "video/mp4"), Told)
    assert look(content.replace(b"avc1", bytes(4)), "video/mp4") is Flaw.DAMAGED


# archives and documents


def test_an_archive_of_ordinary_files_is_taken(look: Look) -> None:
    assert look(archive({"folder/صورة.txt": b"hello" * 100, "b": b""}), ZIP.media_type) == Told()


@pytest.mark.parametrize(
    "name",
    ["../up.txt", "/etc/passwd", "a/../../b", "..\\up.txt", "C:/a.txt", "inner.zip", "x.tar.gz", "a.jar"],
)
def test_entries_that_could_land_elsewhere_or_hide_others_are_refused(look: Look, name: str) -> None:
    assert look(archive({name: b"x"}), ZIP.media_type) is Flaw.UNSAFE_ARCHIVE


def test_links_and_names_that_stand_twice_are_refused(look: Look) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    assert look(written.getvalue(), ZIP.media_type) is Flaw.UNSAFE_ARCHIVE
    twice = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(twice, "w") as packed:
        packed.writestr("a", b"1")
        packed.writestr("a", b"2")
    assert look(twice.getvalue(), ZIP.media_type) is Flaw.UNSAFE_ARCHIVE


def test_an_entry_that_is_called_otherwise_where_it_stands_is_refused(look: Look) -> None:
    content = archive({"harmless.txt": b"x", "صورة.txt": b"y", "caf\u00e9.txt": b"z"})
    assert look(content, ZIP.media_type) == Told()
    assert look(content.replace(b"harmless.txt", b"../.././a.sh", 1), ZIP.media_type) is Flaw.UNSAFE_ARCHIVE


def test_bombs_are_refused_within_a_second(look: Look) -> None:
    big = archive({"zeros": b"\0" * (40 * 1024 * 1024)})
    many = archive({str(number): b"" for number in range(10_001)})
    lying = bytearray(archive({"zeros": b"\0" * (9 * 1024 * 1024)}))
    at = lying.rfind(b"PK\x01\x02")
    struct.pack_into("<I", lying, at + 24, 1000)  # the directory says that it is short
    shared = overlapping()
    for content in (big, many, bytes(lying), shared):
        began = process_time()
        assert look(content, ZIP.media_type) is Flaw.UNPACKS_TOO_LARGE
        assert process_time() - began < 1


def overlapping() -> bytes:
    """Two entries in the directory that are one and the same in the file."""
    content = bytearray(archive({"a": b"\0" * 1000}))
    at = content.rfind(b"PK\x01\x02")
    end = content.rfind(b"PK\x05\x06")
    second = bytearray(content[at:end])
    second[46:47] = b"b"
    made = content[:end] + second + content[end:]
    end += len(second)
    struct.pack_into("<HHI", made, end + 8, 2, 2, (end - at))
    return bytes(made)


def test_an_encrypted_archive_is_told_apart(look: Look) -> None:
    content = bytearray(archive({"a": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + offset] |= 1
    assert look(bytes(content), ZIP.media_type) is Flaw.ENCRYPTED


def test_an_archive_cut_anywhere_or_behind_something_else_is_refused(look: Look) -> None:
    content = archive({"a": bytes(range(256)) * 40, "b": b"y" * 500})
    for length in range(10, len(content) - 1, 40):
        assert look(content[:length], ZIP.media_type) is Flaw.DAMAGED
    assert look(b"PK\x03\x04 not really" + content, ZIP.media_type) is Flaw.TYPE_MISMATCH
    broken = bytearray(content)
    broken[60] ^= 0xFF
    assert look(bytes(broken), ZIP.media_type) is Flaw.DAMAGED


@pytest.mark.parametrize(
    "main",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b"<a/>" + b" " * 300_000 + b"<!ENTITY",
        "<!DOCTYPE a>".encode("utf-16-le"),
        "<!DOCTYPE a>".encode("utf-16-be"),
    ],
)
def test_documents_that_define_entities_are_refused(look: Look, main: bytes) -> None:
    assert look(document("docx", main=main), DOCX.media_type) is Flaw.UNSAFE_CONTENT


def test_documents_with_macros_are_refused(look: Look) -> None:
    for name in ("word/vbaProject.bin", "word/activeX/a.bin", "word/embeddings/run.exe"):
        assert look(document("docx", {name: b"x"}), DOCX.media_type) is Flaw.UNSAFE_CONTENT
    assert look(document("docx", {"word/media/a.png": b"x"}), DOCX.media_type) == Told()


# PDF and text


def test_a_pdf_that_announces_streams_and_has_none_is_looked_through_at_once(look: Look) -> None:
    began = process_time()
    assert look(pdf(before=b"/Fl " * 500_000 + b"\n"), PDF.media_type) == Told()
    assert process_time() - began < 2
    for between in (b"<</Fl\r\n", b"/Fl" + b" " * 1900, b"\0/FlateDecode "):
        hidden = between + b"stream\r\n" + zlib.compress(b"<< /S /Launch >>") + b"\nendstream\n"
        assert look(pdf(before=hidden), PDF.media_type) is Flaw.UNSAFE_CONTENT
    for other in (b"/Flate stream\n", b"/Fl\0stream\n", b"/Fl stream\nx\nendstream\n"):
        assert look(pdf(before=other + zlib.compress(b"/S /Launch") + b"\n"), PDF.media_type) == Told()


def test_a_pdf_is_whole_alone_and_bearable(look: Look) -> None:
    assert look(pdf(), PDF.media_type) == Told()
    assert look(pdf()[:-20], PDF.media_type) is Flaw.DAMAGED
    assert look(pdf() + archive({"a": b"b"}), PDF.media_type) is Flaw.TYPE_MISMATCH
    assert look(pdf(b"<< /S /Launch >>"), PDF.media_type) is Flaw.UNSAFE_CONTENT
    assert look(pdf(before=b"<< /S /Launch >>\n"), PDF.media_type) is Flaw.UNSAFE_CONTENT
    bomb = pdf(b"\0" * (70 * 1024 * 1024))
    began = process_time()
    assert look(bomb, PDF.media_type) is Flaw.UNPACKS_TOO_LARGE
    assert process_time() - began < 1


@pytest.mark.parametrize(
    "text",
    [
        "temp < 40\tand\r\n",
        "\ufeffعربي",
        "صيانة".encode("utf-16"),
        "صيانة".encode("windows-1256"),
        "<html></html>",
    ],
)
def test_text_in_any_alphabet_is_text(look: Look, text: str | bytes) -> None:
    assert look(text.encode() if isinstance(text, str) else text, TXT.media_type) == Told()


@pytest.mark.parametrize(
    "content",
    [b"a\0b", b"\x7fELF\x02", b"MZ\x90\0\x03", b"\xff\xfea\0\0\xd8", b"{\\rtf1 a}", b"\xff\xfe\0\0"],
)
def test_what_is_no_text_is_not_taken_for_it(look: Look, content: bytes) -> None:
    assert look(content, TXT.media_type) is Flaw.TYPE_MISMATCH
