"""Which llama.cpp wheel is taken, and what a failed build says."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from setup_steps import llama_build, llama_wheel, lock_file
from setup_steps.layout import Layout, SetupError

pytestmark = pytest.mark.unit

PIN = lock_file.Pin(name="llama-cpp-python", version="0.3.36", hashes=("a" * 64,), text="")
X86 = "processor\t: 0\nflags\t\t: sse2 avx2 fma avx2\n\nprocessor\t: 1\nflags\t\t: other\n"


def key(
    *,
    pin: lock_file.Pin = PIN,
    machine: str = "x86_64",
    features: tuple[str, ...] = ("avx2",),
    libc: str = "glibc-2.36",
    recipe: str = "",
) -> str:
    return llama_wheel.cache_key(pin, machine, features, libc, recipe)


@pytest.mark.parametrize(
    ("cpuinfo", "features"),
    [
        (X86, ("avx2", "fma", "sse2")),
        ("processor\t: 0\nFeatures\t: fp asimd dotprod\n", ("asimd", "dotprod", "fp")),
        ("", ()),
    ],
)
def test_instruction_sets_are_read_from_the_first_core(cpuinfo: str, features: tuple[str, ...]) -> None:
    assert llama_wheel.cpu_features(cpuinfo) == features


def test_the_key_is_stable_and_a_folder_name() -> None:
    assert key() == key()
    assert key().startswith("0.3.36-x86_64-")
    assert "/" not in key()


@pytest.mark.parametrize(
    "other",
    [
        key(pin=lock_file.Pin(name=PIN.name, version="0.3.37", hashes=PIN.hashes, text="")),
        key(pin=lock_file.Pin(name=PIN.name, version=PIN.version, hashes=("b" * 64,), text="")),
        key(machine="aarch64"),
        key(features=("avx2", "avx512f")),
        key(libc="glibc-2.39"),
        key(recipe="-DGGML_VULKAN=ON"),
    ],
)
def test_every_difference_that_matters_makes_another_key(other: str) -> None:
    assert other != key()


def test_a_stored_wheel_is_found_and_a_damaged_or_half_one_is_not(tmp_path: Path) -> None:
    built = tmp_path / "llama_cpp_python-0.3.36-py3-none-linux_x86_64.whl"
    built.write_bytes(b"the wheel")
    folder = tmp_path / "cache"
    assert llama_wheel.cached_wheel(folder) is None
    wheel = llama_wheel.store(built, folder)
    assert llama_wheel.cached_wheel(folder) == wheel
    wheel.write_bytes(b"the whe")
    assert llama_wheel.cached_wheel(folder) is None
    wheel.with_suffix(".whl.sha256").unlink()
    assert llama_wheel.cached_wheel(folder) is None


def repository(tmp_path: Path) -> Layout:
    lock = f"llama-cpp-python==0.3.36 \\\n    --hash=sha256:{'a' * 64}\n"
    (tmp_path / "requirements.lock").write_text(lock)
    return Layout(root=tmp_path, wheel_cache=tmp_path / "cache")


def test_a_wheel_of_the_users_own_is_taken_as_it_is(tmp_path: Path) -> None:
    wheel = tmp_path / "own.whl"
    wheel.write_bytes(b"1")
    source = llama_wheel.resolve(repository(tmp_path), {"SOTTO_LLAMA_WHEEL": str(wheel)})
    assert source.arguments == (str(wheel),)
    wheel.write_bytes(b"2")
    assert llama_wheel.resolve(repository(tmp_path), {"SOTTO_LLAMA_WHEEL": str(wheel)}).content != source.content


def test_packages_take_the_wheel_that_runs_on_every_processor(tmp_path: Path) -> None:
    layout = repository(tmp_path)
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging/llama_build.cmake").touch()
    settings = {"CMAKE_ARGS": llama_build.FOR_EVERY_PROCESSOR}
    libc = "-".join(platform.libc_ver())
    kind = key(machine=platform.machine(), features=(), libc=libc, recipe=llama_build.recipe(layout, settings))
    wheel = tmp_path / "llama_cpp_python-0.3.36-py3-none-linux_x86_64.whl"
    wheel.write_bytes(b"all variants")
    stored = llama_wheel.store(wheel, layout.wheel_cache / f"llama-cpp-python-{kind}")
    assert llama_wheel.resolve(layout, {}, for_every_processor=True).arguments == (str(stored),)


AMX = f"flags\t\t: avx512_vnni amx_tile amx_int8 amx_bf16\n{X86}"


@pytest.mark.parametrize(
    ("cpuinfo", "environ", "flags"),
    [
        (X86, {}, None),
        (X86, {"CFLAGS": "-O1"}, "-O1"),
        (AMX, {}, llama_build.WITHOUT_AMX),
        (AMX, {"CFLAGS": "-O1", "CXXFLAGS": "-O1"}, f"-O1 {llama_build.WITHOUT_AMX}"),
    ],
)
def test_amx_is_left_out_where_the_processor_has_it(cpuinfo: str, environ: dict[str, str], flags: str | None) -> None:
    built = llama_build.for_this_processor(llama_wheel.cpu_features(cpuinfo), environ)
    assert built.get("CFLAGS") == flags
    assert built.get("CXXFLAGS", flags) == flags


def test_a_wheel_with_amx_of_an_earlier_set_up_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = repository(tmp_path)
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging/llama_build.cmake").touch()
    features = llama_wheel.cpu_features(AMX)
    monkeypatch.setattr(llama_wheel, "_features", lambda: features)
    kinds = {}
    for name, environ in (("with", {}), ("without", llama_build.for_this_processor(features, {}))):
        recipe = llama_build.recipe(layout, environ)
        kind = key(machine=platform.machine(), features=features, libc="-".join(platform.libc_ver()), recipe=recipe)
        built = tmp_path / f"{name}-0.3.36-py3-none-any.whl"
        built.write_bytes(name.encode())
        kinds[name] = llama_wheel.store(built, layout.wheel_cache / f"llama-cpp-python-{kind}")
    assert llama_wheel.resolve(layout, {}).arguments == (str(kinds["without"]),)


def test_the_settings_for_every_processor_name_a_folder_inside_the_package() -> None:
    assert "GGML_NATIVE=OFF" in llama_build.FOR_EVERY_PROCESSOR
    assert "GGML_BACKEND_DIR:STRING=llama_cpp/lib" in llama_build.FOR_EVERY_PROCESSOR, (
        "a path would become an absolute one"
    )


def test_a_wheel_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="SOTTO_LLAMA_WHEEL names"):
        llama_wheel.resolve(repository(tmp_path), {"SOTTO_LLAMA_WHEEL": str(tmp_path / "none.whl")})


def test_an_index_of_the_users_own_gives_the_locked_version_only(tmp_path: Path) -> None:
    source = llama_wheel.resolve(repository(tmp_path), {"SOTTO_LLAMA_INDEX": "index-of-the-user"})
    assert source.arguments[:2] == ("--index-url", "index-of-the-user")
    assert "llama-cpp-python==0.3.36" in source.arguments


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("CMake Error: CMAKE_CXX_COMPILER not set, after EnableLanguage", "C++ compiler"),
        ("fatal error: error writing to /tmp/x.s: No space left on device", "disk is full"),
        ("g++: fatal error: Killed signal terminated program cc1plus", "ran out of memory"),
        ("ERROR: No matching distribution found for cmake==4.0", "registry could not be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that was locked"),
        ("something nobody has seen", "stopped with an error"),
    ],
)
def test_a_failed_build_says_what_was_missing(log: str, words: str) -> None:
    assert words in llama_build.why_it_failed(log)


@pytest.mark.parametrize(
    ("cores", "memory_bytes", "jobs"), [(2, 8_000_000_000, 2), (8, 3_500_000_000, 3), (4, 500_000_000, 1)]
)
def test_there_are_as_many_compilers_as_cores_and_memory_allow(cores: int, memory_bytes: int, jobs: int) -> None:
    assert llama_build.parallel_jobs(cores, memory_bytes) == jobs
