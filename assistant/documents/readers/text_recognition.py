"""Reading the words of a picture: RapidOCR with the models inside its package. The only file that imports rapidocr.

It runs in the reader process alone, within that process's limits of memory and time, and is loaded with the first scanned page.
The models are named by their paths, so that nothing is ever looked for on the network; the process could not reach it anyway.
"""

from __future__ import annotations

import functools
import os
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import rapidocr
from PIL import Image

from assistant.documents.readers.recognised_page import RecognisedLine, RecognisedPicture, recognised_picture
from assistant.errors import DocumentUnreadable

_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_DIRECTION = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"  # named, never used: lines are turned with their page
# Text is looked for in a picture of this many pixels along its longer side, and recognised in the picture itself. On shared
# scans as many lines are found as in 2,000 pixels, in half the time.
_DETECTION_PX = 1_280
# Below this a line is noise: edges of stamps, texture, handwriting.
_LEAST_SCORE = 0.5
# Lines read upside down or sideways come out as nonsense, the long ones with scores of some 0.7; on upright pages the mean is
# above 0.9. Numbers and short words may read well either way, so a line counts by its length.
_UPRIGHT_SCORE = 0.85
_TRIED_LINES = 5
_LEAST_TURNED, _SURE_VOTES = 4, 0.5


def recognise(picture: Image.Image) -> RecognisedPicture:
    """The lines of a picture, turned upright, and how it lies. Raises ``DocumentUnreadable`` when the models are not there."""
    upright = picture.convert("RGB")
    lines = _lines(upright)
    tall = sum(_height(line) > 1.5 * _width(line) for line in lines) > len(lines) / 2
    turn = 0
    if lines and (tall or _mean_score(lines) < _UPRIGHT_SCORE):
        turn = _best_turn(upright, lines, (90, 270) if tall else (0, 180))
    if turn:
        upright = upright.rotate(turn, expand=True)
        lines = _lines(upright)
    words = _words(lines)
    downwards = _is_downwards(upright, words)
    return recognised_picture(words, turn, upright.width, upright.height, downwards=downwards)


def _is_downwards(picture: Image.Image, lines: list[RecognisedLine]) -> bool:
    """Whether the lines are columns of a page that is written downwards, turned by a right angle: the recogniser reads Chinese and
    Japanese letters so as well, but not those that are turned the other way."""
    longest = sorted(filter(_is_east_asian, lines), key=lambda line: len(line.text), reverse=True)[:_TRIED_LINES]
    if sum(len(line.text) for line in lines if _is_east_asian(line)) <= sum(len(line.text) for line in lines) / 2:
        return False
    votes = 0.0
    for line in longest:
        crop = picture.crop(line.box)
        votes += _score(_letters_turned(crop, len(line.text), 270)) - _score(_letters_turned(crop, len(line.text), 90))
        if abs(votes) > _SURE_VOTES:
            break
    return votes > 0


def _is_east_asian(line: RecognisedLine) -> bool:
    wide = sum(unicodedata.east_asian_width(letter) == "W" for letter in line.text)
    return len(line.text) >= _LEAST_TURNED and wide > len(line.text) / 2


def _letters_turned(line: Image.Image, count: int, turn: int) -> Image.Image:
    """The line with each of its letters turned by itself: as many as were read, all equally wide."""
    step = line.width / count
    cells = [
        line.crop((round(number * step), 0, round((number + 1) * step), line.height)).rotate(turn, expand=True)
        for number in range(count)
    ]
    side = max(max(cell.size) for cell in cells)
    turned = Image.new("RGB", (side * count, side), line.resize((1, 1)).getpixel((0, 0)))
    for number, cell in enumerate(cells):
        turned.paste(cell, (number * side + (side - cell.width) // 2, (side - cell.height) // 2))
    return turned


def _mean_score(lines: list[RecognisedLine]) -> float:
    return sum(line.score * len(line.text) for line in lines) / sum(len(line.text) for line in lines)


def _words(lines: list[RecognisedLine]) -> list[RecognisedLine]:
    """The lines that say something: boxes and strokes come out as signs."""
    return [line for line in lines if line.score >= _LEAST_SCORE and any(map(str.isalnum, line.text))]


def _width(line: RecognisedLine) -> float:
    return line.box[2] - line.box[0]


def _height(line: RecognisedLine) -> float:
    return line.box[3] - line.box[1]


def _best_turn(picture: Image.Image, lines: list[RecognisedLine], turns: tuple[int, ...]) -> int:
    """The turn with which the largest lines read best."""
    largest = sorted(lines, key=lambda line: _width(line) * _height(line), reverse=True)[:_TRIED_LINES]
    crops = [picture.crop(line.box) for line in largest]
    return max(turns, key=lambda turn: sum(_score(crop.rotate(turn, expand=True)) for crop in crops))


def _score(crop: Image.Image) -> float:
    found = _engine()(_pixels(crop), use_det=False, use_cls=False, use_rec=True)
    return float(found.scores[0]) * min(1.0, len(found.txts[0]) / 3) if found.txts and found.scores else 0.0


def _lines(picture: Image.Image) -> list[RecognisedLine]:
    # RapidOCR leaves out what scores below its own limit, so that limit is off: the scores tell which way is up.
    found = _engine()(_pixels(picture), use_det=True, use_cls=False, use_rec=True, text_score=0.0)
    if found.boxes is None or found.txts is None or found.scores is None:
        return []
    return [
        RecognisedLine(
            text=" ".join(text.split()),
            box=(float(min(quad[:, 0])), float(min(quad[:, 1])), float(max(quad[:, 0])), float(max(quad[:, 1]))),
            score=float(score),
            corners=tuple((float(x), float(y)) for x, y in quad),
        )
        for quad, text, score in zip(np.asarray(found.boxes), found.txts, found.scores, strict=True)
        if text.strip()
    ]


def _pixels(picture: Image.Image) -> Any:
    return np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])  # blue first, as OpenCV has it


@functools.cache
def _engine() -> Any:
    folder = Path(rapidocr.__file__).parent / "models"
    if not all((folder / name).is_file() for name in (_DETECTION, _RECOGNITION, _DIRECTION)):
        raise DocumentUnreadable("What reads scans is not installed.", "Install Sotto again.")
    threads = max(1, min(4, (os.cpu_count() or 2) // 2))
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 8_000,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": str(folder / _DETECTION),
            "Det.limit_side_len": _DETECTION_PX,
            "Det.limit_type": "max",
            "Rec.model_path": str(folder / _RECOGNITION),
            "Cls.model_path": str(folder / _DIRECTION),
        }
    )
