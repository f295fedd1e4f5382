"""Templates as CloudFormation sees them: the SAM transform is applied, and a type that AWS does not have is refused.

moto leaves the transform out, so a SAM stack "succeeds" with nothing in it, and it skips resources that it lacks.
"""

import copy
import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import ChangeSet, Stack
from moto.core.common_models import CloudFormationModel
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform

Template = dict[str, Any]
find_class = parsing.resource_class_from_type


class BundledPolicies:
    """The translator brings the names of managed policies along; nobody has to be asked for more."""

    def load(self) -> dict[str, str]:
        return {}


class Unsimulated(CloudFormationModel):
    """Stands for a resource that AWS has and moto has not: it can be referred to, and does nothing."""

    # moto reads the service off the module of a class.
    __module__ = "moto.cloudformation.models"

    def __init__(self, name: str):
        self.physical_resource_id = name

    @staticmethod
    def cloudformation_type() -> str:
        return "Rehearsal::Unsimulated"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return True

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return f"{self.physical_resource_id}.{attribute_name}"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name: str, *_: Any, **__: Any) -> "Unsimulated":
        return cls(resource_name)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource: Any, *_: Any, **__: Any) -> Any:
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, *_: Any) -> None:
        return None


def expand(template: Template, parameters: dict[str, Any], region: str) -> Template:
    """What remains of a template after its transform."""
    if "AWS::Serverless-2016-10-31" not in str(template.get("Transform", "")):
        return template
    try:
        values = {**parameters, "AWS::Region": region}
        return transform(copy.deepcopy(template), values, BundledPolicies())
    except InvalidDocumentException as error:
        details = ", ".join(str(cause.message) for cause in error.causes) or error.message
        reason = f"Transform AWS::Serverless-2016-10-31 failed with: {details}"
        raise ValidationError(message=reason) from error


@lru_cache
def types_in(region: str) -> frozenset[str]:
    """What CloudFormation knows in a region, as the package of cfn-lint lists it. Importing that takes five seconds."""
    package = find_spec("cfnlint")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("cfn-lint is not there: run node tools/setup.mjs")
    file = Path(package.origin).parent / "data/schemas/providers" / f"{region}.json"
    return frozenset(json.loads(file.read_text()))


def is_known(resource_type: str, region: str) -> bool:
    """moto's own list is asked first: it has types that are no longer listed."""
    simulated = [*parsing.get_model_map(), *parsing.NULL_MODELS]
    if resource_type in simulated or resource_type.startswith("Custom::"):
        return True
    return resource_type in types_in(region)


def refuse_unknown_types(template: Template, region: str) -> None:
    """As CloudFormation does before it changes anything."""
    types = sorted({resource["Type"] for resource in template.get("Resources", {}).values()})
    unknown = [name for name in types if not is_known(name, region)]
    if unknown:
        message = f"Template format error: Unrecognized resource types: [{', '.join(unknown)}]"
        raise ValidationError(message=message)


def processed(text: str, parameters: dict[str, Any], region: str) -> Template:
    """From the text of a template to resources that can be made."""
    template = expand(Stack.parse_template(text), parameters, region)
    refuse_unknown_types(template, region)
    return template


def parse_change_set(change_set: ChangeSet) -> None:
    """In place of `ChangeSet._parse_template`."""
    region = change_set.stack.region_name
    change_set.template_dict = processed(change_set.template, change_set.parameters, region)


def parse_stack(stack: Stack) -> None:
    """In place of `Stack._parse_template`, which runs before a new stack has its region; moto's stack ids carry it."""
    region = stack.stack_id.split(":")[3]
    stack.template_dict = processed(str(stack.template), getattr(stack, "parameters", {}), region)


def class_of(resource_type: str) -> type[CloudFormationModel] | None:
    """In place of `resource_class_from_type`, whose "no such class" makes moto skip a resource."""
    found = find_class(resource_type)
    return found if found is not None or resource_type in parsing.NULL_MODELS else Unsimulated


def install() -> None:
    """Puts these functions where moto looks for its own."""
    setattr(ChangeSet, "_parse_template", parse_change_set)
    setattr(Stack, "_parse_template", parse_stack)
    setattr(parsing, "resource_class_from_type", class_of)
