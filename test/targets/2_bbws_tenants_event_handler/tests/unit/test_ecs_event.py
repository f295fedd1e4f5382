from datetime import UTC, datetime

import pytest

from src.models.ecs_event import EcsEvent, InvalidEventError, TenantState

SERVICE_ACTION = "ECS Service Action"
DEPLOYMENT = "ECS Deployment State Change"


@pytest.mark.parametrize(
    ("detail_type", "event_name", "state"),
    [
        (SERVICE_ACTION, "SERVICE_STEADY_STATE", "ACTIVE"),
        (SERVICE_ACTION, "SERVICE_TASK_START_IMPAIRED", "FAILED"),
        (SERVICE_ACTION, "SERVICE_DESIRED_COUNT_UPDATED", "SCALING"),
        (SERVICE_ACTION, "SERVICE_DELETED", "DEPROVISIONED"),
        (DEPLOYMENT, "DEPLOYMENT_IN_PROGRESS", "PROVISIONING"),
        (DEPLOYMENT, "DEPLOYMENT_COMPLETED", "ACTIVE"),
        (DEPLOYMENT, "DEPLOYMENT_FAILED", "FAILED"),
        (DEPLOYMENT, "DEPLOYMENT_ROLLBACK_STARTED", "ROLLING_BACK"),
        (DEPLOYMENT, "DEPLOYMENT_ROLLBACK_COMPLETED", "ACTIVE"),
        # the names ECS itself uses
        (DEPLOYMENT, "SERVICE_DEPLOYMENT_IN_PROGRESS", "PROVISIONING"),
        (DEPLOYMENT, "SERVICE_DEPLOYMENT_COMPLETED", "ACTIVE"),
        (DEPLOYMENT, "SERVICE_DEPLOYMENT_FAILED", "FAILED"),
    ],
)
def test_event_maps_to_tenant_state(make_event, detail_type, event_name, state):
    event = EcsEvent.from_eventbridge(make_event(event_name, detail_type=detail_type))

    assert event.target_state is TenantState(state)


@pytest.mark.parametrize(
    ("detail_type", "event_name"),
    [
        (SERVICE_ACTION, "SERVICE_TASK_PLACEMENT_FAILURE"),
        (SERVICE_ACTION, "DEPLOYMENT_COMPLETED"),
        (DEPLOYMENT, "SERVICE_STEADY_STATE"),
        ("ECS Task State Change", "SERVICE_STEADY_STATE"),
        (SERVICE_ACTION, ""),
    ],
)
def test_other_events_have_no_state(make_event, detail_type, event_name):
    event = EcsEvent.from_eventbridge(make_event(event_name, detail_type=detail_type))

    assert event.target_state is None


def test_events_of_other_sources_have_no_state(make_event):
    payload = make_event()
    payload["source"] = "aws.ec2"

    assert EcsEvent.from_eventbridge(payload).target_state is None


def test_reads_tags(make_event):
    event = EcsEvent.from_eventbridge(make_event())

    assert event.tenant_id == "tenant001"
    assert event.environment == "dev"


@pytest.mark.parametrize(
    "tags",
    [
        None,
        {},
        [],
        ["bbws:tenant-id"],
        [{"value": "tenant001"}],
        [{"key": "bbws:tenant-id"}],
        [{"key": "bbws:tenant-id", "value": "  "}],
        [{"key": "Tenant", "value": "tenant001"}],
    ],
)
def test_no_tenant_without_a_usable_tag(make_event, tags):
    payload = make_event()
    payload["detail"]["tags"] = tags

    event = EcsEvent.from_eventbridge(payload)

    assert event.tenant_id is None
    assert event.environment is None


def test_time_is_converted_to_utc(make_event):
    event = EcsEvent.from_eventbridge(make_event(time="2026-01-20T10:15:00+02:00"))

    assert event.time == datetime(2026, 1, 20, 8, 15, tzinfo=UTC)
    assert event.time.utcoffset().total_seconds() == 0


@pytest.mark.parametrize(
    "time", [None, "", "yesterday", 1768896900, "2026-01-20T08:15:00"]
)
def test_rejects_a_bad_time(make_event, time):
    with pytest.raises(InvalidEventError, match="time"):
        EcsEvent.from_eventbridge(make_event(time=time))


@pytest.mark.parametrize("detail", [None, "text", []])
def test_rejects_an_event_without_detail(make_event, detail):
    payload = make_event()
    payload["detail"] = detail

    with pytest.raises(InvalidEventError, match="detail"):
        EcsEvent.from_eventbridge(payload)


def test_service_name_comes_from_the_resource(make_event):
    event = EcsEvent.from_eventbridge(make_event())

    assert event.service == "tenant-tenant001-wordpress"


def test_service_name_in_detail_wins(make_event):
    payload = make_event()
    payload["detail"]["serviceName"] = "tenant-tenant002-wordpress"

    assert EcsEvent.from_eventbridge(payload).service == "tenant-tenant002-wordpress"


@pytest.mark.parametrize(
    "resources", [None, [], ["arn:aws:ecs:af-south-1:111122223333:cluster/a"]]
)
def test_service_name_may_be_unknown(make_event, resources):
    payload = make_event()
    payload["resources"] = resources

    assert EcsEvent.from_eventbridge(payload).service == ""
