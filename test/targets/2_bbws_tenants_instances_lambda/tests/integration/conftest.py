"""Mocked AWS resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws


def _table(resource: Any, name: str, keys: list[str]) -> Any:
    return resource.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": key, "KeyType": "HASH" if index == 0 else "RANGE"} for index, key in enumerate(keys)
        ],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        BillingMode="PAY_PER_REQUEST",
    )


@pytest.fixture
def aws(environment: None) -> Iterator[dict[str, Any]]:
    with mock_aws():
        resource = boto3.resource("dynamodb")
        tables = {
            "tenants": _table(resource, "bbws-tenants-dev", ["tenant_id"]),
            "instances": _table(resource, "bbws-instances-dev", ["tenant_id", "instance_id"]),
            "users": _table(resource, "bbws-tenant-users-dev", ["tenant_id", "user_id"]),
        }
        tables["tenants"].put_item(
            Item={"tenant_id": "acme1", "organization_name": "Acme", "tier": "PROFESSIONAL", "status": "ACTIVE"}
        )
        client = boto3.client("ecs")
        client.create_cluster(clusterName="bbws-cluster-dev")
        client.register_task_definition(
            family="tenant-acme1-wordpress",
            containerDefinitions=[{"name": "wordpress", "image": "wordpress:6.7", "memory": 512}],
        )
        client.create_service(
            cluster="bbws-cluster-dev",
            serviceName="tenant-acme1-wordpress",
            taskDefinition="tenant-acme1-wordpress",
            desiredCount=2,
        )
        yield {**tables, "ecs": client}
