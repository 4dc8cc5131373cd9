"""The language model: llama.cpp through its C interface. The only file that knows ``llama_cpp``.

Per token there is one call to evaluate, one to sample and one for the text; ``weigh`` and grammars read logits. Prompts are read
in batches of ``PROMPT_BATCH`` tokens, and while one is read llama.cpp asks between its operations whether to stop. It asks through
Python, which costs a tenth of the speed of a small model, so while tokens are generated it does not ask: one token is short.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import math
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import llama_cpp
import numpy
from llama_cpp._ggml import libggml_base_path
from llama_cpp.llama_cpp import _lib as libllama

from assistant.cancellation import CancelToken
from assistant.errors import InvalidInput, ModelUnavailable
from assistant.llm.base import (
    ChatMessage,
    GenerationEnd,
    GenerationItem,
    GenerationOptions,
    KeptView,
    PromptProgress,
    TextDelta,
    Weighed,
)
from assistant.llm.chat_template import ChatTemplate, PromptPart
from assistant.llm.context_size import choose_context
from assistant.llm.gguf_file import check_gguf
from assistant.llm.llama_sampler import Sampler
from assistant.llm.prompt_cache import PromptCache, common_prefix
from assistant.llm.text_stream import AnswerText, TextStream

PROMPT_BATCH = 128
ROW_TILE = 16
WORTH_FILLING = 12
"""llama.cpp's kernels for repacked weights take 16 tokens together and others in fours or singly. Reading 11 to 17 tokens took
215, 220, 238, 244, 262, 208 and 234 ms (Qwen2.5 1.5B, two cores with AVX-512): with 12 to 15 left over it is quicker to read some
of those before them again."""
LONG_PROMPT = 2 * PROMPT_BATCH
"""Tokens that tell how fast a model reads; of fewer the last, half-empty batch counts too much."""
WEIGHT_OF_NEW = 0.4
SMALLEST_ANSWER = 16
_ABORTED = 2  # llama_decode's return value
_BYTES = ctypes.POINTER(ctypes.c_uint8)

_log = logging.getLogger(__name__)


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _on_native_log(level: int, _text: bytes, _data: object) -> None:
    # The text may name files of the user, so only the fact is kept.
    if level in (2, 3):
        _log.debug("llama.cpp reported a %s", "warning" if level == 2 else "failure")


def _load_arithmetic() -> None:
    """In packages the arithmetic lies in libraries of its own, one for each generation of processors; llama.cpp loads the best that
    this one can run. The folder is named, since it would look into the current one as well. Does nothing where it is built in.

    The functions are those of the library that loads models: a wheel holds ggml under three names, and each counts its own."""
    if libllama.ggml_backend_reg_count() == 0:
        libllama.ggml_backend_load_all_from_path(os.fsencode(libggml_base_path))


class LlamaChatModel:
    """A GGUF chat model in memory; implements ``ChatModel``."""

    def __init__(
        self,
        file: Path,
        *,
        model_id: str,
        context_tokens: int = 0,
        threads: int,
        gpu_layers: int = -1,
        memory_budget_bytes: int | None = None,
    ) -> None:
        """Loads the file. ``threads`` should be the physical cores; ``gpu_layers`` -1 means all, where the build has a GPU.

        ``context_tokens`` 0 chooses, within ``memory_budget_bytes`` for the cache. Raises ``ModelUnavailable``.
        """
        check_gguf(file)
        self._model_id = model_id
        self._native: Any = llama_cpp
        self._closing = contextlib.ExitStack()
        self._cancel = CancelToken()
        self._on_abort = llama_cpp.ggml_abort_callback(lambda _: self._cancel.cancelled or self._cancel.gives_way)
        self._never_abort = llama_cpp.ggml_abort_callback()
        llama_cpp.llama_log_set(_on_native_log, ctypes.c_void_p())
        _load_arithmetic()
        llama_cpp.llama_backend_init()
        try:
            self._model = self._load(file, gpu_layers)
            self._vocab = self._native.llama_model_get_vocab(self._model)
            self._context = self._open_context(context_tokens, threads, memory_budget_bytes)
            self._memory = self._native.llama_get_memory(self._context)
            self._template = self._read_template()
        except BaseException:
            self._closing.close()
            raise
        self._cache = PromptCache(self._tokenize, self._piece)
        # Recurrent models cannot: they would have to read everything again wherever the user's words changed.
        self._forgets_parts = not (
            self._native.llama_model_is_recurrent(self._model) or self._native.llama_model_is_hybrid(self._model)
        )
        self._stands_elsewhere = False  # so that the last evaluation was not that of the last token held
        self._piece_buffer = ctypes.create_string_buffer(256)
        bos = int(self._native.llama_vocab_bos(self._vocab))
        self._parameters = int(self._native.llama_model_n_params(self._model))
        self._read_tokens_per_s = 0.0
        self._bos = bos if self._native.llama_vocab_get_add_bos(self._vocab) and bos >= 0 else None

    @property
    def model_id(self) -> str:
        """The catalog id."""
        return self._model_id

    @property
    def context_tokens(self) -> int:
        """Tokens that prompt and answer share."""
        return self._context_tokens

    @property
    def parameters(self) -> int:
        """How many weights it has."""
        return self._parameters

    @property
    def read_tokens_per_s(self) -> float:
        """How fast it lately read long prompts; 0 before it read one."""
        return self._read_tokens_per_s

    @property
    def holds_grammars(self) -> bool:
        """It does."""
        return True

    def count_tokens(self, messages: Sequence[ChatMessage]) -> int:
        """Tokens of the prompt made of ``messages``, the answer's opening included."""
        return len(self._prompt(messages))

    def generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelToken
    ) -> Iterator[GenerationItem]:
        """Streams an answer; see ``ChatModel.generate``."""
        started = time.monotonic()
        prompt = self._prompt(messages)
        room = self._context_tokens - len(prompt)
        if room < min(SMALLEST_ANSWER, options.max_tokens):
            raise _too_long()
        reused = self._cut_to(self._cache.reusable(prompt))
        yield PromptProgress(done=reused, total=len(prompt), reused=reused)
        for done in self._read(prompt, self._full_tiles(prompt, reused), cancel):
            yield PromptProgress(done=done, total=len(prompt), reused=reused)
        read = time.monotonic()

        def end(reason: str, count: int) -> GenerationEnd:
            return GenerationEnd(
                reason=reason,
                prompt_tokens=len(prompt),
                reused_tokens=reused,
                completion_tokens=count,
                prompt_ms=(read - started) * 1000,
                generation_ms=(time.monotonic() - read) * 1000,
            )

        if cancel.cancelled:
            yield end("cancelled", 0)
            return
        answer = AnswerText(TextStream(options.stop))
        reason = "length"
        limit = min(options.max_tokens, room)
        try:
            for token in self._sampled(options, limit, cancel):
                text = answer.add(token, self._piece(token))
                if text:
                    yield TextDelta(text=text, tokens=answer.take_count())
                if answer.stream.stopped:
                    break
            reason = self._end_reason(answer, limit, cancel)
            rest = answer.finish()
            if rest:
                yield TextDelta(text=rest, tokens=answer.take_count())
        finally:
            if answer.exact:
                self._cache.keep_answer(answer.text, answer.tokens)
        yield end(reason, len(answer.tokens))

    def weigh(
        self, messages: Sequence[ChatMessage], choices: Sequence[str], cancel: CancelToken
    ) -> Iterator[PromptProgress | Weighed]:
        """Chances of the first token of each choice among them; see ``ChatModel.weigh``."""
        prompt = self._prompt(messages)
        if len(prompt) >= self._context_tokens:
            raise _too_long()
        reused = self._cut_to(self._cache.reusable(prompt))
        for done in self._read(prompt, reused, cancel):
            yield PromptProgress(done=done, total=len(prompt), reused=reused)
        if cancel.cancelled:
            return
        firsts = [self._tokenize(PromptPart(text=choice, control=False))[0] for choice in choices]
        logits = self._native.llama_get_logits_ith(self._context, -1)
        highest = max(float(logits[token]) for token in firsts)
        weights = [math.exp(float(logits[token]) - highest) for token in firsts]
        yield Weighed(chances=tuple(weight / sum(weights) for weight in weights))

    def prefill(self, messages: Sequence[ChatMessage], cancel: CancelToken) -> None:
        """Reads ahead; see ``ChatModel.prefill``."""
        prompt = self._prompt(messages, open_end=True)
        common = common_prefix(self._cache.held, prompt)
        if self._forgets_parts and common < len(prompt) <= self._context_tokens - SMALLEST_ANSWER:
            for _ in self._read(prompt, self._cut_to(common), cancel):
                pass

    def keep_view(self, most_bytes: int) -> KeptView:
        """A copy of what it read; see ``ChatModel.keep_view``."""
        tokens = tuple(self._cache.held)
        size = int(self._native.llama_state_seq_get_size(self._context, 0)) if tokens else 0
        if not 0 < size <= most_bytes:
            return KeptView(tokens=tokens)
        state = numpy.empty(size, dtype=numpy.uint8)  # not cleared first, as ctypes' own would be
        copied = self._native.llama_state_seq_get_data(self._context, state.ctypes.data_as(_BYTES), size, 0)
        return KeptView(tokens=tokens, state=state.data[:copied] if copied else None)

    def take_up(self, view: KeptView, cancel: CancelToken) -> bool:
        """Reads what is kept of it, by copying where it can; see ``ChatModel.take_up``."""
        if self._cache.held == list(view.tokens):
            return True
        if view.state is not None:
            state = numpy.frombuffer(view.state, dtype=numpy.uint8)
            self._native.llama_memory_clear(self._memory, True)
            self._cache.held.clear()
            if self._native.llama_state_seq_set_data(self._context, state.ctypes.data_as(_BYTES), len(state), 0):
                self._cache.held.extend(view.tokens)
                self._stands_elsewhere = True
                return True
        start = self._cut_to(common_prefix(self._cache.held, view.tokens))
        for _ in self._read(view.tokens, start, cancel):
            if cancel.gives_way:
                break
        return self._cache.held == list(view.tokens)

    def close(self) -> None:
        """Frees the model. May be called more than once."""
        self._closing.close()

    # -- loading -------------------------------------------------------------------------------------------------------

    def _load(self, file: Path, gpu_layers: int) -> Any:
        parameters = self._native.llama_model_default_params()
        has_gpu = bool(self._native.llama_supports_gpu_offload())
        parameters.n_gpu_layers = (999 if gpu_layers < 0 else gpu_layers) if has_gpu else 0
        self._on_gpu = parameters.n_gpu_layers > 0
        model = self._native.llama_model_load_from_file(str(file).encode(), parameters)
        if not model:
            raise ModelUnavailable(
                f"The model file {file.name} cannot be loaded; it is damaged, of an unknown kind, or too big for the memory.",
                "Fetch the model again, or choose a smaller one.",
            )
        self._closing.callback(self._native.llama_model_free, model)
        return model

    def _open_context(self, wanted: int, threads: int, memory_budget_bytes: int | None) -> Any:
        model, native = self._model, self._native
        head = native.llama_model_n_embd(model) // max(native.llama_model_n_head(model), 1)
        tokens = choose_context(
            wanted,
            int(native.llama_model_n_ctx_train(model)),
            # Keys and values of every layer, as 16-bit numbers.
            bytes_per_token=2 * 2 * head * native.llama_model_n_head_kv(model) * native.llama_model_n_layer(model),
            memory_budget_bytes=memory_budget_bytes,
        )
        parameters = native.llama_context_default_params()
        parameters.n_ctx = tokens
        parameters.n_batch = parameters.n_ubatch = PROMPT_BATCH
        parameters.n_threads = parameters.n_threads_batch = max(threads, 1)
        if not self._on_gpu:
            # llama.cpp's flash attention is slow on processors. Reading 25 tokens after 1,000 others took 277 ms of processor
            # time with it and 197 ms without (SmolLM2 135M), after 7,000 others 1,105 and 529 ms; after 900 with Qwen2.5 1.5B
            # 905 and 757 ms. Single tokens and long prompts take the same time or less.
            parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        context = native.llama_init_from_model(model, parameters)
        if not context:
            raise ModelUnavailable(
                f"There is not enough memory for a context of {tokens} tokens.",
                "Choose a smaller context or a smaller model in the settings.",
            )
        self._closing.callback(native.llama_free, context)
        self._context_tokens = int(native.llama_n_ctx(context))
        return context

    def _read_template(self) -> ChatTemplate:
        def text_of(token: int) -> str:
            return (
                self._native.llama_vocab_get_text(self._vocab, token).decode("utf-8", "replace") if token >= 0 else ""
            )

        template = self._native.llama_model_chat_template(self._model, None)
        return ChatTemplate(
            (template or b"").decode("utf-8", "replace"),
            bos=text_of(int(self._native.llama_vocab_bos(self._vocab))),
            eos=text_of(int(self._native.llama_vocab_eos(self._vocab))),
        )

    # -- tokens --------------------------------------------------------------------------------------------------------

    def _prompt(self, messages: Sequence[ChatMessage], *, open_end: bool = False) -> list[int]:
        """Tokens of the prompt; with ``open_end`` only up to the end of the last message's text."""
        parts = self._template.parts(messages)
        while open_end and parts and parts[-1].control:
            parts = parts[:-1]
        tokens = self._cache.tokens(parts)
        return [self._bos, *tokens] if self._bos is not None and tokens[:1] != [self._bos] else tokens

    def _tokenize(self, part: PromptPart) -> list[int]:
        data = part.text.encode("utf-8", "replace")
        room = len(data) + 8
        buffer = (llama_cpp.llama_token * room)()
        count = self._native.llama_tokenize(self._vocab, data, len(data), buffer, room, False, part.control)
        if count < 0:
            raise ModelUnavailable("The model could not read the text.", "Choose another model.")
        return list(buffer[:count])

    def _piece(self, token: int) -> bytes:
        length = self._native.llama_token_to_piece(self._vocab, token, self._piece_buffer, 256, 0, False)
        if length < 0:
            self._piece_buffer = ctypes.create_string_buffer(-length)
            length = self._native.llama_token_to_piece(self._vocab, token, self._piece_buffer, -length, 0, False)
        return self._piece_buffer.raw[: max(length, 0)]

    # -- evaluating ----------------------------------------------------------------------------------------------------

    def _cut_to(self, count: int) -> int:
        """Keeps the first ``count`` tokens in the model's memory; returns how many it could keep."""
        self._stands_elsewhere = True
        if not self._native.llama_memory_seq_rm(self._memory, 0, count, -1):
            # Recurrent models cannot forget a part.
            self._native.llama_memory_clear(self._memory, True)
            count = 0
        del self._cache.held[count:]
        return count

    def _read(self, prompt: Sequence[int], start: int, cancel: CancelToken) -> Iterator[int]:
        """Evaluates the prompt from ``start``; yields how far it is. Ends early when cancelled."""
        seconds, at = 0.0, start
        while at < len(prompt):
            began = time.monotonic()
            if cancel.cancelled:
                return
            if self._decode_batch(prompt[at : at + PROMPT_BATCH], cancel):
                seconds += time.monotonic() - began
                at = min(at + PROMPT_BATCH, len(prompt))
            yield at
        if len(prompt) - start >= LONG_PROMPT:
            self._learn_speed((len(prompt) - start) / max(seconds, 1e-9))

    def _stand_at_end(self, cancel: CancelToken) -> bool:
        """Makes the next token the one after all that is held; False when cancelled. The last is read again: what follows it is not
        kept with a view."""
        held = tuple(self._cache.held)
        start = self._cut_to(len(held) - 1)
        while start < len(held) and not cancel.cancelled:
            for done in self._read(held, start, cancel):
                start = done
        return not self._stands_elsewhere

    def _learn_speed(self, tokens_per_s: float) -> None:
        known = self._read_tokens_per_s or tokens_per_s
        self._read_tokens_per_s = known + WEIGHT_OF_NEW * (tokens_per_s - known)

    def _full_tiles(self, prompt: Sequence[int], start: int) -> int:
        """Where to read ``prompt`` from when it is held up to ``start``."""
        again = -(len(prompt) - start) % ROW_TILE
        if not self._forgets_parts or not 0 < again <= min(ROW_TILE - WORTH_FILLING, start):
            return start
        return self._cut_to(start - again)

    def _decode_batch(self, tokens: Sequence[int], cancel: CancelToken) -> bool:
        """As ``_decode``; ends in the middle when ``cancel`` says so."""
        self._cancel = cancel
        self._native.llama_set_abort_callback(self._context, self._on_abort, None)
        try:
            return self._decode(tokens)
        finally:
            self._native.llama_set_abort_callback(self._context, self._never_abort, None)

    def _decode(self, tokens: Sequence[int]) -> bool:
        """Evaluates tokens after those held; False when aborted, with the memory as before."""
        batch = (llama_cpp.llama_token * len(tokens))(*tokens)
        result = self._native.llama_decode(self._context, self._native.llama_batch_get_one(batch, len(tokens)))
        if result == 0:
            self._cache.held.extend(tokens)
            self._stands_elsewhere = False
            return True
        self._cut_to(len(self._cache.held))
        if result == _ABORTED:
            return False
        raise ModelUnavailable(
            "The model failed while computing.", "Ask again; if it fails again, choose another model."
        )

    def _sampled(self, options: GenerationOptions, limit: int, cancel: CancelToken) -> Iterator[int]:
        """Up to ``limit`` tokens after what is held; ends at the model's own end or when cancelled."""
        with contextlib.closing(Sampler(self._native, self._vocab, options)) as sampler:
            for n in range(limit):
                if self._stands_elsewhere and not self._stand_at_end(cancel):
                    return
                token = sampler.next_token(self._context)
                if self._native.llama_vocab_is_eog(self._vocab, token):
                    return
                yield token
                if n + 1 == limit or cancel.cancelled or not self._decode((token,)):
                    return

    @staticmethod
    def _end_reason(answer: AnswerText, limit: int, cancel: CancelToken) -> str:
        if answer.stream.stopped:
            return "stop"
        if cancel.cancelled:
            return "cancelled"
        return "length" if len(answer.tokens) >= limit else "stop"


def _too_long() -> InvalidInput:
    return InvalidInput(
        "Your question is longer than the model can keep in view.",
        "Shorten it, or choose a larger context in the settings.",
    )
