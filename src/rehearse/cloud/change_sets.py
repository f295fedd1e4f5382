"""Deployments as CloudFormation makes them: all of a change set or nothing, and with a record.

moto lets a failing change set end in an error of the server with the stack half changed, and forgets tags, parameters,
outputs and the time of an update.
"""

from typing import Any

from moto.cloudformation import models, parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import ChangeSet, CloudFormationBackend, Event, Stack
from moto.cloudformation.responses import CloudFormationResponse

from resource_changes import ResourceFailed

create_change_set = CloudFormationBackend.create_change_set
refuse_same_template = CloudFormationResponse._validate_different_update


def execute(backend: CloudFormationBackend, change_set_name: str, stack_name: str | None = None) -> None:
    """In place of `execute_change_set`. As in AWS the call succeeds, and the state of the stack tells how it went."""
    change_set = find(backend, change_set_name, stack_name)
    if change_set.execution_status != "AVAILABLE":
        raise ValidationError(
            message=f"ChangeSet [{change_set.change_set_id}] cannot be executed in its current status"
        )
    stack = backend.stacks[change_set.stack_id]
    verb = change_set.change_set_type
    if verb == "CREATE":
        # A stack that never existed goes back to one without resources, which still has its template.
        stack.template, stack.parameters = change_set.template, change_set.parameters
        stack.template_dict = {**change_set.template_dict, "Resources": {}, "Outputs": {}}
    stack._add_stack_event(f"{verb}_IN_PROGRESS", resource_status_reason="User Initiated")
    setattr(stack, "last_updated_time", models.utcnow())
    change_set.execution_status = "EXECUTE_COMPLETE"
    try:
        stack.resource_map.update(change_set.template_dict, change_set.parameters)
        accept(backend, stack, change_set)
        finish(stack, f"{verb}_COMPLETE")
    except Exception as error:
        change_set.execution_status = "EXECUTE_FAILED"
        explain(stack, error)
        roll_back(stack, "ROLLBACK" if verb == "CREATE" else "UPDATE_ROLLBACK", reason_of(error))


def find(backend: CloudFormationBackend, name: str, stack_name: str | None) -> ChangeSet:
    """A change set by its ARN, or by its name within a stack."""
    for arn, change_set in backend.change_sets.items():
        in_stack = stack_name in (None, change_set.stack_name, change_set.stack_id)
        if arn == name or (change_set.change_set_name == name and in_stack):
            return change_set
    raise ValidationError(message=f"ChangeSet [{name}] does not exist")


def accept(backend: CloudFormationBackend, stack: Stack, change_set: ChangeSet) -> None:
    """The stack becomes what the change set describes; an output that cannot be computed fails the deployment."""
    stack.output_map = parsing.OutputMap(stack.resource_map, change_set.template_dict, stack.stack_id)
    _ = stack.outputs
    backend.exports.update({export.name: export for export in stack.exports})
    stack.template, stack.template_dict = change_set.template, change_set.template_dict
    stack.parameters, stack.tags = change_set.parameters, change_set.tags or {}
    stack.description = change_set.template_dict.get("Description")


def reason_of(error: Exception) -> str:
    """The message of what went wrong first."""
    return str(error.__cause__ or error)


def explain(stack: Stack, error: Exception) -> None:
    """The event by which people find the resource that failed."""
    if isinstance(error, ResourceFailed):
        state = f"{error.action}_FAILED"
        stack.events.append(
            Event(stack.stack_id, stack.name, error.name, "", error.kind, state, reason_of(error), None)
        )


def roll_back(stack: Stack, state: str, reason: str) -> None:
    """Goes back to the earlier template; even that may fail, and then the state says so."""
    stack._add_stack_event(f"{state}_IN_PROGRESS", resource_status_reason=reason)
    try:
        stack.resource_map.update(stack.template_dict, stack.parameters)
        stack.output_map = parsing.OutputMap(stack.resource_map, stack.template_dict, stack.stack_id)
        finish(stack, f"{state}_COMPLETE")
    except Exception as error:
        explain(stack, error)
        finish(stack, f"{state}_FAILED")


def finish(stack: Stack, state: str) -> None:
    """State and event always agree."""
    stack.status = state
    stack._add_stack_event(state)


def propose(backend: CloudFormationBackend, stack_name: str, *args: Any, **options: Any) -> tuple[str, str]:
    """In place of `create_change_set`, which takes stacks whose creation failed, and does not take a change of tags alone."""
    for stack in backend.stacks.values():
        if stack.name == stack_name and stack.status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED"):
            state = f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated."
            raise ValidationError(message=state)
    change_set_id, stack_id = create_change_set(backend, stack_name, *args, **options)
    change_set = backend.change_sets[change_set_id]
    if change_set.status == "FAILED" and (change_set.tags or {}) != backend.stacks[stack_id].tags:
        # Other tags are a change, too.
        change_set.status, change_set.execution_status, change_set.status_reason = "CREATE_COMPLETE", "AVAILABLE", None
    return change_set_id, stack_id


def refuse_same(request: CloudFormationResponse, *args: Any) -> None:
    """In place of `_validate_different_update`: a change set without changes is made, and its status says so."""
    if request._get_action() != "CreateChangeSet":
        refuse_same_template(request, *args)


def install() -> None:
    """Puts these functions where moto looks for its own."""
    setattr(CloudFormationBackend, "execute_change_set", execute)
    setattr(CloudFormationBackend, "create_change_set", propose)
    setattr(CloudFormationResponse, "_validate_different_update", refuse_same)
    # The same text is no change; moto compares it with the expanded template.
    setattr(
        Stack, "has_template", lambda stack, other: stack.parse_template(stack.template) == stack.parse_template(other)
    )
