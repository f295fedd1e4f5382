"""Checks of request data. All functions raise ValidationError with every problem found."""

from __future__ import annotations

import re
from typing import Any

TENANT_ID = re.compile(r"^[a-z0-9]{3,32}$")
WORDPRESS_VERSION = re.compile(r"^\d+\.\d+(\.\d+)?$")
MIN_DESIRED_COUNT = 2
MAX_DESIRED_COUNT = 10


class ValidationError(Exception):
    """Request data that cannot be accepted."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def validate_tenant_id(tenant_id: str | None) -> str:
    if not tenant_id or not TENANT_ID.match(tenant_id):
        raise ValidationError(["tenantId must be 3 to 32 lower case letters or digits"])
    return tenant_id


def _desired_count_problems(value: Any) -> list[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        return ["desiredCount must be a whole number"]
    if not MIN_DESIRED_COUNT <= value <= MAX_DESIRED_COUNT:
        return [f"desiredCount must be between {MIN_DESIRED_COUNT} and {MAX_DESIRED_COUNT}"]
    return []


def validate_create_instance(body: dict[str, Any]) -> dict[str, Any]:
    """Return the cleaned request for a new instance."""
    problems: list[str] = []
    version = body.get("wordpressVersion", "6.7")
    if not isinstance(version, str) or not WORDPRESS_VERSION.match(version):
        problems.append("wordpressVersion must look like 6.7 or 6.7.1")
    count = body.get("desiredCount", MIN_DESIRED_COUNT)
    problems += _desired_count_problems(count)
    unknown = sorted(set(body) - {"wordpressVersion", "desiredCount"})
    if unknown:
        problems.append(f"unknown fields: {', '.join(unknown)}")
    if problems:
        raise ValidationError(problems)
    return {"wordpress_version": version, "desired_count": count}


def validate_scale(body: dict[str, Any]) -> int:
    """Return the wanted number of tasks."""
    if "desiredCount" not in body:
        raise ValidationError(["desiredCount is required"])
    problems = _desired_count_problems(body["desiredCount"])
    if problems:
        raise ValidationError(problems)
    count: int = body["desiredCount"]
    return count
