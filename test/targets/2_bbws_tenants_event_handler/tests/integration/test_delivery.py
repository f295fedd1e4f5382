"""EventBridge delivers at least once, in any order, and not only our tenants."""

import json
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from src.handlers.ecs_event_handler import lambda_handler

pytestmark = pytest.mark.integration

SYNTHETIC = Path(__file__).parents[2] / "events" / "synthetic_no_tenant.json"


def scan(table):
    return table.scan()["Items"]


def test_event_delivered_twice_gives_the_same_state(tenants_table, make_event):
    event = make_event()

    assert lambda_handler(event, None)["status"] == "success"
    assert lambda_handler(event, None)["status"] == "success"

    assert [item["status"] for item in scan(tenants_table)] == ["ACTIVE"]


def test_late_event_does_not_overwrite_a_newer_state(tenants_table, make_event):
    lambda_handler(make_event("SERVICE_DELETED", time="2026-01-20T09:00:00Z"), None)

    response = lambda_handler(make_event(time="2026-01-20T08:59:59Z"), None)

    assert response == {"status": "ignored", "reason": "stale-event"}
    assert [item["status"] for item in scan(tenants_table)] == ["DEPROVISIONED"]


def test_unknown_tenant_is_not_created(tenants_table, make_event):
    before = scan(tenants_table)

    response = lambda_handler(make_event(tenant_id="tenant999"), None)

    assert response == {"status": "ignored", "reason": "unknown-tenant"}
    assert scan(tenants_table) == before


def test_event_of_another_environment_changes_nothing(tenants_table, make_event):
    before = scan(tenants_table)

    response = lambda_handler(make_event(environment="prod"), None)

    assert response == {"status": "ignored", "reason": "other-environment"}
    assert scan(tenants_table) == before


def test_synthetic_event_changes_nothing(tenants_table):
    before = scan(tenants_table)

    response = lambda_handler(json.loads(SYNTHETIC.read_text()), None)

    assert response == {"status": "ignored", "reason": "no-tenant-id-tag"}
    assert scan(tenants_table) == before


def test_missing_table_is_an_error_for_the_retry(make_event):
    with mock_aws():
        assert boto3.client("dynamodb").list_tables()["TableNames"] == []

        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            lambda_handler(make_event(), None)
