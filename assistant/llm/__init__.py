"""Language models."""

import os

# The threads of llama.cpp meet hundreds of times a token, and OpenMP makes those who wait spin. Where other programs use the
# cores too, they spin while the one they wait for has none; threads that sleep at once are woken late on an idle machine.
# Tokens a second of SmolLM2 135M and Qwen2.5 1.5B on two cores that are idle, beside two busy programs, and beside eight:
#   spinning as long as libgomp does by itself   120, 25   33, 7
#   spinning 2,000 rounds                        112, 25   53, 12   6.0, 3.4
#   asleep at once                                43, 19   24, 14   9.3, 3.3
# libgomp reads this once, when it is loaded.
os.environ.setdefault("GOMP_SPINCOUNT", "2000")
