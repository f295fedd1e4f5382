"""A WordPress site."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

SITE_NAME = re.compile(r"^[a-z][a-z0-9-]{2,40}$")


@dataclass
class Site:
    tenant_id: str
    name: str
    template_id: str = "blank"
    site_id: str = field(default_factory=lambda: f"site-{uuid.uuid4().hex[:10]}")
    status: str = "PENDING"
    created_at: str = field(default_factory=lambda: datetime.now(timezone.utc).isoformat(timespec="seconds"))

    def __post_init__(self) -> None:
        if not self.tenant_id:
            raise ValueError("tenantId is required")
        if not SITE_NAME.match(self.name):
            raise ValueError("name must be 3 to 41 lower case letters, digits or hyphens")

    @property
    def key(self) -> dict[str, str]:
        return {"PK": f"TENANT#{self.tenant_id}", "SK": f"SITE#{self.site_id}"}

    def to_item(self) -> dict[str, Any]:
        return {
            **self.key,
            "name": self.name,
            "template_id": self.template_id,
            "status": self.status,
            "created_at": self.created_at,
        }

    def to_response(self) -> dict[str, Any]:
        return {
            "tenantId": self.tenant_id,
            "siteId": self.site_id,
            "name": self.name,
            "templateId": self.template_id,
            "status": self.status,
            "createdAt": self.created_at,
        }

    @classmethod
    def from_item(cls, item: dict[str, Any]) -> Site:
        return cls(
            tenant_id=item["PK"].removeprefix("TENANT#"),
            site_id=item["SK"].removeprefix("SITE#"),
            name=item["name"],
            template_id=item["template_id"],
            status=item["status"],
            created_at=item["created_at"],
        )
