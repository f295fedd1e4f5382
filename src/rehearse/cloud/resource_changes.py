"""The resources of a stack, changed as CloudFormation changes them: in order, and what is retained stays.

moto makes new resources before it changes old ones (a new Lambda version would publish the old code), and deletes
before it creates, whatever the deletion policy.
"""

import logging
from typing import Any

from moto.cloudformation import parsing
from moto.cloudformation.models import Stack
from moto.cloudformation.parsing import ResourceMap

logger = logging.getLogger(__name__)
update_resource = parsing.parse_and_update_resource


class ResourceFailed(Exception):
    """Names the resource that could not be made; the cause says why."""

    def __init__(self, name: str, kind: str, action: str):
        super().__init__(name)
        self.name, self.kind, self.action = name, kind, action


def update(resources: ResourceMap, template: dict[str, Any], parameters: dict[str, Any] | None = None) -> None:
    """In place of `ResourceMap.update`: functions, then what is new (versions too), other changes, removals."""
    changes = resources.build_resource_diff(template, parameters)
    before = resources._resource_json_map
    kinds = {name: resource["Type"] for name, resource in {**before, **template["Resources"]}.items()}
    adopt(resources, template, parameters)
    functions = [name for name in changes["Modify"] if kinds[name] == "AWS::Lambda::Function"]
    others = [name for name in changes["Modify"] if name not in functions]
    steps = [(name, "UPDATE") for name in functions] + [(name, "CREATE") for name in changes["Add"]]
    for name, action in steps + [(name, "UPDATE") for name in others]:
        try:
            make(resources, name, action)
        except Exception as error:
            raise ResourceFailed(name, kinds[name], action) from error
    remove(resources, {name: before[name] for name in reversed(changes["Remove"])})


def adopt(resources: ResourceMap, template: dict[str, Any], parameters: dict[str, Any] | None) -> None:
    """From here on the new template counts; moto would keep the parameters that only the old one had."""
    resources.resolved_parameters = {}
    resources._template = template
    resources._resource_json_map = template["Resources"]
    if parameters:
        resources.input_parameters = parameters
    resources.load()


def make(resources: ResourceMap, name: str, action: str) -> None:
    """Reading a resource that is not there yet makes it, and first what it refers to."""
    existing = resources[name]
    if action == "CREATE" or existing is None:
        return
    args = {"account_id": resources._account_id, "region_name": resources._region_name}
    changed = update_resource(name, resources._resource_json_map[name], resources, **args)
    # Some kinds have no update in moto: they stay as they are.
    resources._parsed_resources[name] = changed or existing


def remove(resources: ResourceMap, definitions: dict[str, Any]) -> None:
    """Deletes, except what outlives its stack. What another resource still needs is tried again after that one."""
    for name, definition in definitions.items():
        if str(definition.get("DeletionPolicy")).startswith("Retain"):
            resources._parsed_resources.pop(name, None)
    remaining = [name for name in definitions if resources._parsed_resources.get(name) is not None]
    for _ in range(len(remaining)):
        remaining = [name for name in remaining if not is_deleted(resources, name, definitions[name])]
    for name in remaining:
        # As in AWS this does not fail the update: the stack lets go of it, and says so.
        logger.warning("%s could not be deleted and is left behind", name)
        del resources._parsed_resources[name]


def is_deleted(resources: ResourceMap, name: str, definition: dict[str, Any]) -> bool:
    """Tries to delete one resource."""
    try:
        resources._delete_resource(resources._parsed_resources[name], definition)
    except Exception:
        logger.debug("%s cannot be deleted now", name, exc_info=True)
        return False
    del resources._parsed_resources[name]
    return True


def install() -> None:
    """Puts these functions where moto looks for its own."""
    setattr(ResourceMap, "update", update)
    # A resource whose condition is false is not part of the stack.
    existing = property(lambda stack: [found for found in stack.resource_map.values() if found is not None])
    setattr(Stack, "stack_resources", existing)
