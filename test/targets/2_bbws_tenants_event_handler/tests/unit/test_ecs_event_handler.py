import json
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from src import __version__
from src.config import ConfigurationError
from src.handlers import ecs_event_handler
from src.handlers.ecs_event_handler import lambda_handler
from src.models.ecs_event import InvalidEventError

EVENTS = Path(__file__).parents[2] / "events"


@pytest.fixture
def table(monkeypatch):
    table = MagicMock(spec=["update_item", "get_item"])
    resource = MagicMock()
    resource.return_value.Table.return_value = table
    monkeypatch.setattr(ecs_event_handler.boto3, "resource", resource)
    table.boto3_resource = resource
    return table


@pytest.mark.parametrize(
    "event", [{"httpMethod": "GET", "path": "/health"}, {"path": "/health"}]
)
def test_health_reports_the_lambda_version(event):
    response = lambda_handler(event, None)

    assert response["statusCode"] == 200
    assert json.loads(response["body"]) == {
        "status": "healthy",
        "service": "ecs-event-handler",
        "environment": "dev",
        "release": __version__,
        "version": "7",
    }


def test_health_does_not_touch_dynamodb(table):
    lambda_handler({"httpMethod": "GET", "path": "/health"}, None)

    table.boto3_resource.assert_not_called()


@pytest.mark.parametrize(
    "event",
    [
        {"httpMethod": "POST", "path": "/health"},
        {"httpMethod": "GET", "path": "/"},
        {"httpMethod": "GET"},
    ],
)
def test_other_http_requests_are_not_found(event):
    assert lambda_handler(event, None)["statusCode"] == 404


def test_ecs_event_updates_the_table_of_the_environment(table, make_event):
    response = lambda_handler(make_event(), None)

    assert response["status"] == "success"
    table.boto3_resource.return_value.Table.assert_called_once_with("bbws-tenants-dev")
    table.update_item.assert_called_once()


def test_table_is_created_once_per_container(table, make_event):
    lambda_handler(make_event(), None)
    lambda_handler(make_event(), None)

    assert table.boto3_resource.call_count == 1
    assert table.update_item.call_count == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("service_steady_state", {"status": "success", "state": "ACTIVE"}),
        ("deployment_failed", {"status": "success", "state": "FAILED"}),
        ("service_deleted", {"status": "success", "state": "DEPROVISIONED"}),
        (
            "synthetic_no_tenant",
            {"status": "ignored", "reason": "no-tenant-id-tag"},
        ),
    ],
)
def test_sample_events(table, name, expected):
    event = json.loads((EVENTS / f"{name}.json").read_text())

    response = lambda_handler(event, None)

    assert expected.items() <= response.items()
    assert table.update_item.called is (expected["status"] == "success")


def test_invalid_event_is_raised_and_logged(table, capsys):
    with pytest.raises(InvalidEventError):
        lambda_handler({"hello": "world"}, None)

    assert json.loads(capsys.readouterr().err)["message"] == "invalid event"


def test_failures_are_raised_for_the_retry(table, make_event, capsys):
    table.update_item.side_effect = TimeoutError("no route")

    with pytest.raises(TimeoutError):
        lambda_handler(make_event(), None)

    line = json.loads(capsys.readouterr().err)
    assert line["level"] == "ERROR"
    assert line["event_id"] == "4f1c7a52-0001-4b1e-9d0a-6a2f0b6f3a11"
    assert "TimeoutError: no route" in line["exc_info"]


def test_refuses_to_run_without_environment(monkeypatch, make_event):
    monkeypatch.delenv("ENVIRONMENT")

    with pytest.raises(ConfigurationError, match="dev, sit, prod"):
        lambda_handler(make_event(), None)
