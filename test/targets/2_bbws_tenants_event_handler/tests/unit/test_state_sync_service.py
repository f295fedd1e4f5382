from unittest.mock import MagicMock

import pytest
from botocore.exceptions import ClientError

from src.models.ecs_event import EcsEvent
from src.services.state_sync_service import MAX_REASON_LENGTH, StateSyncService

DEPLOYMENT = "ECS Deployment State Change"


def client_error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": code}}, "UpdateItem")


@pytest.fixture
def table():
    return MagicMock(spec=["update_item", "get_item"])


@pytest.fixture
def service(table):
    return StateSyncService(table, "dev")


def test_updates_the_tenant(service, table, make_event):
    result = service.sync(EcsEvent.from_eventbridge(make_event()))

    assert result.to_response() == {
        "status": "success",
        "tenant_id": "tenant001",
        "state": "ACTIVE",
    }
    call = table.update_item.call_args.kwargs
    assert call["Key"] == {"tenant_id": "tenant001"}
    assert call["ExpressionAttributeNames"] == {"#status": "status"}
    values = call["ExpressionAttributeValues"]
    assert values[":status"] == "ACTIVE"
    assert values[":event_name"] == "SERVICE_STEADY_STATE"
    assert values[":event_time"] == "2026-01-20T08:15:00Z"
    assert call["UpdateExpression"].endswith("REMOVE status_reason")
    table.get_item.assert_not_called()


def test_keeps_the_reason_of_a_failure(service, table, make_event):
    payload = make_event(
        "DEPLOYMENT_FAILED", detail_type=DEPLOYMENT, reason="tasks failed to start"
    )

    service.sync(EcsEvent.from_eventbridge(payload))

    call = table.update_item.call_args.kwargs
    assert call["ExpressionAttributeValues"][":reason"] == "tasks failed to start"
    assert "status_reason = :reason" in call["UpdateExpression"]


def test_failure_without_reason_names_the_event(service, table, make_event):
    service.sync(EcsEvent.from_eventbridge(make_event("SERVICE_TASK_START_IMPAIRED")))

    values = table.update_item.call_args.kwargs["ExpressionAttributeValues"]
    assert values[":reason"] == "SERVICE_TASK_START_IMPAIRED"


def test_long_reasons_are_cut(service, table, make_event):
    payload = make_event("DEPLOYMENT_FAILED", detail_type=DEPLOYMENT, reason="x" * 2000)

    service.sync(EcsEvent.from_eventbridge(payload))

    values = table.update_item.call_args.kwargs["ExpressionAttributeValues"]
    assert len(values[":reason"]) == MAX_REASON_LENGTH


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"event_name": "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY"}, "unsupported-event"),
        ({"tenant_id": None}, "no-tenant-id-tag"),
        ({"tenant_id": ""}, "no-tenant-id-tag"),
        ({"tenant_id": None, "environment": None}, "no-tenant-id-tag"),
        ({"environment": "sit"}, "other-environment"),
        ({"environment": None}, "other-environment"),
    ],
)
def test_ignored_events_do_not_touch_dynamodb(
    service, table, make_event, changes, reason
):
    result = service.sync(EcsEvent.from_eventbridge(make_event(**changes)))

    assert result.to_response() == {"status": "ignored", "reason": reason}
    assert table.mock_calls == []


def test_event_older_than_the_last_one_is_ignored(service, table, make_event):
    table.update_item.side_effect = client_error("ConditionalCheckFailedException")
    table.get_item.return_value = {"Item": {"tenant_id": "tenant001"}}

    result = service.sync(EcsEvent.from_eventbridge(make_event()))

    assert result.to_response() == {"status": "ignored", "reason": "stale-event"}


def test_unknown_tenant_is_ignored_with_a_warning(service, table, make_event, caplog):
    table.update_item.side_effect = client_error("ConditionalCheckFailedException")
    table.get_item.return_value = {}

    result = service.sync(EcsEvent.from_eventbridge(make_event()))

    assert result.to_response() == {"status": "ignored", "reason": "unknown-tenant"}
    warnings = [r for r in caplog.records if r.levelname == "WARNING"]
    assert [r.tenant_id for r in warnings] == ["tenant001"]


def test_other_dynamodb_errors_are_raised(service, table, make_event):
    table.update_item.side_effect = client_error(
        "ProvisionedThroughputExceededException"
    )

    with pytest.raises(ClientError, match="ProvisionedThroughputExceeded"):
        service.sync(EcsEvent.from_eventbridge(make_event()))
    table.get_item.assert_not_called()
