"""The time of the cloud: real, or the one that a rehearsal says, so that hours of soak and maintenance windows need no waiting.

moto has one clock, the machine's.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from moto.cloudformation import models as stacks
from moto.cloudwatch import models as metrics
from moto.core.utils import utcnow


def clock(file: Path) -> Callable[[], datetime]:
    """Goes on from what the file says, such as 2026-01-31T20:30:00, since it was written; without it, the machine's time."""

    def now() -> datetime:
        try:
            said = datetime.fromisoformat(file.read_text().strip())
            return said + (utcnow() - datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(tzinfo=None))
        except FileNotFoundError:
            return utcnow()

    return now


def install(file: Path) -> None:
    """For what is asked for its time: stacks with their events, and metrics."""
    for module in (stacks, metrics):
        setattr(module, "utcnow", clock(file))
