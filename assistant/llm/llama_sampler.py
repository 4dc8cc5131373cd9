"""How the next token is chosen: llama.cpp's samplers, and a grammar in front of them. Used by ``llama_backend`` alone, which hands
its ``llama_cpp`` in."""

from __future__ import annotations

import contextlib
import ctypes
import json
from collections.abc import Iterator
from typing import Any

import numpy

from assistant.errors import InvalidInput
from assistant.llm.base import GenerationOptions
from assistant.llm.schema_bounds import bounded

TOP_K = 40  # llama.cpp's own default; it keeps the samplers after it short
PENALTY_WINDOW = 64  # llama.cpp's own default
_CANDIDATE = numpy.dtype([("id", numpy.int32), ("logit", numpy.float32), ("p", numpy.float32)])  # llama_token_data


class Sampler:
    """Chooses the tokens of one generation; ``close`` frees what it holds."""

    def __init__(self, native: Any, vocab: Any, options: GenerationOptions) -> None:
        """``native`` is the module ``llama_cpp``, ``vocab`` the model's. Raises ``InvalidInput`` for an unusable grammar."""
        self._native = native
        self._vocab = vocab
        self._freed = contextlib.ExitStack()
        try:
            self._grammar = self._grammar_of(options)
            if self._grammar is not None:
                self._freed.callback(native.llama_sampler_free, self._grammar)
            self._chain = native.llama_sampler_chain_init(native.llama_sampler_chain_default_params())
            self._freed.callback(native.llama_sampler_free, self._chain)
            for sampler in self._samplers(options):
                native.llama_sampler_chain_add(self._chain, sampler)
        except BaseException:
            self._freed.close()
            raise

    def next_token(self, context: Any) -> int:
        """The token after those that ``context`` read."""
        if self._grammar is None:
            return int(self._native.llama_sampler_sample(self._chain, context, -1))
        return self._within_grammar(context)

    def close(self) -> None:
        """Frees the samplers."""
        self._freed.close()

    def _within_grammar(self, context: Any) -> int:
        """The next token of the grammar: among the likeliest ones, and among all where the grammar takes none of those.

        Held against the whole of a large vocabulary, a grammar with many ways to go on takes half a second a token.
        """
        native = self._native
        count = native.llama_vocab_n_tokens(self._vocab)
        logits = numpy.ctypeslib.as_array(native.llama_get_logits_ith(context, -1), (count,))
        for tokens in (numpy.argpartition(logits, -TOP_K)[-TOP_K:], numpy.arange(count)):
            held = numpy.zeros(len(tokens), dtype=_CANDIDATE)
            held["id"], held["logit"] = tokens, logits[tokens]
            candidates = native.llama_token_data_array(
                data=held.ctypes.data_as(native.llama_token_data_p), size=len(tokens), selected=-1, sorted=False
            )
            native.llama_sampler_apply(self._grammar, ctypes.byref(candidates))
            if numpy.isfinite(held["logit"]).any():
                break
        native.llama_sampler_apply(self._chain, ctypes.byref(candidates))
        token = int(candidates.data[candidates.selected].id)
        native.llama_sampler_accept(self._grammar, token)
        native.llama_sampler_accept(self._chain, token)
        return token

    def _samplers(self, options: GenerationOptions) -> Iterator[Any]:
        native = self._native
        # Before the penalties, which look up every candidate: over Qwen's 152,000 tokens they took 0.3 ms of each token's 55.
        yield native.llama_sampler_init_top_k(TOP_K)
        if options.repeat_penalty != 1.0:
            vocabulary = native.llama_vocab_n_tokens(self._vocab)
            yield native.llama_sampler_init_penalties(vocabulary, PENALTY_WINDOW, options.repeat_penalty, 0.0, 0.0)
        if options.temperature <= 0:
            yield native.llama_sampler_init_greedy()
            return
        yield native.llama_sampler_init_top_p(options.top_p, 1)
        yield native.llama_sampler_init_min_p(options.min_p, 1)
        yield native.llama_sampler_init_temp(options.temperature)
        yield native.llama_sampler_init_dist(native.LLAMA_DEFAULT_SEED if options.seed is None else options.seed)

    def _grammar_of(self, options: GenerationOptions) -> Any:
        if options.json_schema is not None:
            return self._schema_sampler(options.json_schema)
        return self._grammar_sampler(options.grammar) if options.grammar else None

    def _schema_sampler(self, schema: dict[str, Any]) -> Any:
        try:
            grammar = self._native.llama_grammar.json_schema_to_gbnf(json.dumps(bounded(schema)))
        except InvalidInput:
            raise
        except Exception as error:
            # The converter raises whatever its code runs into for a schema it does not know.
            raise InvalidInput(
                "The shape asked for the answer cannot be used.", "Use a simpler JSON schema."
            ) from error
        return self._grammar_sampler(grammar)

    def _grammar_sampler(self, grammar: str) -> Any:
        sampler = self._native.llama_sampler_init_grammar(self._vocab, grammar.encode(), b"root")
        if not sampler:
            raise InvalidInput("The shape asked for the answer cannot be used.", "Use a simpler JSON schema.")
        return sampler
