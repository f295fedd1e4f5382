"""ECS events as EventBridge delivers them, and what they mean for a tenant."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

TENANT_ID_TAG = "bbws:tenant-id"
ENVIRONMENT_TAG = "bbws:environment"

SERVICE_ACTION = "ECS Service Action"
DEPLOYMENT_STATE_CHANGE = "ECS Deployment State Change"


class TenantState(StrEnum):
    PROVISIONING = "PROVISIONING"
    ACTIVE = "ACTIVE"
    SCALING = "SCALING"
    FAILED = "FAILED"
    ROLLING_BACK = "ROLLING_BACK"
    DEPROVISIONED = "DEPROVISIONED"


# ECS names deployment events SERVICE_DEPLOYMENT_*; the instance API publishes the
# same transitions without the prefix. Both end up here, see EcsEvent.target_state.
STATE_BY_EVENT: dict[str, dict[str, TenantState]] = {
    SERVICE_ACTION: {
        "SERVICE_STEADY_STATE": TenantState.ACTIVE,
        "SERVICE_TASK_START_IMPAIRED": TenantState.FAILED,
        "SERVICE_DESIRED_COUNT_UPDATED": TenantState.SCALING,
        "SERVICE_DELETED": TenantState.DEPROVISIONED,
    },
    DEPLOYMENT_STATE_CHANGE: {
        "DEPLOYMENT_IN_PROGRESS": TenantState.PROVISIONING,
        "DEPLOYMENT_COMPLETED": TenantState.ACTIVE,
        "DEPLOYMENT_FAILED": TenantState.FAILED,
        "DEPLOYMENT_ROLLBACK_STARTED": TenantState.ROLLING_BACK,
        "DEPLOYMENT_ROLLBACK_COMPLETED": TenantState.ACTIVE,
    },
}


class InvalidEventError(ValueError):
    """The payload is not an EventBridge event; retrying will not help."""


@dataclass(frozen=True)
class EcsEvent:
    event_id: str
    source: str
    detail_type: str
    event_name: str
    time: datetime
    service: str = ""
    reason: str = ""
    tags: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_eventbridge(cls, payload: dict[str, Any]) -> "EcsEvent":
        detail = payload.get("detail")
        if not isinstance(detail, dict):
            raise InvalidEventError("event has no detail object")

        return cls(
            event_id=str(payload.get("id", "")),
            source=str(payload.get("source", "")),
            detail_type=str(payload.get("detail-type", "")),
            event_name=str(detail.get("eventName", "")),
            time=_parse_time(payload.get("time")),
            service=_service_name(payload, detail),
            reason=str(detail.get("reason", "")),
            tags=_parse_tags(detail.get("tags")),
        )

    @property
    def tenant_id(self) -> str | None:
        return self.tags.get(TENANT_ID_TAG) or None

    @property
    def environment(self) -> str | None:
        return self.tags.get(ENVIRONMENT_TAG) or None

    @property
    def target_state(self) -> TenantState | None:
        """State the tenant moves to, None for events that do not concern us."""
        if self.source != "aws.ecs":
            return None
        name = self.event_name
        if self.detail_type == DEPLOYMENT_STATE_CHANGE:
            name = name.removeprefix("SERVICE_")
        return STATE_BY_EVENT.get(self.detail_type, {}).get(name)


def _parse_time(value: Any) -> datetime:
    try:
        parsed = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InvalidEventError(f"event has no valid time: {value!r}") from error
    if parsed.tzinfo is None:
        raise InvalidEventError(f"event time has no zone: {value!r}")
    return parsed.astimezone(UTC)


def _parse_tags(raw: Any) -> dict[str, str]:
    if not isinstance(raw, list):
        return {}
    return {
        str(tag["key"]): str(tag.get("value", "")).strip()
        for tag in raw
        if isinstance(tag, dict) and "key" in tag
    }


def _service_name(payload: dict[str, Any], detail: dict[str, Any]) -> str:
    """Service name; deployment events carry it in the resource ARN only."""
    if detail.get("serviceName"):
        return str(detail["serviceName"])
    for arn in payload.get("resources") or []:
        if ":service/" in str(arn):
            return str(arn).rsplit("/", 1)[-1]
    return ""
