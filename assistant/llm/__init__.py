"""Language models."""

import os

# The threads of llama.cpp meet hundreds of times a token, and OpenMP makes those who wait spin. Where other programs use the
# cores too, they spin while the one they wait for has none. SmolLM2 on two cores beside a dozen busy programs read and wrote 4
# and 3 tokens a second with spinning threads, 40 and 10 with the shortest spin, 31 and 10 with one thread, 62 and 23 with two
# that sleep while they wait. Asleep they cost 3 ms of processor time a token. OpenMP reads this once, when it is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
