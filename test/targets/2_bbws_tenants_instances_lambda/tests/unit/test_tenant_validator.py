from __future__ import annotations

import pytest

from src.validators.tenant_validator import (
    ValidationError,
    validate_create_instance,
    validate_scale,
    validate_tenant_id,
)


@pytest.mark.parametrize("tenant_id", [None, "", "ab", "Acme", "acme-1", "a" * 33])
def test_bad_tenant_ids(tenant_id: str | None) -> None:
    with pytest.raises(ValidationError):
        validate_tenant_id(tenant_id)


def test_good_tenant_id() -> None:
    assert validate_tenant_id("acme1") == "acme1"


def test_create_defaults() -> None:
    assert validate_create_instance({}) == {"wordpress_version": "6.7", "desired_count": 2}


def test_create_collects_all_problems() -> None:
    with pytest.raises(ValidationError) as caught:
        validate_create_instance({"wordpressVersion": "latest", "desiredCount": 11, "colour": "red"})
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("body", [{}, {"desiredCount": "3"}, {"desiredCount": True}, {"desiredCount": 1}])
def test_bad_scale(body: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        validate_scale(body)


def test_good_scale() -> None:
    assert validate_scale({"desiredCount": 10}) == 10
