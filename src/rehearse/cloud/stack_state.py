"""States that a stack has for a while only, such as UPDATE_IN_PROGRESS: here every change is over when its call is.

POST /rehearsal/stack with {"account": ID, "region": REGION, "stack": NAME, "status": STATE} puts a stack into a state.
"""

import json
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from moto.cloudformation.models import cloudformation_backends


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
