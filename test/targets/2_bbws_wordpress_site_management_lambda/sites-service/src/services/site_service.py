"""Sites in the table and their operations in the queues."""

from __future__ import annotations

import json
import os
from typing import Any

import boto3
from boto3.dynamodb.conditions import Key

from src.models.site import Site


class SiteNotFoundError(Exception):
    """No such site for this tenant."""


class SiteService:
    def __init__(self, table: Any = None, sqs: Any = None) -> None:
        self._table = table or boto3.resource("dynamodb").Table(os.environ.get("SITES_TABLE", "sites"))
        self._sqs = sqs or boto3.client("sqs")

    def create(self, tenant_id: str, body: dict[str, Any]) -> Site:
        site = Site(
            tenant_id=tenant_id,
            name=str(body.get("name", "")),
            template_id=str(body.get("templateId", "blank")),
        )
        self._table.put_item(Item=site.to_item())
        self._queue("CREATION_QUEUE_URL", site)
        return site

    def get(self, tenant_id: str, site_id: str) -> Site:
        response = self._table.get_item(Key={"PK": f"TENANT#{tenant_id}", "SK": f"SITE#{site_id}"})
        if "Item" not in response:
            raise SiteNotFoundError(site_id)
        return Site.from_item(response["Item"])

    def list(self, tenant_id: str) -> list[Site]:
        condition = Key("PK").eq(f"TENANT#{tenant_id}") & Key("SK").begins_with("SITE#")
        response = self._table.query(KeyConditionExpression=condition)
        return [Site.from_item(item) for item in response["Items"]]

    def delete(self, tenant_id: str, site_id: str) -> Site:
        site = self.get(tenant_id, site_id)
        site.status = "DELETING"
        self._table.put_item(Item=site.to_item())
        self._queue("DELETION_QUEUE_URL", site)
        return site

    def _queue(self, variable: str, site: Site) -> None:
        self._sqs.send_message(
            QueueUrl=os.environ[variable],
            MessageBody=json.dumps({"tenantId": site.tenant_id, "siteId": site.site_id}),
        )
