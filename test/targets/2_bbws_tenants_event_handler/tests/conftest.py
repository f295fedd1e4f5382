"""Fixtures shared by unit and integration tests."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from src.handlers import ecs_event_handler
from src.log import LOGGER_NAME

EventFactory = Callable[..., dict[str, Any]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "integration: runs against moto, deselect with -m 'not integration'"
    )


@pytest.fixture(autouse=True)
def lambda_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the Lambda runtime would set. The credentials are moto's dummies."""
    monkeypatch.setenv("ENVIRONMENT", "dev")
    monkeypatch.setenv("DYNAMODB_TABLE", "bbws-tenants-dev")
    monkeypatch.setenv("LOG_LEVEL", "INFO")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_VERSION", "7")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "af-south-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "testing")
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture(autouse=True)
def cold_start() -> Iterator[None]:
    """Each test starts in a fresh container: no cached table, no log handler."""
    yield
    ecs_event_handler._service.cache_clear()
    logger = logging.getLogger(LOGGER_NAME)
    logger.handlers.clear()
    logger.propagate = True
    logger.setLevel(logging.NOTSET)


@pytest.fixture
def make_event() -> EventFactory:
    def build(
        event_name: str = "SERVICE_STEADY_STATE",
        *,
        detail_type: str = "ECS Service Action",
        tenant_id: str | None = "tenant001",
        environment: str | None = "dev",
        time: str = "2026-01-20T08:15:00Z",
        reason: str | None = None,
        event_id: str = "4f1c7a52-0001-4b1e-9d0a-6a2f0b6f3a11",
    ) -> dict[str, Any]:
        tags = []
        if tenant_id is not None:
            tags.append({"key": "bbws:tenant-id", "value": tenant_id})
        if environment is not None:
            tags.append({"key": "bbws:environment", "value": environment})
        detail: dict[str, Any] = {
            "eventType": "INFO",
            "eventName": event_name,
            "tags": tags,
        }
        if reason is not None:
            detail["reason"] = reason
        cluster = "arn:aws:ecs:af-south-1:111122223333:service/bbws-cluster-dev"
        return {
            "version": "0",
            "id": event_id,
            "detail-type": detail_type,
            "source": "aws.ecs",
            "account": "111122223333",
            "time": time,
            "region": "af-south-1",
            "resources": [f"{cluster}/tenant-{tenant_id}-wordpress"],
            "detail": detail,
        }

    return build
