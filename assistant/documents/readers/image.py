"""Pictures: their words, recognised. A page a picture; TIFF files may hold many. Boxes are in pixels."""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Callable, Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.readers.reading import Reading, ReadLimits, Source
from assistant.documents.readers.scans import ScanReader
from assistant.errors import DocumentUnreadable, NotFound

# A page of A3 at 400 dpi has 31 million pixels, a photograph up to 61; a picture made to fill memory says that it has more.
_MAX_PIXELS = 64_000_000
# Letters of print on a page photographed whole are some 20 pixels high in a picture of this many along its longer side.
_LONGEST_SIDE_PX = 2_600
_SHORTEST_SIDE_PX = 16
_DAMAGED_REMEDY = "Save it again as PNG or JPEG, and add that."


def read_image(source: Source, limits: ReadLimits) -> Reading:
    """Reads a picture file; its title is the file's name. Raises ``DocumentUnreadable`` for one without words."""
    with _opened(source) as picture:
        frames = int(getattr(picture, "n_frames", 1)) if picture.format in {"TIFF", "MPO"} else 1
        scans = ScanReader(limits.ocr_s)
        read = min(frames, limits.max_pages)
        for number in range(1, read + 1):
            yield _recognised(_frame(picture, number), number, scans)
        media_type = Image.MIME.get(picture.format or "", "image/png")
    if not scans.read_pages:
        raise DocumentUnreadable(scans.note() or "There are no words in this picture that can be read.")
    note = f"Only the first {read:,} of {frames:,} pages were read." if read < frames else scans.note()
    return ReadDocument(
        title=source.stem,
        media_type=media_type,
        page_count=frames,
        unread_pages=tuple(scans.unread_pages),
        ocr_pages=scans.read_pages,
        note=note,
    )


def recognised_words(data: bytes, number: int, scans: ScanReader, *, has_text: bool = False) -> str:
    """The words of a picture on a page that may have text too. Raises ``DocumentUnreadable`` for one that is damaged."""
    with _opened(Source(name="picture", data=data)) as picture:
        return _recognised(_frame(picture, 1), number, scans, has_text=has_text).text


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises ``DocumentUnreadable`` for what is no picture."""
    with _opened(Source(name="picture", data=data)) as picture:
        return picture.size


def _recognised(upright: Image.Image, number: int, scans: ScanReader, *, has_text: bool = False) -> ReadPage:
    scale = min(1.0, _LONGEST_SIDE_PX / max(upright.size))
    size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
    paint = functools.partial(upright.resize, size)
    return scans.page(number, paint, scale, upright.width, upright.height, has_text=has_text)


def render_image(
    source: Source, number: int, scale_of: Callable[[float, float], float]
) -> tuple[Image.Image, float, int]:
    """A picture of a file (from 1), upright, drawn to the scale that ``scale_of`` gives for its size, that scale, and how many the
    file holds. Raises ``NotFound`` or ``DocumentUnreadable``."""
    with _opened(source) as picture:
        frames = int(getattr(picture, "n_frames", 1)) if picture.format in {"TIFF", "MPO"} else 1
        if not 1 <= number <= frames:
            raise NotFound(f"This file has no page {number}.", f"It has {frames} pages.")
        if number > 1:
            return *_scaled(_frame(picture, number), scale_of), frames
        width, height = picture.size
        scale = scale_of(width, height)
        # A photograph is decoded to half, a quarter or an eighth of its size, whichever is just large enough.
        longest = max(1, round(max(width, height) * scale))
        picture.draft("RGB", (longest, longest))
        reduced = picture.size != (width, height)
        frame = _frame(picture, number)
        if not reduced:
            return *_scaled(frame, scale_of), frames
        if (frame.width < frame.height) != (width < height):
            width, height = height, width
        return _resized(frame, width * scale, height * scale), scale, frames


def _scaled(frame: Image.Image, scale_of: Callable[[float, float], float]) -> tuple[Image.Image, float]:
    scale = scale_of(frame.width, frame.height)
    return _resized(frame, frame.width * scale, frame.height * scale), scale


def _resized(frame: Image.Image, width: float, height: float) -> Image.Image:
    return frame.resize((max(1, round(width)), max(1, round(height))), reducing_gap=2.0)


@contextlib.contextmanager
def _opened(source: Source) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's on sizes: ours is checked below
        with source.open() as stream:
            try:
                picture = Image.open(stream)
            except Image.DecompressionBombError as error:
                raise _too_large() from error
            except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
                raise DocumentUnreadable("This picture is damaged.", _DAMAGED_REMEDY) from error
            with picture:
                yield picture


def _too_large() -> DocumentUnreadable:
    return DocumentUnreadable("This picture is larger than Sotto reads.", "Save it smaller, and add that.")


def _frame(picture: Image.Image, number: int) -> Image.Image:
    """One picture of a file, upright as its camera says, on white where it is see-through."""
    try:
        if number > 1:
            picture.seek(number - 1)
        if picture.width * picture.height > _MAX_PIXELS:
            raise _too_large()
        if max(picture.size) < _SHORTEST_SIDE_PX:
            return Image.new("RGB", (_SHORTEST_SIDE_PX, _SHORTEST_SIDE_PX), "white")
        upright = ImageOps.exif_transpose(picture)
        if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
            layer = upright.convert("RGBA")
            return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
        if upright.mode.startswith("I;16") or upright.mode in {"I", "F"}:
            return upright.point(lambda value: value / 256).convert("L").convert("RGB")
        return upright.convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError) as error:
        raise DocumentUnreadable("This picture is damaged.", _DAMAGED_REMEDY) from error
