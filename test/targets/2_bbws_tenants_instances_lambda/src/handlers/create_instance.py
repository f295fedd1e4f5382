"""POST /v1.0/tenants/{tenantId}/instances"""

from __future__ import annotations

from typing import Any

from src.helpers.response import parse_body, path_parameter, success
from src.services.tenant_service import TenantService
from src.validators.tenant_validator import validate_create_instance, validate_tenant_id


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    tenant_id = validate_tenant_id(path_parameter(event, "tenantId"))
    request = validate_create_instance(parse_body(event))
    instance = TenantService().create_instance(tenant_id, **request)
    return success(
        {
            "tenantId": instance.tenant_id,
            "instanceId": instance.instance_id,
            "status": instance.status.value,
            "desiredCount": instance.desired_count,
            "createdAt": instance.created_at,
        },
        201,
    )
