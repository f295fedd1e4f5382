from __future__ import annotations

import json
from unittest.mock import patch

import pytest

from src.handlers import router
from src.services.tenant_service import ConflictError, NotFoundError, TenantService


def test_health_is_routed(api_event) -> None:
    response = router.handler(api_event("GET", "/health"), None)
    assert response["statusCode"] == 200
    assert json.loads(response["body"])["status"] == "healthy"


def test_path_parameters_are_read_from_the_path() -> None:
    function, parameters, _ = router.resolve("PUT", "/v1.0/tenants/acme1/instances/wp-1/scale")
    assert function is not None
    assert parameters == {"tenantId": "acme1", "instanceId": "wp-1"}


def test_trailing_slash_is_accepted() -> None:
    assert router.resolve("GET", "/health/")[0] is not None


def test_dot_in_version_is_not_a_wildcard() -> None:
    assert router.resolve("POST", "/v1x0/tenants/acme1/instances")[0] is None


def test_unknown_route(api_event) -> None:
    assert router.handler(api_event("GET", "/nowhere"), None)["statusCode"] == 404


def test_wrong_method(api_event) -> None:
    assert router.handler(api_event("DELETE", "/health"), None)["statusCode"] == 405


def test_broken_json(api_event) -> None:
    event = api_event("POST", "/v1.0/tenants/acme1/instances")
    event["body"] = "{"
    response = router.handler(event, None)
    assert response["statusCode"] == 400
    assert "INVALID_JSON" in response["body"]


@pytest.mark.parametrize(
    ("raised", "status"),
    [(NotFoundError("gone"), 404), (ConflictError("busy"), 409), (RuntimeError("boom"), 500)],
)
def test_errors_become_responses(api_event, raised: Exception, status: int) -> None:
    with patch.object(TenantService, "get_user", side_effect=raised):
        response = router.handler(api_event("GET", "/v1.0/tenants/acme1/users/u-1"), None)
    assert response["statusCode"] == status
    assert "boom" not in response["body"]


def test_body_that_is_not_an_object(api_event) -> None:
    response = router.handler(api_event("POST", "/v1.0/tenants/acme1/instances", [1]), None)
    assert response["statusCode"] == 400
