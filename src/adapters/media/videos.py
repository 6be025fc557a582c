"""Videos: looked through without being changed; what browsers can't play is told apart."""

from pathlib import Path
from zipfile import is_zipfile

import av
from av.container import InputContainer
from av.video.stream import VideoStream
from PIL import Image

from adapters.media.pictures import smaller
from adapters.media.results import Told
from adapters.media.wanting import Wanting
from p2p_core.files.model import Flaw
from p2p_core.files.policy import LONGEST_VIDEO, MOST_PIXELS

_READ_AS = {"video/mp4": "mp4", "video/webm": "webm"}  # named, so that no playlist is followed elsewhere
_PLAYED = {
    "video/mp4": ({"h264", "av1", "vp9"}, {"aac", "mp3", "opus", "flac"}),
    "video/webm": ({"vp8", "vp9", "av1"}, {"opus", "vorbis"}),
}
_PLAYED_PIXELS = {"yuv420p", "yuvj420p"}
_POSTER_AT = 1_000_000  # microseconds
_TOLERANCE = 3.0  # seconds that may be missing at the end of what is announced
_SECOND = 1_000_000
_WEBM = b"webm"
_HEAD = 64


def look_into(path: Path, folder: Path, media_type: str) -> Told:
    """Probe the video and take its poster; raises ``Wanting``."""
    if media_type == "video/webm" and _WEBM not in path.open("rb").read(_HEAD):
        raise Wanting(Flaw.TYPE_MISMATCH)  # Matroska, of which WebM is the part that browsers know
    if is_zipfile(path):
        raise Wanting(Flaw.TYPE_MISMATCH)  # two files in one, and this one is handed out as it came
    try:
        with av.open(str(path), format=_READ_AS[media_type]) as container:
            stream, duration = _playable(container, media_type)
            poster = _poster(container, stream, duration)
            _must_be_whole(container, stream, duration)
    except (av.FFmpegError, StopIteration):
        raise Wanting(Flaw.DAMAGED) from None
    told = smaller(poster, folder)
    return Told(
        width=told.width,
        height=told.height,
        duration=round(duration * 1000),
        placeholder=told.placeholder,
        pictures=told.pictures,
    )


def _playable(container: InputContainer, media_type: str) -> tuple[VideoStream, float]:
    """The picture's stream and how long it lasts, in seconds."""
    if not container.streams.video:
        raise Wanting(Flaw.TYPE_MISMATCH)
    videos, sounds = _PLAYED[media_type]
    stream = container.streams.video[0]
    if not all(one.codec_context for one in (stream, *container.streams.audio)):
        raise Wanting(Flaw.DAMAGED)  # cut off before it is told how it is encoded
    heard = {one.codec_context.name.removeprefix("lib") for one in container.streams.audio}
    context = stream.codec_context
    if context.name.removeprefix("lib").split("-")[0] not in videos | {"dav1d"} or not heard <= sounds:
        raise Wanting(Flaw.NOT_PLAYABLE)
    if context.pix_fmt is None:
        raise Wanting(Flaw.DAMAGED)  # nor does any of its pictures tell
    if context.pix_fmt not in _PLAYED_PIXELS:
        raise Wanting(Flaw.NOT_PLAYABLE)
    if context.width * context.height > MOST_PIXELS:
        raise Wanting(Flaw.TOO_MANY_PIXELS)
    duration = (container.duration or 0) / _SECOND
    if duration <= 0:
        raise Wanting(Flaw.DAMAGED)
    if duration > LONGEST_VIDEO:
        raise Wanting(Flaw.TOO_LONG)
    return stream, duration


def _poster(container: InputContainer, stream: VideoStream, duration: float) -> Image.Image:
    """A picture from near the beginning, turned as it is played."""
    container.seek(min(_POSTER_AT, int(duration * _SECOND) // 10))
    frame = next(container.decode(stream))
    picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]  # it tells no types
    return picture.rotate(frame.rotation, expand=True) if frame.rotation else picture


def _must_be_whole(container: InputContainer, stream: VideoStream, duration: float) -> None:
    """Refuse a video that ends well before it says it does."""
    container.seek(0)
    last = 0.0
    for packet in container.demux(stream):
        if packet.pts is not None and packet.time_base is not None:
            last = max(last, float(packet.pts * packet.time_base))
    if duration - last > max(_TOLERANCE, duration / 10):
        raise Wanting(Flaw.DAMAGED)
