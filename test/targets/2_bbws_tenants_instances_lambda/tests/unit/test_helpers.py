from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from unittest.mock import MagicMock, patch

import pytest
from botocore.exceptions import ClientError

from src.helpers import dynamodb, ecs
from src.helpers.response import error, parse_body, success


def test_decimals_become_numbers() -> None:
    assert json.loads(success({"a": Decimal("2"), "b": Decimal("0.5")})["body"]) == {"a": 2, "b": 0.5}


def test_error_details_are_optional() -> None:
    assert "details" not in json.loads(error(404, "X", "y")["body"])["error"]


def test_body_must_be_an_object() -> None:
    with pytest.raises(ValueError, match="JSON object"):
        parse_body({"body": "[1]"})


def test_table_name_from_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "sit")
    assert dynamodb.table_name("tenants") == "bbws-tenants-sit"
    monkeypatch.setenv("TENANTS_TABLE", "other")
    assert dynamodb.table_name("tenants") == "other"


def test_describe_ignores_inactive_services() -> None:
    client = MagicMock()
    client.describe_services.return_value = {"services": [{"status": "INACTIVE"}]}
    with patch.object(ecs, "_client", return_value=client), pytest.raises(ecs.ServiceNotFoundError):
        ecs.describe("tenant-acme1-wordpress")


@pytest.fixture
def ecs_client() -> Iterator[MagicMock]:
    client = MagicMock()
    client.describe_services.return_value = {
        "services": [{"serviceName": "s", "status": "ACTIVE", "desiredCount": 2, "runningCount": 2}]
    }
    with patch.object(ecs, "_client", return_value=client):
        yield client


def test_steady_service(ecs_client: MagicMock) -> None:
    assert ecs.describe("s").steady


def test_scale_to_the_present_count_is_not_sent(ecs_client: MagicMock) -> None:
    ecs.scale("s", 2)
    ecs_client.update_service.assert_not_called()


@pytest.mark.parametrize(
    ("code", "expected"),
    [("ServiceNotActiveException", ecs.ServiceNotFoundError), ("AccessDeniedException", ClientError)],
)
def test_ecs_errors(ecs_client: MagicMock, code: str, expected: type[Exception]) -> None:
    ecs_client.update_service.side_effect = ClientError({"Error": {"Code": code}}, "UpdateService")
    with pytest.raises(expected):
        ecs.scale("s", 3)
