"""Rules for tenants, their instances and their users."""

from __future__ import annotations

import uuid

from aws_lambda_powertools import Logger

from src.helpers import dynamodb, ecs
from src.models.tenant import Instance, InstanceStatus, Tenant, TenantStatus, User, utc_now

logger = Logger(service="tenant-instance-management")


class NotFoundError(Exception):
    """Tenant, instance or user that is not there."""


class ConflictError(Exception):
    """The request does not fit the present state."""


class TenantService:
    """What the API can do with a tenant."""

    def get_tenant(self, tenant_id: str) -> Tenant:
        item = dynamodb.get_item("tenants", {"tenant_id": tenant_id})
        if item is None:
            raise NotFoundError(f"tenant {tenant_id} not found")
        return Tenant.from_item(item)

    def get_user(self, tenant_id: str, user_id: str) -> User:
        self.get_tenant(tenant_id)
        item = dynamodb.get_item("users", {"tenant_id": tenant_id, "user_id": user_id})
        if item is None:
            raise NotFoundError(f"user {user_id} not found")
        return User.from_item(item)

    def create_instance(self, tenant_id: str, wordpress_version: str, desired_count: int) -> Instance:
        tenant = self._usable_tenant(tenant_id)
        existing = dynamodb.query("instances", tenant_id)
        if len(existing) >= tenant.tier.max_instances:
            raise ConflictError(f"tier {tenant.tier.value} allows {tenant.tier.max_instances} instance(s)")
        instance = Instance(
            tenant_id=tenant_id,
            instance_id=f"wp-{uuid.uuid4().hex[:12]}",
            wordpress_version=wordpress_version,
            desired_count=desired_count,
        )
        dynamodb.put_new("instances", instance.to_item(), key="instance_id")
        logger.info("instance created", extra={"tenant_id": tenant_id, "instance_id": instance.instance_id})
        return instance

    def scale_instance(self, tenant_id: str, instance_id: str, desired_count: int) -> Instance:
        self._usable_tenant(tenant_id)
        key = {"tenant_id": tenant_id, "instance_id": instance_id}
        item = dynamodb.get_item("instances", key)
        if item is None:
            raise NotFoundError(f"instance {instance_id} not found")
        instance = Instance.from_item(item)
        if instance.status is InstanceStatus.PROVISIONING:
            raise ConflictError(f"instance {instance_id} is still being provisioned")
        if instance.desired_count == desired_count:
            return instance
        try:
            ecs.scale(instance.service_name, desired_count)
        except ecs.ServiceNotFoundError as exc:
            raise NotFoundError(f"service {instance.service_name} not found") from exc
        changed = dynamodb.update(
            "instances",
            key,
            {
                "desired_count": desired_count,
                "status": InstanceStatus.SCALING.value,
                "updated_at": utc_now(),
            },
        )
        logger.info("instance scaled", extra={**key, "from": instance.desired_count, "to": desired_count})
        return Instance.from_item(changed)

    def _usable_tenant(self, tenant_id: str) -> Tenant:
        tenant = self.get_tenant(tenant_id)
        if tenant.status is not TenantStatus.ACTIVE:
            raise ConflictError(f"tenant {tenant_id} is {tenant.status.value}")
        return tenant
