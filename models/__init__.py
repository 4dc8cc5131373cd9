"""The model catalog, the store of weights on the disk, and fetching. Loads no inference library; weights never live here.

``fetch_entry`` is imported from ``models.fetch``: what it stands on takes a third of a second to load, and most runs fetch
nothing.
"""

from models.adopt import Adoption, adopt_file
from models.catalog import (
    ROLES,
    Artifact,
    Catalog,
    CatalogEntry,
    HubSource,
    Member,
    PackageSource,
    Wheel,
    load_catalog,
)
from models.errors import (
    FetchCancelled,
    FetchFailed,
    ModelsError,
    NoNetwork,
    NoSpace,
    NotAModel,
    NotInstalled,
    OfflineRefused,
    ServerError,
    StoreUnusable,
    UnknownModel,
    WrongDigest,
)
from models.hardware import Hardware, survey_hardware
from models.progress import FetchProgress
from models.recommend import Recommendation, choose, expected_tokens_per_s, fit, recommend_starter_set
from models.store import FileProblem, InstalledModel, ModelStore, default_root

__all__ = [
    "ROLES",
    "Adoption",
    "Artifact",
    "Catalog",
    "CatalogEntry",
    "FetchCancelled",
    "FetchFailed",
    "FetchProgress",
    "FileProblem",
    "Hardware",
    "HubSource",
    "InstalledModel",
    "Member",
    "ModelStore",
    "ModelsError",
    "NoNetwork",
    "NoSpace",
    "NotAModel",
    "NotInstalled",
    "OfflineRefused",
    "PackageSource",
    "Recommendation",
    "ServerError",
    "StoreUnusable",
    "UnknownModel",
    "Wheel",
    "WrongDigest",
    "adopt_file",
    "choose",
    "default_root",
    "expected_tokens_per_s",
    "fit",
    "load_catalog",
    "recommend_starter_set",
    "survey_hardware",
]
