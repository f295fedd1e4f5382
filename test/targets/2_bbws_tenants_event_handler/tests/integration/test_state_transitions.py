"""The handler against a table, event by event."""

import pytest

from src.handlers.ecs_event_handler import lambda_handler

pytestmark = pytest.mark.integration

DEPLOYMENT = "ECS Deployment State Change"


def read(table, tenant_id="tenant001"):
    return table.get_item(Key={"tenant_id": tenant_id})["Item"]


@pytest.mark.parametrize(
    ("event", "state"),
    [
        ({"event_name": "SERVICE_STEADY_STATE"}, "ACTIVE"),
        ({"event_name": "SERVICE_DESIRED_COUNT_UPDATED"}, "SCALING"),
        ({"event_name": "SERVICE_DELETED"}, "DEPROVISIONED"),
        (
            {
                "event_name": "SERVICE_DEPLOYMENT_IN_PROGRESS",
                "detail_type": DEPLOYMENT,
            },
            "PROVISIONING",
        ),
        (
            {"event_name": "DEPLOYMENT_ROLLBACK_STARTED", "detail_type": DEPLOYMENT},
            "ROLLING_BACK",
        ),
    ],
)
def test_state_is_written(tenants_table, make_event, event, state):
    assert lambda_handler(make_event(**event), None)["state"] == state

    assert read(tenants_table)["status"] == state


def test_other_attributes_survive(tenants_table, make_event):
    lambda_handler(make_event(), None)

    item = read(tenants_table)
    assert item["organisation_name"] == "Example One"
    assert item["desired_count"] == 2
    assert item["last_event_name"] == "SERVICE_STEADY_STATE"
    assert item["last_event_time"] == "2026-01-20T08:15:00Z"


def test_reason_of_a_failure_is_removed_on_recovery(tenants_table, make_event):
    lambda_handler(
        make_event(
            "SERVICE_DEPLOYMENT_FAILED",
            detail_type=DEPLOYMENT,
            reason="circuit breaker: tasks failed to start",
        ),
        None,
    )
    failed = read(tenants_table)
    assert failed["status"] == "FAILED"
    assert failed["status_reason"] == "circuit breaker: tasks failed to start"

    lambda_handler(make_event(time="2026-01-20T08:20:00Z"), None)
    recovered = read(tenants_table)
    assert recovered["status"] == "ACTIVE"
    assert "status_reason" not in recovered
