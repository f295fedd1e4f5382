from __future__ import annotations

import json
from typing import Any

import pytest

from src.handlers import router
from src.helpers import dynamodb, ecs

pytestmark = pytest.mark.integration


def test_create_then_scale(aws: dict[str, Any], api_event) -> None:
    created = router.handler(api_event("POST", "/v1.0/tenants/acme1/instances", {"desiredCount": 2}), None)
    assert created["statusCode"] == 201
    instance_id = json.loads(created["body"])["instanceId"]
    key = {"tenant_id": "acme1", "instance_id": instance_id}
    dynamodb.update("instances", key, {"status": "ACTIVE"})

    path = f"/v1.0/tenants/acme1/instances/{instance_id}/scale"
    scaled = router.handler(api_event("PUT", path, {"desiredCount": 5}), None)

    assert scaled["statusCode"] == 202
    assert ecs.describe("tenant-acme1-wordpress").desired == 5
    item = aws["instances"].get_item(Key=key)["Item"]
    assert item["status"] == "SCALING"
    assert item["desired_count"] == 5


def test_instance_limit_of_the_tier(aws: dict[str, Any], api_event) -> None:
    event = api_event("POST", "/v1.0/tenants/acme1/instances", {})
    codes = [router.handler(event, None)["statusCode"] for _ in range(4)]
    assert codes == [201, 201, 201, 409]


def test_unknown_instance(aws: dict[str, Any], api_event) -> None:
    path = "/v1.0/tenants/acme1/instances/wp-none/scale"
    assert router.handler(api_event("PUT", path, {"desiredCount": 3}), None)["statusCode"] == 404


def test_missing_service_is_not_an_internal_error(aws: dict[str, Any], api_event) -> None:
    aws["tenants"].put_item(Item={"tenant_id": "acme2", "status": "ACTIVE"})
    aws["instances"].put_item(
        Item={"tenant_id": "acme2", "instance_id": "wp-2", "desired_count": 2, "status": "ACTIVE"}
    )
    path = "/v1.0/tenants/acme2/instances/wp-2/scale"
    assert router.handler(api_event("PUT", path, {"desiredCount": 3}), None)["statusCode"] == 404


def test_duplicate_item_is_refused(aws: dict[str, Any]) -> None:
    item = {"tenant_id": "acme1", "instance_id": "wp-1"}
    dynamodb.put_new("instances", item, key="instance_id")
    with pytest.raises(dynamodb.DuplicateItemError):
        dynamodb.put_new("instances", item, key="instance_id")
