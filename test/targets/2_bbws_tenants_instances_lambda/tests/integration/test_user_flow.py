from __future__ import annotations

import json
from typing import Any

import pytest

from src.handlers import router

pytestmark = pytest.mark.integration


def test_user_is_found(aws: dict[str, Any], api_event) -> None:
    aws["users"].put_item(Item={"tenant_id": "acme1", "user_id": "u-1", "role": "EDITOR"})
    response = router.handler(api_event("GET", "/v1.0/tenants/acme1/users/u-1"), None)
    assert json.loads(response["body"]) == {"tenantId": "acme1", "userId": "u-1", "role": "EDITOR", "active": True}


def test_user_of_another_tenant_is_not_found(aws: dict[str, Any], api_event) -> None:
    aws["tenants"].put_item(Item={"tenant_id": "acme2", "status": "ACTIVE"})
    aws["users"].put_item(Item={"tenant_id": "acme1", "user_id": "u-1"})
    assert router.handler(api_event("GET", "/v1.0/tenants/acme2/users/u-1"), None)["statusCode"] == 404
