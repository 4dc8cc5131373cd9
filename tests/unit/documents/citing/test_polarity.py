"""Which sentences deny what others affirm, in English and Japanese."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.citing.polarity import contradict, polarity

pytestmark = pytest.mark.unit

PRIVACY = "Nothing you type, say or add leaves this computer."
NETWORK = "Sotto uses the network only when you download a model, and asks before it does."
PETS = "Pets are not allowed without written consent."
LEAVES_NOT = "入力したこと、話したこと、追加した文書が、このコンピューターの外に出ることはありません。"
PETS_JA = "書面による同意がなければ、ペットを飼うことはできません。"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Everything you type leaves this computer.", PRIVACY),
        ("What you type, say or add leaves this computer.", PRIVACY),
        ("Pets are allowed.", PETS),
        ("Pets are allowed without written consent.", PETS),
        ("Pets are not allowed with written consent.", PETS),
        ("Sotto never uses the network.", NETWORK),
        ("Smoking is allowed in the flat.", "Smoking is forbidden in the flat."),
        ("The lease is renewed automatically.", "The lease isn’t renewed automatically."),
        ("The lease is not renewed each year.", "The lease is renewed each year."),
        ("Interest is paid on the deposit.", "No interest is paid on the deposit."),
        ("The tenant can sublet the flat.", "The tenant cannot sublet the flat."),
        ("Animals are allowed.", "No animals except fish are allowed."),
        ("The rent includes heating.", "The rent of 800 euros does not include heating."),
        ("Fish are not allowed.", "Dogs are not allowed, but fish are allowed."),
        ("The theme was not introduced that year.", "The theme, based on a song, was introduced that year; it failed."),
        ("Revenue increased by 5 percent.", "Revenue decreased by 5 percent."),
        ("All pets are allowed.", "Not all pets are allowed."),
        ("入力したことがこのコンピューターの外に出ます。", LEAVES_NOT),
        ("追加した文書はコンピューターの外に出ることがあります。", LEAVES_NOT),
        ("ペットを飼うことができます。", PETS_JA),
        ("同意があればペットを飼うことはできません。", PETS_JA),
        ("ペットの飼育は許可されています。", "ペットの飼育は禁止されている。"),
        ("録音はディスクに書き込まれます。", "録音はディスクに書き込まれません。"),
        ("敷金は返還されない。", "敷金は三か月後に返還される。"),
        ("敷金は返還されます。", "敷金は返還されず、利息も付かない。"),
        ("更新料が必要です。", "更新料は不要です。"),
        ("ネットワークは使いません。", "ネットワークはダウンロードのときしか使いません。"),
        ("家賃を払う必要はありません。", "毎月、家賃を払わなければなりません。"),
    ],
)
def test_contradictions(one: str, other: str) -> None:
    assert contradict(polarity(one), polarity(other))
    assert contradict(polarity(other), polarity(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nothing you say leaves this computer.", PRIVACY),
        ("What you type does not leave this computer.", PRIVACY),
        ("Everything you type stays on this computer.", PRIVACY),
        ("Pets are not allowed without consent.", PETS),
        ("Pets are allowed with written consent.", PETS),
        ("No pets are allowed without written consent.", PETS),
        ("Pets are not allowed.", "No pets are allowed."),
        ("Pets are forbidden.", "Pets are not allowed."),
        ("The lease cannot end unless both agree.", "The lease can end if both agree."),
        ("Sotto does not use the network except when you download a model.", NETWORK),
        ("The deposit is two months' rent.", "The deposit is two months' rent, and no interest is paid."),
        ("The flat is on Harbour Street 12.", "Pets are not allowed in the flat on Harbour Street 12."),
        ("Fish are allowed.", "Dogs are not allowed, but fish are allowed."),
        ("Fish are allowed.", "No animals except fish are allowed."),
        ("Fish are allowed.", "No animals but fish are allowed."),
        ("It rains only in winter.", "It rains nowhere but in the north, and only in winter."),
        (
            "The rent is due within three working days.",
            "The rent is due no later than three working days after the first.",
        ),
        ("The shop sells tea and coffee.", "The shop sells not only tea but also coffee."),
        ("Cats and dogs are not allowed.", "Neither cats nor dogs are allowed."),
        ("The office opens at noon.", "The office does not open until noon."),
        ("Room No. 5 is free.", "Room 5 is free."),
        ("The flat has no garage.", "The flat has no garden, cellar or garage."),
        ("The landlord may end the lease.", "If the rent is not paid, the landlord may end the lease."),
        ("There is no train.", "There is no bus and no train."),
        ("The tenant must pay.", "The tenant cannot but pay."),
        ("It is true that pets are allowed.", "It is not true that pets are not allowed."),
        ("話したことがこのコンピューターの外に出ることはありません。", LEAVES_NOT),
        ("同意があればペットを飼うことができます。", PETS_JA),
        ("書面による同意なしにペットを飼うことはできません。", PETS_JA),
        ("ペットの飼育は禁止です。", "ペットの飼育は認められていません。"),
        ("家賃は毎月払う。", "毎月、家賃を払わなければならない。"),
        ("ネットワークを使うのはダウンロードのときだけです。", "ネットワークはダウンロードのときしか使いません。"),
        ("敷金は二か月分です。", "敷金は二か月分だが、利息は付かない。"),
        ("少なくとも三か月前に通知する。", "三か月前に通知する。"),
        ("料金は五千円です。", "料金は五千円にすぎません。"),
        ("窓は掃除する。", "床だけでなく窓も掃除する。"),
        ("喫煙はできません。", "喫煙は禁止されています。"),
        ("値上げがあります。", "値上げがあるかもしれません。"),
        ("行うのは来月です。", "作業を行ないます。来月です。"),
    ],
)
def test_what_says_the_same_or_something_else(one: str, other: str) -> None:
    assert not contradict(polarity(one), polarity(other))
    assert not contradict(polarity(other), polarity(one))


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=120))
def test_nothing_contradicts_itself(text: str) -> None:
    assert not contradict(polarity(text), polarity(text))
