from __future__ import annotations

import json
from unittest.mock import patch

import pytest

from src.handlers import create_instance, scale_instance, user_get
from src.models.tenant import Instance, InstanceStatus, User
from src.services.tenant_service import TenantService
from src.validators.tenant_validator import ValidationError


def test_create_instance(api_event) -> None:
    event = api_event("POST", "/", {"desiredCount": 3}, {"tenantId": "acme1"})
    created = Instance(tenant_id="acme1", instance_id="wp-1", desired_count=3)
    with patch.object(TenantService, "create_instance", return_value=created) as create:
        response = create_instance.handler(event, None)
    create.assert_called_once_with("acme1", wordpress_version="6.7", desired_count=3)
    assert response["statusCode"] == 201
    assert json.loads(response["body"])["status"] == "PROVISIONING"


def test_scale_instance(api_event) -> None:
    event = api_event("PUT", "/", {"desiredCount": 4}, {"tenantId": "acme1", "instanceId": "wp-1"})
    scaled = Instance(tenant_id="acme1", instance_id="wp-1", desired_count=4, status=InstanceStatus.SCALING)
    with patch.object(TenantService, "scale_instance", return_value=scaled) as scale:
        response = scale_instance.handler(event, None)
    scale.assert_called_once_with("acme1", "wp-1", 4)
    assert response["statusCode"] == 202


def test_user_get(api_event) -> None:
    event = api_event("GET", "/", parameters={"tenantId": "acme1", "userId": "u-1"})
    with patch.object(TenantService, "get_user", return_value=User("acme1", "u-1", role="ADMIN")):
        response = user_get.handler(event, None)
    assert json.loads(response["body"])["role"] == "ADMIN"


def test_user_get_needs_a_tenant(api_event) -> None:
    with pytest.raises(ValidationError):
        user_get.handler(api_event("GET", "/", parameters={"userId": "u-1"}), None)
