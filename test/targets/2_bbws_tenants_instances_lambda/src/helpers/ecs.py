"""Access to the ECS services of the tenants."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import boto3
from botocore.exceptions import ClientError


class ServiceNotFoundError(Exception):
    """The tenant has no running ECS service."""


@dataclass(frozen=True)
class ServiceState:
    name: str
    status: str
    desired: int
    running: int

    @property
    def steady(self) -> bool:
        return self.status == "ACTIVE" and self.desired == self.running


def cluster_name() -> str:
    environment = os.environ.get("ENVIRONMENT", "dev")
    return os.environ.get("ECS_CLUSTER", f"bbws-cluster-{environment}")


@lru_cache(maxsize=1)
def _client() -> Any:
    return boto3.client("ecs")


def reset() -> None:
    """Forget the cached connection."""
    _client.cache_clear()


def describe(service: str) -> ServiceState:
    response = _client().describe_services(cluster=cluster_name(), services=[service])
    found = [entry for entry in response.get("services", []) if entry["status"] != "INACTIVE"]
    if not found:
        raise ServiceNotFoundError(service)
    entry = found[0]
    return ServiceState(
        name=entry["serviceName"],
        status=entry["status"],
        desired=entry["desiredCount"],
        running=entry["runningCount"],
    )


def scale(service: str, desired_count: int) -> None:
    """Set the number of tasks; the service must exist."""
    if describe(service).desired == desired_count:
        return
    try:
        _client().update_service(cluster=cluster_name(), service=service, desiredCount=desired_count)
    except ClientError as exc:
        if exc.response["Error"]["Code"] in ("ServiceNotFoundException", "ServiceNotActiveException"):
            raise ServiceNotFoundError(service) from exc
        raise
