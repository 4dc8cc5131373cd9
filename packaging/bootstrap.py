"""Everything behind the Makefile, with nothing installed yet: ``python3 packaging/bootstrap.py COMMAND``.

Each command first brings the set-up to the state it needs (a step that is up to date costs nothing) and then does its own work:

    setup -> system libraries, .venv, llama.cpp wheel, locked dependencies, sotto itself, a first import, translations
    run   -> setup, starter models, the window
    check -> setup with the developer's tools, then formatting, lint, types, import contracts, licences
    audit -> setup with the developer's tools and those that make packages, then pip-audit and the list of licences
    fuzz  -> the same, then atheris over the targets of tests/fuzz
    test  -> setup with the developer's tools, the models the tests need, check, then the tests

Exit status: 0 done, 1 something stands in the way and a sentence has said what, else that of the first stage that failed.
"""

import sys

# an older interpreter can parse this file, and gets a sentence instead of a SyntaxError from the next import
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Sotto needs Python 3.11 or newer and this is %d.%d: install a newer one and name it, "  # noqa: UP031
        "as in `make setup PYTHON=python3.12`." % sys.version_info[:2]
    )

from setup_steps import command_line

if __name__ == "__main__":
    sys.exit(command_line.main(sys.argv[1:]))
