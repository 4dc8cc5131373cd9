"""What went wrong, as it can be sent to somebody who is to help: the program and the system beside the error's own words."""

from __future__ import annotations

from assistant.errors import ErrorReport


def error_details(error: ErrorReport) -> str:
    """Some lines, in the engine's English whatever the window speaks."""
    import platform

    from assistant.version import __version__

    return "\n".join(
        (
            f"Sotto {__version__} on {platform.system()} {platform.release()} {platform.machine()}",
            f"{error.kind}: {error.message} {error.remedy}".strip(),
        )
    )
