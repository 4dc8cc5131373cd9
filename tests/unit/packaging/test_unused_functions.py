"""Which places of a library hold nothing but functions that are never called."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setup_steps.section_cut import Function, unused_places
from setup_steps.unused_functions import NEVER_CALLED

pytestmark = pytest.mark.unit


def listed(*functions: tuple[str, int, int]) -> list[Function]:
    return [Function(name=name, address=address, size_bytes=size) for name, address, size in functions]


NEVER = {"mkl", "mkl_a", "mkl_b", "mkl_of_unknown_size"}


@pytest.mark.parametrize(
    ("functions", "places"),
    [
        (listed(("mkl_a", 0, 100), ("mkl_b", 128, 50)), [(0, 178)]),
        (listed(("mkl_b", 128, 50), ("mkl_a", 0, 100)), [(0, 178)]),
        (listed(("mkl_a", 0, 100), ("open", 112, 8), ("mkl_b", 128, 50)), [(0, 100), (128, 178)]),
        (listed(("mkl_a", 0, 100), ("alias_of_it", 0, 100)), []),
        (listed(("mkl_a", 0, 100), ("mkl_b", 400, 50)), [(0, 100), (400, 450)]),
        (listed(("mkl_a", 0, 100), ("mkl_of_unknown_size", 112, 0), ("mkl_b", 128, 50)), [(0, 100), (128, 178)]),
        (listed(("mkl_a", 0, 100), ("open", 50, 10)), [(0, 50)]),
        ([], []),
    ],
    ids=["side by side", "in any order", "around one", "another name", "far apart", "no size", "inside", "none"],
)
def test_places(functions: list[Function], places: list[tuple[int, int]]) -> None:
    assert unused_places(functions, NEVER) == places


@settings(max_examples=30)
@given(
    st.lists(
        st.builds(
            Function,
            name=st.sampled_from(["mkl", "open"]),
            address=st.integers(0, 3000),
            size_bytes=st.integers(0, 300),
        ),
        max_size=20,
    )
)
def test_no_place_holds_the_beginning_of_a_function_that_is_called(functions: list[Function]) -> None:
    places = unused_places(functions, NEVER)
    assert places == sorted(places)
    for first, end in places:
        assert not [each for each in functions if each.name not in NEVER and first <= each.address < end]


@pytest.mark.parametrize(
    ("library", "name", "never"),
    [
        ("libctranslate2", "mkl_blas_avx512_sgemm_kernel_0", True),
        ("libctranslate2", "mkl_vml_kernel_sExp_E9HAynn", True),
        ("libctranslate2", "mkl_serv_free", False),
        ("libctranslate2", "dnnl_sgemm", False),
        ("libctranslate2", "_ZN4dnnl4impl3cpu3x6443jit_avx512_core_bf16_convolution_bwd_data_tD2Ev", True),
        ("libctranslate2", "_ZN4dnnl4impl3cpu3x6436_jit_avx512_core_x8s8s32x_fwd_kernelD2Ev", True),
        ("libctranslate2", "_ZN4dnnl4impl3cpu3x6434jit_avx512_core_amx_1x1_fwd_kernel_tD2Ev", True),
        ("libctranslate2", "_ZN4dnnl4impl3cpu3x6437_jit_avx512_common_conv_fwd_kernelIN5Xbyak3ZmmEED2Ev", False),
        ("libctranslate2", "_ZN4dnnl4impl3cpu3x6429jit_avx512_core_amx_gemm_kernD2Ev", False),
        ("libctranslate2", "_ZN4dnnl4impl3cpu3x6432jit_avx512_core_gemm_s8u8s32_kernD2Ev", False),
        ("libscipy_openblas64_", "scipy_cblas_zgemm64_", True),
        ("libscipy_openblas64_", "zgemm_kernel_n_HASWELL", True),
        ("libscipy_openblas64_", "scipy_dggev_64_", True),
        ("libscipy_openblas64_", "scipy_dgesdd_64_", False),
        ("libscipy_openblas64_", "scipy_ssyevd_64_", False),
        ("libscipy_openblas64_", "scipy_dpotrf_64_", False),
        ("libscipy_openblas64_", "scipy_LAPACKE_dgesv64_", True),
        ("libscipy_openblas64_", "scipy_cgesdd_64_", True),
        ("libscipy_openblas64_", "ctrsm_LNUN", True),
        ("libscipy_openblas64_", "scipy_cblas_sgemm64_", False),
        ("libscipy_openblas64_", "scipy_cblas_dgemm64_", False),
        ("libscipy_openblas64_", "scipy_cblas_xerbla64_", False),
        ("libscipy_openblas64_", "scipy_xerbla_64_", False),
        ("libscipy_openblas64_", "scipy_dgeqrf_64_", False),
        ("libscipy_openblas64_", "sgemm_kernel_HASWELL", False),
        ("libscipy_openblas64_", "gotoblas_init", False),
        ("libscipy_openblas64_", "cpu_detect", False),
        ("libscipy_openblas64_", "exec_blas", False),
        ("libscipy_openblas64_", "scipy_openblas_get_config64_", False),
    ],
)
def test_names(library: str, name: str, never: bool) -> None:
    assert (NEVER_CALLED[library].match(name) is not None) == never
