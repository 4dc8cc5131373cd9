"""What stays of the Unicode data."""

from __future__ import annotations

import pytest

from setup_steps.icu_data import unneeded

pytestmark = pytest.mark.unit

NEEDED = (
    *(
        "root.res",
        "pool.res",
        "res_index.res",
        "en.res",
        "en_GB.res",
        "ja.res",
        "ja_JP.res",
        "coll/ja.res",
        "coll/ucadata.icu",
    ),
    *(
        "supplementalData.res",
        "zoneinfo64.res",
        "keyTypeData.res",
        "cnvalias.icu",
        "nfkc.nrm",
        "coll/root.res",
        "units.res",
    ),
)
UNNEEDED = (
    "de.res",
    "coll/de_.res",
    "zh_Hant_TW.res",
    "unit/fil.res",
    "brkitr/thaidict.dict",
    "rbnf/en.res",
    "ibm-943_P15A-2003.cnv",
    "unames.icu",
)


def test_the_windows_languages_stay_and_others_go() -> None:
    assert unneeded((*NEEDED, *UNNEEDED)) == list(UNNEEDED)
