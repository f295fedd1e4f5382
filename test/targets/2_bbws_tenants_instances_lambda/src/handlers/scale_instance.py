"""PUT /v1.0/tenants/{tenantId}/instances/{instanceId}/scale"""

from __future__ import annotations

from typing import Any

from src.helpers.response import parse_body, path_parameter, success
from src.services.tenant_service import TenantService
from src.validators.tenant_validator import ValidationError, validate_scale, validate_tenant_id


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    tenant_id = validate_tenant_id(path_parameter(event, "tenantId"))
    instance_id = path_parameter(event, "instanceId")
    if not instance_id:
        raise ValidationError(["instanceId is required"])
    desired_count = validate_scale(parse_body(event))
    instance = TenantService().scale_instance(tenant_id, instance_id, desired_count)
    return success(
        {
            "tenantId": instance.tenant_id,
            "instanceId": instance.instance_id,
            "status": instance.status.value,
            "desiredCount": instance.desired_count,
        },
        202,
    )
