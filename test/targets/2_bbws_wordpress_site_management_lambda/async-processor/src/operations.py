"""What is done for a message of the site queues."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import boto3
from botocore.exceptions import ClientError

QUEUES = {
    "bbws-wp-site-creation": "ACTIVE",
    "bbws-wp-site-update": "ACTIVE",
    "bbws-wp-site-deletion": "DELETED",
}


class UnknownSiteError(Exception):
    """The site is not in the table; trying again does not help."""


@dataclass(frozen=True)
class Operation:
    tenant_id: str
    site_id: str
    target_status: str

    @classmethod
    def from_record(cls, body: dict[str, Any], queue_arn: str) -> Operation:
        queue = queue_arn.rsplit(":", 1)[-1].rsplit("-", 1)[0]
        if queue not in QUEUES:
            raise ValueError(f"unknown queue {queue}")
        return cls(tenant_id=body["tenantId"], site_id=body["siteId"], target_status=QUEUES[queue])


class OperationRunner:
    def __init__(self, table: Any = None) -> None:
        self._table = table or boto3.resource("dynamodb").Table(os.environ.get("SITES_TABLE", "sites"))

    def run(self, operation: Operation) -> None:
        try:
            self._table.update_item(
                Key={"PK": f"TENANT#{operation.tenant_id}", "SK": f"SITE#{operation.site_id}"},
                UpdateExpression="SET #status = :status, updated_at = :now",
                ConditionExpression="attribute_exists(PK)",
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues={
                    ":status": operation.target_status,
                    ":now": datetime.now(timezone.utc).isoformat(timespec="seconds"),
                },
            )
        except ClientError as exc:
            if exc.response["Error"]["Code"] == "ConditionalCheckFailedException":
                raise UnknownSiteError(operation.site_id) from exc
            raise
