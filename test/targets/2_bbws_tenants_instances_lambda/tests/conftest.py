"""Shared fixtures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from src.helpers import dynamodb, ecs


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("TENANTS_TABLE", "INSTANCES_TABLE", "USERS_TABLE", "ECS_CLUSTER", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENVIRONMENT", "dev")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "af-south-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    dynamodb.reset()
    ecs.reset()
    yield
    dynamodb.reset()
    ecs.reset()


@pytest.fixture
def api_event() -> Callable[..., dict[str, Any]]:
    def build(method: str, path: str, body: Any = None, parameters: dict[str, str] | None = None) -> dict[str, Any]:
        return {
            "httpMethod": method,
            "path": path,
            "pathParameters": parameters,
            "body": None if body is None else json.dumps(body),
        }

    return build
