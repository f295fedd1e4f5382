"""States that a stack has for a while only, such as UPDATE_IN_PROGRESS: here every change is over when its call is.

POST /rehearsal/stack with {"account": ID, "region": REGION, "stack": NAME, "status": STATE} puts a stack into a state.
"""

import json
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import cloudformation_backends
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult


class Settable:
    """The cloud, whose stacks can be put into a state."""

    def __init__(self, app: WSGIApplication):
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/rehearsal/stack":
            return self.app(environ, start_response)
        wanted = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        backend = cloudformation_backends[wanted["account"]][wanted["region"]]
        backend.get_stack(wanted["stack"]).status = wanted["status"]
        start_response("204 No Content", [("Content-Length", "0")])
        return []


def continue_update_rollback(response: CloudFormationResponse) -> ActionResult:
    """moto has no such action. Resources are as they were before the update that failed: it was never carried out here."""
    stack = response.cloudformation_backend.get_stack(response._get_param("StackName"))
    if stack.status != "UPDATE_ROLLBACK_FAILED":
        raise ValidationError(stack.name, f"Stack:{stack.stack_id} is in {stack.status} state and can not be rolled back.")
    stack.status = "UPDATE_ROLLBACK_COMPLETE"
    return EmptyResult()


def install() -> None:
    """Puts the action where moto looks for it."""
    setattr(CloudFormationResponse, "continue_update_rollback", continue_update_rollback)
