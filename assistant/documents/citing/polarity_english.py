"""Clauses of English sentences, and which of them deny. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.citing.polarity_terms import Clause, predicate, words_of
from assistant.documents.finding import query_words

_COMPARED = "later|earlier|sooner|more|less|fewer|greater|smaller|higher|lower|longer|shorter|larger|further|bigger"
# What looks like a denial and is none, and what each is read as instead.
_TURNS = (
    (re.compile(r"\bno\.?\s*(?=\d)"), " "),
    (re.compile(r"\bcan ?not\b"), "can not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(rf"\b(?:no|not) (?:{_COMPARED}) than\b"), " "),
    (re.compile(r"\bnot (?:only|just|merely|least)\b|\b(?:whether )?or not\b|\bno (?:matter|doubt)\b"), " "),
    (re.compile(r"\bcan not (?:help )?but\b"), " "),
    (re.compile(r"\b(?:nothing|nobody|none|nowhere|no one) (?:but|other than|except)\b"), " only "),
    (re.compile(r"\b(no(?: \w+){1,2}) (?:but|other than|apart from)\b"), r"\1 except"),
)
_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W\d_]+)?|[.,;:!?()—–…]")
_VERB_NEGATORS = frozenset({"not", "never", "hardly", "barely", "scarcely"})
_QUANTIFIERS = frozenset({"no", "none", "nothing", "nobody", "nowhere", "neither"})
_NEGATORS = _VERB_NEGATORS | _QUANTIFIERS | {"nor"}
_ENDS = frozenset(".;:!?()—–…")
_CONJUNCTIONS = words_of("but although though because while whereas when if which who whom whose where so yet since as")
_JOINTS = frozenset({",", "and", "or"})
_EXCEPTIONS = frozenset({"without", "unless", "except", "excluding", "besides"})
_ONLY_BEHIND_NEGATION = frozenset({"until", "till", "before"})
_CONDITION = "with"
_AUXILIARIES = words_of(
    "is are was were be been am may can must will shall should would could might has have had do does did"
)
_SUBJECTS = words_of("the a an this that these those it he she they we you i there its his her their your our")
_OPPOSITES = {
    query_words.stem(word): (predicate(name), turned)
    for name, same, opposite in (
        (
            "allow",
            "allow allowed allows permit permitted permits",
            "forbid forbidden forbids prohibit prohibited ban banned",
        ),
        ("leave", "leave leaves left leaving", "stay stays stayed remain remains remained"),
        ("include", "include includes included including", "exclude excludes excluded"),
        ("accept", "accept accepts accepted", "reject rejects rejected refuse refuses refused"),
        (
            "rise",
            "rise rises rose risen increase increases increased grow grows grew",
            "fall falls fell fallen decrease decreases decreased decline declines declined drop drops dropped",
        ),
        ("open", "open opens opened", "close closes closed"),
        ("able", "able", "unable"),
        ("possible", "possible", "impossible"),
        ("legal", "legal lawful", "illegal unlawful"),
        ("valid", "valid", "invalid"),
        ("succeed", "succeed succeeds succeeded", "fail fails failed"),
        ("win", "win wins won", "lose loses lost"),
    )
    for words, turned in ((same, False), (opposite, True))
    for word in words.split()
}


def english_clauses(text: str) -> list[Clause]:
    """The clauses of a text in lower case; what a clause excepts is one of its own."""
    for turn, instead in _TURNS:
        text = turn.sub(instead, text)
    found = []
    for tokens in _cut(_TOKEN.findall(text)):
        found += _clauses(tokens)
    return found


def _cut(tokens: Sequence[str]) -> list[list[str]]:
    clauses: list[list[str]] = [[]]
    for at, token in enumerate(tokens):
        condition = token == _CONDITION and _denies_something(clauses[-1])
        joined = token in _CONJUNCTIONS and not (at and tokens[at - 1] in _EXCEPTIONS)
        if token in _ENDS or joined or condition:
            clauses.append([])
        elif token in _JOINTS:
            if _begins_a_clause(clauses[-1], _segment(tokens[at + 1 :])):
                clauses.append([])
        else:
            clauses[-1].append(token)
    return [clause for clause in clauses if clause]


def _segment(tokens: Sequence[str]) -> list[str]:
    """Up to the next place where a clause could end."""
    found: list[str] = []
    for token in tokens:
        if token in _ENDS or token in _CONJUNCTIONS or (token in _JOINTS and found):
            break
        if token not in _JOINTS:
            found.append(token)
    return found


def _denies_something(tokens: Sequence[str]) -> bool:
    return any(token in _NEGATORS and _focus(tokens, at) for at, token in enumerate(tokens))


def _begins_a_clause(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a comma, "and" or "or" ends a clause: a verb or a denial stands before it, and a new one behind."""
    if not after or not any(token in _AUXILIARIES or token in _NEGATORS for token in before):
        return False
    if after[0] in _NEGATORS or after[0] in _SUBJECTS:
        return True
    # "Nothing you type, say or add is sent": one denial for all.
    if any(token in _QUANTIFIERS for token in before[:2]):
        return False
    return any(token in _AUXILIARIES for token in after)


def _clauses(tokens: Sequence[str]) -> list[Clause]:
    main: list[str] = []
    excepted: list[str] = []
    negators: list[int] = []
    within = ""
    for word in tokens:
        if word in _EXCEPTIONS or (word in _ONLY_BEHIND_NEGATION and negators):
            within = word
        elif within and not (within not in {"without", "unless"} and word in _AUXILIARIES and excepted):
            excepted.append(word)
        elif word in _NEGATORS:
            within = ""
            if not (word == "nor" and negators):
                negators.append(len(main))
            main.append(word)
        else:
            within = ""
            main.append(word)
    denied = len(negators) % 2 == 1
    focus = frozenset(term for at in negators for term in _focus(main, at))
    found = [Clause(terms=_terms(main), denied=denied, focus=focus, predicates=_predicates(main))]
    if excepted:
        terms = _terms(excepted)
        found.append(Clause(terms=terms, denied=True, focus=terms, excepted=True))
    return found


def _focus(tokens: Sequence[str], at: int) -> list[str]:
    """What a negator at ``at`` denies first: one word behind "not", and the next where that tells how; two behind "no"."""
    behind = [token for token in tokens[at + 1 :] if token not in query_words.STOP_WORDS and token not in _NEGATORS]
    many = 2 if tokens[at] in _QUANTIFIERS or (behind and behind[0].endswith("ly")) else 1
    return [_term(token) for token in behind[:many]]


def _term(token: str) -> str:
    """Its stem; of a word that has an opposite the name of both."""
    stem = query_words.stem(token)
    return _OPPOSITES[stem][0] if stem in _OPPOSITES else stem


def _terms(tokens: Sequence[str]) -> frozenset[str]:
    stems = [
        query_words.stem(token) for token in tokens if token not in query_words.STOP_WORDS and token not in _NEGATORS
    ]
    return frozenset(stem for stem in stems if stem not in _OPPOSITES)


def _predicates(tokens: Sequence[str]) -> frozenset[tuple[str, bool]]:
    return frozenset(_OPPOSITES[stem] for stem in map(query_words.stem, tokens) if stem in _OPPOSITES)
