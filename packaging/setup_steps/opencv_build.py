"""The small OpenCV of packages: what RapidOCR calls of it, compiled from the locked source.

The wheel's one library holds every module, and asks for an FFmpeg, an OpenBLAS and the codecs of pictures. RapidOCR turns, cuts and
outlines pictures that are in memory already, with the modules ``core``, ``imgproc`` and ``geometry``.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from setup_steps import compiled_parts, llama_build, lock_file
from setup_steps.compiled_parts import pin_of
from setup_steps.layout import Layout
from setup_steps.progress import Progress, duration, ninja_step
from setup_steps.stamps import digest

PACKAGE = "opencv-python-headless"
LIBRARY = "cv2.abi3.so"
_OFF = (
    *("WITH_1394", "WITH_ADE", "WITH_AVIF", "WITH_CLP", "WITH_EIGEN", "WITH_FFMPEG", "WITH_FLATBUFFERS", "WITH_GDAL"),
    *("WITH_GSTREAMER", "WITH_GTK", "WITH_IPP", "WITH_ITT", "WITH_JASPER", "WITH_JPEG", "WITH_LAPACK", "WITH_OBSENSOR"),
    *("WITH_OPENCL", "WITH_OPENEXR", "WITH_OPENJPEG", "WITH_PNG", "WITH_PROTOBUF", "WITH_QT", "WITH_TIFF", "WITH_V4L"),
    *("WITH_VA", "WITH_VULKAN", "WITH_WEBP", "BUILD_JAVA", "BUILD_TESTS", "BUILD_PERF_TESTS", "BUILD_opencv_apps"),
    *(
        "BUILD_opencv_python2",
        "BUILD_SHARED_LIBS",
        "BUILD_PROTOBUF",
        "BUILD_WITH_DEBUG_INFO",
        "OPENCV_GENERATE_PKGCONFIG",
    ),
)
# The oldest processors that Qt and ONNX Runtime run on, and a second set of loops for those of the last ten years.
_PROCESSORS = ("-DCPU_BASELINE=SSE3", "-DCPU_DISPATCH=SSE4_1,AVX2") if platform.machine() in {"x86_64", "AMD64"} else ()
SETTINGS = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DBUILD_LIST=core,imgproc,geometry,python3",
    *_PROCESSORS,
    "-DPYTHON3_LIMITED_API=ON",
    "-DBUILD_ZLIB=ON",
    "-DBUILD_opencv_python3=ON",
    *(f"-D{name}=OFF" for name in _OFF),
)
_PATHS = "import json, sysconfig, numpy; print(json.dumps([sysconfig.get_path('include'), numpy.get_include()]))"


_TRIED = """
import sys
sys.path.insert(0, sys.argv[1])
import cv2, numpy
assert cv2.__file__.startswith(sys.argv[1])
page = numpy.full((60, 200, 3), 255, numpy.uint8)
corners = numpy.array([[20, 10], [150, 12], [149, 40], [19, 38]], numpy.int32)
cv2.fillPoly(page, [corners], (0, 0, 0))
gray = cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_RGB2BGR), cv2.COLOR_BGR2GRAY)
ink = cv2.dilate(cv2.bitwise_not(gray), numpy.ones((2, 2), numpy.uint8))
found, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
assert len(found) == 1
box = cv2.boxPoints(cv2.minAreaRect(found[0]))
assert 125 < box[:, 0].max() - box[:, 0].min() < 140
target = numpy.array([[0, 0], [130, 0], [130, 28], [0, 28]], numpy.float32)
turn = cv2.getPerspectiveTransform(corners.astype(numpy.float32), target)
line = cv2.warpPerspective(page, turn, (130, 28), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC)
assert line[5:-5, 5:-5].mean() < 20 and cv2.mean(page)[0] > 100
assert abs(cv2.invert(turn)[1] @ turn - numpy.eye(3)).max() < 1e-6
assert cv2.resize(line, (65, 14)).shape == (14, 65, 3)
assert cv2.rotate(line, cv2.ROTATE_180).shape == line.shape
edged = cv2.copyMakeBorder(line, 2, 2, 0, 0, cv2.BORDER_CONSTANT, value=(0, 0, 0))
assert cv2.add(cv2.bitwise_and(edged, edged), edged).shape == (32, 130, 3)
"""
"""What RapidOCR does with it on the way from a page to a line."""


def library(layout: Layout) -> Path | None:
    """The compiled module, from the cache that all clones share, or built now; ``None``, with a line that says so, where it cannot
    be built, and packages have the wheel's."""

    def make(folder: Path, lock: int) -> list[Path]:
        built = _build(layout, pin_of(layout, PACKAGE), folder, keep_open=lock)
        try_out(layout, built)
        return [built]

    return compiled_parts.or_the_wheels(
        lambda: compiled_parts.kept(place(layout).parent, "OpenCV", make) / LIBRARY, "OpenCV", 59
    )


def place(layout: Layout) -> Path:
    """Where it is kept: another place for another source, other settings, or another C library."""
    pin = pin_of(layout, PACKAGE)
    kind = digest(*pin.hashes, "\n".join(SETTINGS), "-".join(platform.libc_ver()))
    return layout.wheel_cache / f"{PACKAGE}-{pin.version}-{platform.machine()}-{kind[:16]}" / LIBRARY


def try_out(layout: Layout, built: Path) -> None:
    """Has the module do what RapidOCR asks of it, with the Python files of the wheel around it. Raises ``SetupError``."""
    with tempfile.TemporaryDirectory() as folder:
        (wheel,) = (layout.venv / "lib").glob("python*/site-packages/cv2")
        around = shutil.copytree(wheel, Path(folder) / "cv2", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
        shutil.copyfile(built, around / LIBRARY)
        compiled_parts.try_out(layout.python, _TRIED, Path(folder), "OpenCV")


def _build(layout: Layout, pin: lock_file.Pin, folder: Path, *, keep_open: int) -> Path:
    """The module, inside ``folder``, where an interrupted build goes on."""
    log = layout.work / "opencv-build.log"
    log.unlink(missing_ok=True)
    print(f"Building a small OpenCV {pin.version}, once for all clones: some 5 to 15 minutes", flush=True)
    print(f"  log: {log.relative_to(layout.root)}", flush=True)
    tools = llama_build.tools(layout, log)
    source = compiled_parts.locked_source(layout, pin, folder, "OpenCV", log)
    asked = subprocess.run((layout.python, "-c", _PATHS), capture_output=True, text=True, check=True).stdout
    include, numpy_include = json.loads(asked)
    objects = folder / "objects"
    environ = {**os.environ, "PATH": f"{tools.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    configure = (
        "cmake", "-G", "Ninja", "-S", str(source / "opencv"), "-B", str(objects), *SETTINGS,
        f"-DPYTHON3_EXECUTABLE={layout.python}", f"-DPYTHON_DEFAULT_EXECUTABLE={layout.python}",
        f"-DPYTHON3_INCLUDE_DIR={include}", f"-DPYTHON3_NUMPY_INCLUDE_DIRS={numpy_include}",
    )  # fmt: skip
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(llama_build.jobs_here())
    compile_it = ("cmake", "--build", str(objects), "--target", "opencv_python3", "--parallel", jobs)
    progress = Progress("OpenCV", sys.stdout)

    def on_line(line: str) -> None:
        if step := ninja_step(line):
            progress.update(*step)

    for argv in (configure, compile_it):
        compiled_parts.run(argv, "OpenCV", log, on_line=on_line, environ=environ, keep_open=(keep_open,))
    print(f"Built OpenCV in {duration(progress.close())}", flush=True)
    return next(objects.rglob(LIBRARY))
