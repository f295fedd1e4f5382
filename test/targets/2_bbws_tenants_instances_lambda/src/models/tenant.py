"""Tenant, instance and user records."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from enum import Enum
from typing import Any


class TenantStatus(str, Enum):
    """Life cycle of a tenant."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    PARKED = "PARKED"
    DEPROVISIONED = "DEPROVISIONED"


class InstanceStatus(str, Enum):
    """Life cycle of a WordPress instance."""

    PROVISIONING = "PROVISIONING"
    ACTIVE = "ACTIVE"
    SCALING = "SCALING"
    FAILED = "FAILED"


class Tier(str, Enum):
    """Commercial tier; it bounds the number of instances."""

    STANDARD = "STANDARD"
    PROFESSIONAL = "PROFESSIONAL"
    ENTERPRISE = "ENTERPRISE"

    @property
    def max_instances(self) -> int:
        return {Tier.STANDARD: 1, Tier.PROFESSIONAL: 3, Tier.ENTERPRISE: 10}[self]


def utc_now() -> str:
    """Current time as ISO 8601 text with seconds."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


@dataclass
class Tenant:
    tenant_id: str
    organization_name: str
    tier: Tier = Tier.STANDARD
    status: TenantStatus = TenantStatus.PENDING

    @classmethod
    def from_item(cls, item: dict[str, Any]) -> Tenant:
        return cls(
            tenant_id=item["tenant_id"],
            organization_name=item.get("organization_name", ""),
            tier=Tier(item.get("tier", Tier.STANDARD.value)),
            status=TenantStatus(item.get("status", TenantStatus.PENDING.value)),
        )


@dataclass
class Instance:
    tenant_id: str
    instance_id: str
    wordpress_version: str = "6.7"
    desired_count: int = 2
    status: InstanceStatus = InstanceStatus.PROVISIONING
    created_at: str = field(default_factory=utc_now)

    @property
    def service_name(self) -> str:
        return f"tenant-{self.tenant_id}-wordpress"

    @classmethod
    def from_item(cls, item: dict[str, Any]) -> Instance:
        return cls(
            tenant_id=item["tenant_id"],
            instance_id=item["instance_id"],
            wordpress_version=item.get("wordpress_version", "6.7"),
            desired_count=int(item.get("desired_count", 2)),
            status=InstanceStatus(item.get("status", InstanceStatus.PROVISIONING.value)),
            created_at=item.get("created_at", ""),
        )

    def to_item(self) -> dict[str, Any]:
        item = asdict(self)
        item["status"] = self.status.value
        return item


@dataclass
class User:
    tenant_id: str
    user_id: str
    role: str = "VIEWER"
    active: bool = True

    @classmethod
    def from_item(cls, item: dict[str, Any]) -> User:
        return cls(
            tenant_id=item["tenant_id"],
            user_id=item["user_id"],
            role=item.get("role", "VIEWER"),
            active=bool(item.get("active", True)),
        )
