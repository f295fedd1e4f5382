"""Access to the tenant, instance and user tables."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError


class DuplicateItemError(Exception):
    """The item is already there."""


def table_name(kind: str) -> str:
    """Name of a table: its own variable, else the convention of the environment."""
    environment = os.environ.get("ENVIRONMENT", "dev")
    defaults = {
        "tenants": f"bbws-tenants-{environment}",
        "instances": f"bbws-instances-{environment}",
        "users": f"bbws-tenant-users-{environment}",
    }
    return os.environ.get(f"{kind.upper()}_TABLE", defaults[kind])


@lru_cache(maxsize=1)
def _resource() -> Any:
    return boto3.resource("dynamodb")


def reset() -> None:
    """Forget the cached connection."""
    _resource.cache_clear()


def get_item(kind: str, key: dict[str, str]) -> dict[str, Any] | None:
    response = _resource().Table(table_name(kind)).get_item(Key=key, ConsistentRead=True)
    item: dict[str, Any] | None = response.get("Item")
    return item


def put_new(kind: str, item: dict[str, Any], key: str) -> None:
    """Store an item that must not exist yet."""
    try:
        _resource().Table(table_name(kind)).put_item(Item=item, ConditionExpression=Attr(key).not_exists())
    except ClientError as exc:
        if exc.response["Error"]["Code"] == "ConditionalCheckFailedException":
            raise DuplicateItemError(str(item.get(key))) from exc
        raise


def update(kind: str, key: dict[str, str], changes: dict[str, Any]) -> dict[str, Any]:
    """Set attributes and return the item as it is afterwards."""
    names = {f"#{index}": name for index, name in enumerate(changes)}
    values = {f":{index}": value for index, value in enumerate(changes.values())}
    expression = ", ".join(f"#{index} = :{index}" for index in range(len(changes)))
    response = (
        _resource()
        .Table(table_name(kind))
        .update_item(
            Key=key,
            UpdateExpression=f"SET {expression}",
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=values,
            ReturnValues="ALL_NEW",
        )
    )
    attributes: dict[str, Any] = response["Attributes"]
    return attributes


def query(kind: str, tenant_id: str) -> list[dict[str, Any]]:
    """All items of a tenant, following the pages."""
    table = _resource().Table(table_name(kind))
    arguments: dict[str, Any] = {"KeyConditionExpression": Key("tenant_id").eq(tenant_id)}
    items: list[dict[str, Any]] = []
    while True:
        page = table.query(**arguments)
        items += page.get("Items", [])
        if "LastEvaluatedKey" not in page:
            return items
        arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]
