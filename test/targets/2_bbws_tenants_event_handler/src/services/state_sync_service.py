"""Writes the state that an ECS event implies to the tenants table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from src.log import get_logger
from src.models.ecs_event import EcsEvent, TenantState

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

REASON_UNSUPPORTED = "unsupported-event"
REASON_NO_TENANT = "no-tenant-id-tag"
REASON_OTHER_ENVIRONMENT = "other-environment"
REASON_STALE = "stale-event"
REASON_UNKNOWN_TENANT = "unknown-tenant"

# ECS reasons can be whole stack traces of the container, the portal shows one line
MAX_REASON_LENGTH = 500

logger = get_logger()


@dataclass(frozen=True)
class SyncResult:
    status: str
    reason: str = ""
    tenant_id: str = ""
    state: TenantState | None = None

    def to_response(self) -> dict[str, Any]:
        if self.state is None:
            return {"status": self.status, "reason": self.reason}
        return {
            "status": self.status,
            "tenant_id": self.tenant_id,
            "state": self.state.value,
        }


class StateSyncService:
    def __init__(self, table: Table, environment: str) -> None:
        self._table = table
        self._environment = environment

    def sync(self, event: EcsEvent) -> SyncResult:
        state = event.target_state
        if state is None:
            return self._ignored(event, REASON_UNSUPPORTED)
        tenant_id = event.tenant_id
        if tenant_id is None:
            return self._ignored(event, REASON_NO_TENANT)
        if event.environment != self._environment:
            return self._ignored(event, REASON_OTHER_ENVIRONMENT)

        if not self._write(tenant_id, state, event):
            if self._exists(tenant_id):
                return self._ignored(event, REASON_STALE)
            logger.warning("tenant is not in the table", extra={"tenant_id": tenant_id})
            return self._ignored(event, REASON_UNKNOWN_TENANT)

        logger.info(
            "tenant state updated",
            extra={
                "tenant_id": tenant_id,
                "state": state.value,
                "event_name": event.event_name,
                "service": event.service,
            },
        )
        return SyncResult(status="success", tenant_id=tenant_id, state=state)

    def _write(self, tenant_id: str, state: TenantState, event: EcsEvent) -> bool:
        """Update the tenant; False when it is missing or has seen a later event.

        EventBridge delivers at least once and in no particular order, so an older
        event must never win. Rewriting the same event is harmless.
        """
        assignments = [
            "#status = :status",
            "updated_at = :now",
            "last_event_id = :event_id",
            "last_event_name = :event_name",
            "last_event_time = :event_time",
        ]
        values: dict[str, Any] = {
            ":status": state.value,
            ":now": _timestamp(datetime.now(UTC)),
            ":event_id": event.event_id,
            ":event_name": event.event_name,
            ":event_time": _timestamp(event.time),
        }
        expression = "SET " + ", ".join(assignments)
        if state is TenantState.FAILED:
            expression += ", status_reason = :reason"
            values[":reason"] = (event.reason or event.event_name)[:MAX_REASON_LENGTH]
        else:
            expression += " REMOVE status_reason"

        try:
            self._table.update_item(
                Key={"tenant_id": tenant_id},
                UpdateExpression=expression,
                ConditionExpression=(
                    "attribute_exists(tenant_id) AND "
                    "(attribute_not_exists(last_event_time) "
                    "OR last_event_time <= :event_time)"
                ),
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues=values,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return False
            raise
        return True

    def _exists(self, tenant_id: str) -> bool:
        found = self._table.get_item(
            Key={"tenant_id": tenant_id},
            ConsistentRead=True,
            ProjectionExpression="tenant_id",
        )
        return "Item" in found

    @staticmethod
    def _ignored(event: EcsEvent, reason: str) -> SyncResult:
        logger.info(
            "event ignored",
            extra={
                "reason": reason,
                "event_id": event.event_id,
                "event_name": event.event_name,
            },
        )
        return SyncResult(status="ignored", reason=reason)


def _timestamp(moment: datetime) -> str:
    """Fixed width, so that comparing strings in DynamoDB compares times."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
