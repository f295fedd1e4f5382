"""Comparison of plugin versions."""

from __future__ import annotations

import re

_VERSION = re.compile(r"^\d+(\.\d+)*$")


def parse(version: str) -> tuple[int, ...]:
    """Numbers of a version without trailing zeros; ValueError when it is none."""
    if not _VERSION.match(version):
        raise ValueError(f"not a version: {version}")
    numbers = [int(part) for part in version.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def is_older(installed: str, wanted: str) -> bool:
    return parse(installed) < parse(wanted)


def is_major_step(installed: str, wanted: str) -> bool:
    return parse(installed)[0] != parse(wanted)[0]
