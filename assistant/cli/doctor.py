"""``sotto doctor``: what works on this machine and what does not."""

from __future__ import annotations

from assistant.cli import shapes
from assistant.cli.context import Context


def run_doctor(context: Context) -> int:
    """Prints every check; the status is 1 when one failed."""
    with context.assistant() as assistant:
        checks, use = assistant.doctor(), assistant.network_use()
    context.output.json({"checks": [shapes.check(item) for item in checks], "network": shapes.network_use(use)})
    for item in checks:
        context.output.text(f"{'ok  ' if item.ok else 'FAIL'}  {item.name}: {item.detail}")
        if not item.ok and item.remedy:
            context.output.text(f"      {item.remedy}")
    return 0 if all(item.ok for item in checks) else 1
