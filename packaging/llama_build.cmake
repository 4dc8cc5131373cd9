# Read right after llama-cpp-python's own `project()`. llama.cpp's "common" library serves its command-line tools; the Python
# package neither installs nor loads it, and it is a good part of the compile time. llama-cpp-python forces it on through the
# cache, so only an ordinary variable, which stands before the cache, can leave it out.
set(LLAMA_BUILD_COMMON OFF)
# HTTPS is for those same tools: without it the build does not depend on whether OpenSSL's headers happen to be installed.
set(LLAMA_OPENSSL OFF)
