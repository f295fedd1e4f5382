"""Functions, versions and aliases in stacks.

moto has no `AWS::Lambda::Alias`, gives versions no attributes, and drops architecture and tags of a function in a
stack.
"""

from contextlib import suppress
from typing import Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import LambdaFunction, LambdaVersion
from moto.awslambda.utils import get_backend
from moto.cloudformation.parsing import get_model_map, get_name_type_map
from moto.core.common_models import CloudFormationModel

create_function = LambdaFunction.create_from_cloudformation_json
update_function = LambdaFunction.update_from_cloudformation_json
create_version = LambdaVersion.create_from_cloudformation_json


class StackAlias(CloudFormationModel):
    """An alias in a stack. The alias itself belongs to moto, so a promotion by `update-alias` acts on the same one."""

    # moto reads the service off the module of a class.
    __module__ = "moto.awslambda.models"

    def __init__(self, arn: str, function: str, name: str):
        self.physical_resource_id, self.function, self.name = arn, function, name

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::Lambda::Alias"

    @staticmethod
    def cloudformation_name_type() -> str:
        return "Name"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr == "AliasArn"

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return self.physical_resource_id

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: dict[str, Any], account_id: str, region_name: str, **_: Any
    ) -> "StackAlias":
        wanted = cloudformation_json["Properties"]
        function, version = wanted["FunctionName"], str(wanted["FunctionVersion"])
        backend = get_backend(account_id, region_name)
        alias = backend.create_alias(resource_name, function, version, wanted.get("Description", ""), "")
        return cls(alias.arn, function, resource_name)

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: "StackAlias",
        new_resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
    ) -> "StackAlias":
        if new_resource_name != original_resource.name:
            original_resource.delete(account_id, region_name)
            return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
        wanted = cloudformation_json["Properties"]
        version, text = str(wanted["FunctionVersion"]), wanted.get("Description", "")
        get_backend(account_id, region_name).update_alias(
            new_resource_name, original_resource.function, version, text, ""
        )
        return original_resource

    def delete(self, account_id: str, region_name: str) -> None:
        # Aliases go with their function, and moto deletes the resources of a stack in any order.
        with suppress(UnknownFunctionException):
            get_backend(account_id, region_name).delete_alias(self.name, self.function)


def with_details(function: LambdaFunction, definition: dict[str, Any]) -> LambdaFunction:
    """What moto leaves out of a function that a stack describes."""
    wanted = definition["Properties"]
    function.architectures = wanted.get("Architectures", ["x86_64"])
    function.tags = {tag["Key"]: tag["Value"] for tag in wanted.get("Tags", [])}
    if "Environment" not in wanted:
        function.environment_vars = {}
    return function


def created_function(
    _: type, name: str, definition: dict[str, Any], account: str, region: str, **more: Any
) -> LambdaFunction:
    """In place of the method of that name in moto."""
    return with_details(create_function(name, definition, account, region, **more), definition)


def updated_function(
    _: type, original_resource: LambdaFunction, cloudformation_json: dict[str, Any], **more: Any
) -> LambdaFunction:
    """In place of the method of that name in moto."""
    changed = update_function(original_resource, cloudformation_json=cloudformation_json, **more)
    return with_details(changed, cloudformation_json)


def created_version(
    _: type, name: str, definition: dict[str, Any], account: str, region: str, **more: Any
) -> LambdaVersion:
    """`Ref` of a version is its ARN."""
    version = create_version(name, definition, account, region, **more)
    function = get_backend(account, region).get_function(definition["Properties"]["FunctionName"], str(version.version))
    setattr(version, "physical_resource_id", function.function_arn)
    return version


def install() -> None:
    """Puts these functions where moto looks for its own."""
    setattr(LambdaFunction, "create_from_cloudformation_json", classmethod(created_function))
    setattr(LambdaFunction, "update_from_cloudformation_json", classmethod(updated_function))
    setattr(LambdaVersion, "create_from_cloudformation_json", classmethod(created_version))
    setattr(LambdaVersion, "has_cfn_attr", classmethod(lambda _, attribute: attribute == "Version"))
    setattr(LambdaVersion, "get_cfn_attribute", lambda version, _: str(version.version))
    get_model_map.cache_clear()
    get_name_type_map.cache_clear()
