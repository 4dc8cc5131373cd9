"""Functions of wheels' libraries that Sotto's ways never lead to, by the names that the libraries have for themselves.

- CTranslate2 holds Intel's MKL beside oneDNN, and asks ``CT2_USE_MKL`` before each use of it (its ``src/cpu/backend.cc``); the
  packed program (``packaging/frozen/entry.py``) says no, which is what processors of other makers get anyway.
- Of oneDNN, CTranslate2 calls products of matrices, and convolutions forward of numbers of 32 bits (its ``src/ops/conv1d_cpu.cc``):
  the way backward, for training, and convolutions of shorter numbers are never asked for. Each kind of them has a list of its own,
  by which oneDNN chooses.
- NumPy's OpenBLAS holds the same for complex numbers and for numbers of 80 bits, and an interface for programs in C. Sotto and its
  libraries multiply and solve matrices of real numbers; the spectra of sound are complex, but come from NumPy's own code. LAPACK's
  families for packed and banded matrices and for generalized problems are there for others than NumPy.
"""

from __future__ import annotations

import re
from pathlib import Path

from setup_steps.section_cut import unused_places
from setup_steps.shared_libraries import functions

_PROCESSORS = "PRESCOTT|NEHALEM|SANDYBRIDGE|HASWELL|SKYLAKEX"
_KINDS_OF_MATRICES = "ge|tr|he|sy|sb|sp|tb|tp|hb|hp|gb|po|la|ax|un"
_UNASKED = "gg|tg|sp|pb|pp|pt|tp|tf|tb|gb|gt|sb"
NEVER_CALLED = {
    "libctranslate2": re.compile(
        r"mkl_(blas|vml)_|_Z\w*4dnnl4impl\w*("
        r"_bwd|backward|x8s8s32x|gemm_bf16_convolution|jit_avx512_core_(bf16|amx)_(1x1_)?(fwd|conv|bwd))"
    ),
    "libscipy_openblas64_": re.compile(
        rf"(scipy_)?LAPACKE_|scipy_(?!cblas_|xerbla)[czxq]\w*64_$|scipy_[sd]({_UNASKED})\w*_64_$|scipy_cblas_(?!xerbla)[czxq]\w*64_$|"
        rf"[czxq]\w+_({_PROCESSORS})$|[czxq]({_KINDS_OF_MATRICES})\w*$"
    ),
}
"""By the beginning of the library's name."""


def places(library: Path) -> list[tuple[int, int]]:
    """Where they lie in ``library``, as ``cut_places`` takes it; asked before its names go."""
    for beginning, never in NEVER_CALLED.items():
        if library.name.startswith(beginning):
            listed = functions(library)
            return unused_places(listed, {each.name for each in listed if never.match(each.name)})
    return []
