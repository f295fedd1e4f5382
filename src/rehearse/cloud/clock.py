"""The time of the cloud: real, or the one that a rehearsal says, so that hours of soak and maintenance windows need no waiting.

moto has one clock, the machine's.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from moto.cloudformation import models as stacks
from moto.cloudwatch import models as metrics
from moto.core.utils import utcnow


def clock(file: Path) -> Callable[[], datetime]:
    """As many milliseconds ahead of the machine as the file says; without it, the machine's time."""

    def now() -> datetime:
        try:
            return utcnow() + timedelta(milliseconds=int(file.read_text()))
        except FileNotFoundError:
            return utcnow()

    return now


def install(file: Path) -> None:
    """For what is asked for its time: stacks with their events, and metrics."""
    for module in (stacks, metrics):
        setattr(module, "utcnow", clock(file))
