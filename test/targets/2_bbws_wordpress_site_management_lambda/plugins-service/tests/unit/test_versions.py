from __future__ import annotations

import pytest

from src.versions import is_major_step, is_older, parse


def test_trailing_zeros_do_not_count() -> None:
    assert parse("6.0.0") == parse("6")


def test_numbers_not_text() -> None:
    assert is_older("6.9", "6.10")


def test_major_step() -> None:
    assert is_major_step("8.9", "9.0")
    assert not is_major_step("9.0", "9.4.1")


@pytest.mark.parametrize("version", ["", "latest", "1.", "1.x"])
def test_not_a_version(version: str) -> None:
    with pytest.raises(ValueError, match="not a version"):
        parse(version)
