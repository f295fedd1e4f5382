"""GET /v1.0/tenants/{tenantId}/users/{userId}"""

from __future__ import annotations

from typing import Any

from src.helpers.response import path_parameter, success
from src.services.tenant_service import TenantService
from src.validators.tenant_validator import ValidationError, validate_tenant_id


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    tenant_id = validate_tenant_id(path_parameter(event, "tenantId"))
    user_id = path_parameter(event, "userId")
    if not user_id:
        raise ValidationError(["userId is required"])
    user = TenantService().get_user(tenant_id, user_id)
    return success(
        {
            "tenantId": user.tenant_id,
            "userId": user.user_id,
            "role": user.role,
            "active": user.active,
        }
    )
