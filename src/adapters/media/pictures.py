"""Pictures: decoded whole, turned upright, and written anew without whatever else was in the file."""

from base64 import b64encode
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from adapters.media.results import Picture, Told
from adapters.media.wanting import Wanting
from p2p_core.files.model import CONTENT, Flaw
from p2p_core.files.policy import MOST_FRAMES, MOST_PIXELS, SQUARES

SIZES = {"small": 320, "medium": 960, "large": 1920}
"""The longer side of a smaller picture, in pixels."""

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
_READ_AS = {"image/jpeg": ("JPEG", "MPO")}  # what telephones call JPEG may hold a second picture
_WRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "progressive": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 90, "method": 2},
    "GIF": {},
}
_SMALLER: Sequence[tuple[str, str, str, dict[str, Any]]] = (
    ("webp", "image/webp", "WEBP", {"quality": 80, "method": 2}),
    ("jpg", "image/jpeg", "JPEG", {"quality": 82, "progressive": True}),
)
_MOST_PIXELS_IN_MOTION = 100_000_000
_PLACEHOLDER = 24
_WHITE = (255, 255, 255)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def look_into(path: Path, folder: Path, media_type: str, *, square: bool) -> Told:
    """Write the picture and smaller ones anew; raises ``Wanting``."""
    try:
        with Image.open(path, formats=_READ_AS.get(media_type, (_FORMATS[media_type],))) as opened:
            _must_be_bearable(opened)
            frames = _frames(opened)
            first = _upright(opened)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Wanting(Flaw.TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise Wanting(Flaw.TYPE_MISMATCH) from None
    except (OSError, ValueError, SyntaxError, IndexError, EOFError, TypeError, KeyError):
        raise Wanting(
            Flaw.DAMAGED
        ) from None  # Pillow's decoders raise any of these for bytes that make no sense
    _write(frames or [first], folder / CONTENT, _FORMATS[media_type])
    return smaller(first, folder, square=square, rewritten=True)


def smaller(picture: Image.Image, folder: Path, *, square: bool = False, rewritten: bool = False) -> Told:
    """Make the smaller pictures of one, each as WebP and as JPEG for whoever can't read that."""
    made: list[Picture] = []
    sizes = _squares(picture) if square else _sizes(picture)
    for name, sized in sizes:
        for ending, media_type, kind, options in _SMALLER:
            shown = _opaque(sized) if kind == "JPEG" else sized
            shown.save(folder / f"{name}.{ending}", kind, **options)
            width, height = shown.size
            made.append(Picture(name=f"{name}.{ending}", media_type=media_type, width=width, height=height))
    width, height = picture.size
    return Told(
        rewritten=rewritten,
        width=width,
        height=height,
        placeholder=_placeholder(picture if square else sizes[0][1]),
        pictures=tuple(made),
    )


def _must_be_bearable(picture: Image.Image) -> None:
    """Refuse by the header alone what would be too large once decoded."""
    pixels = picture.width * picture.height
    frames = getattr(picture, "n_frames", 1)
    if pixels > MOST_PIXELS:
        raise Wanting(Flaw.TOO_MANY_PIXELS)
    if frames > MOST_FRAMES or (frames > 1 and frames * pixels > _MOST_PIXELS_IN_MOTION):
        raise Wanting(Flaw.TOO_MANY_FRAMES)


def _frames(picture: Image.Image) -> list[Image.Image]:
    """All pictures of one that moves; none of one that doesn't."""
    if getattr(picture, "n_frames", 1) == 1 or picture.format == "MPO":
        return []
    frames = []
    for frame in ImageSequence.Iterator(picture):
        kept = frame.convert("RGBA")
        kept.info = {"duration": frame.info.get("duration", 100)}
        frames.append(kept)
    picture.seek(0)
    return frames


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as it is meant to be seen: turned as its camera noted, in the colours of the web."""
    picture.load()
    profile = picture.info.get("icc_profile")
    turned = ImageOps.exif_transpose(picture)
    plain = _in_plain_colours(turned)
    if profile and plain.mode == turned.mode == "RGB":
        plain = _in_web_colours(plain, profile)
    plain.info = {}
    return plain


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    transparent = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    return picture.convert("RGBA" if transparent else "RGB")


def _in_web_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a profile that makes no sense is no reason to refuse the picture
    return changed or picture


def _write(frames: Sequence[Image.Image], path: Path, kind: str) -> None:
    first, *rest = frames
    options = dict(_WRITTEN[kind])
    if rest:
        options |= {"save_all": True, "append_images": rest, "loop": 0}
        options["duration"] = [frame.info["duration"] for frame in frames]
    if kind == "GIF":
        options["disposal"] = 2
    (first if kind != "JPEG" else _opaque(first)).save(path, kind, **options)


def _squares(picture: Image.Image) -> Sequence[tuple[str, Image.Image]]:
    """Also larger than the picture itself: their sizes are promised."""
    return [
        (name, ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS))
        for name, side in SQUARES.items()
    ]


def _sizes(picture: Image.Image) -> Sequence[tuple[str, Image.Image]]:
    """Never larger than the picture itself, the smallest first; each is made of the next larger one."""
    longer, made = max(picture.size), []
    for name, side in reversed(SIZES.items()):
        if side < longer or name == "small":
            picture = picture.copy()
            picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
            made.append((name, picture))
    return made[::-1]


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, _WHITE)
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _placeholder(picture: Image.Image) -> str:
    """So few pixels that they fit beside the file's name."""
    tiny = picture.copy()
    tiny.thumbnail((_PLACEHOLDER, _PLACEHOLDER), reducing_gap=2.0)
    written = BytesIO()
    tiny.save(written, "WEBP", quality=30, method=4)
    return f"data:image/webp;base64,{b64encode(written.getvalue()).decode()}"
