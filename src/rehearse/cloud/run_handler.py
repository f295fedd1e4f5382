"""Runs one Lambda handler once, in a process of its own; the event comes on standard input.

    python run_handler.py HANDLER TIMEOUT ANSWER

Knows nothing of moto: it stands for the Python runtime of Lambda, and the handler must see nothing else.
"""

import importlib
import json
import os
import signal
import sys
import time
import traceback
import uuid
from pathlib import Path
from typing import Any

STARTUP_SECONDS = 30


class Context:
    """The second argument of a handler."""

    def __init__(self, seconds: int):
        self.deadline = time.monotonic() + seconds
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.invoked_function_arn = os.environ.pop("INVOKED_FUNCTION_ARN")
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = "rehearsal"
        self.aws_request_id = str(uuid.uuid4())
        self.identity = None
        self.client_context = None

    def get_remaining_time_in_millis(self) -> int:
        """Counts down to the moment when the process is ended."""
        return max(0, int((self.deadline - time.monotonic()) * 1000))


def load(handler: str) -> Any:
    """Finds `module.function`, or `folder/module.function`."""
    module_name, _, name = handler.rpartition(".")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise ImportError(f"Unable to import module '{module_name}': {error}") from error
    return getattr(module, name)


def call(handler: str, seconds: int, event: Any) -> dict[str, Any]:
    """The answer of the handler, or its error in the form that Lambda gives it."""
    try:
        # The alarm ends the process: nobody has to watch it, and it cannot outlive the server for long.
        signal.alarm(STARTUP_SECONDS)
        function = load(handler)
        context = Context(seconds)
        signal.alarm(seconds)
        return {"payload": json.dumps(function(event, context)), "failed": False}
    except Exception as error:
        kind = "Runtime.ImportModuleError" if isinstance(error, ImportError) else type(error).__name__
        traceback.print_exc()
        trace = traceback.format_tb(error.__traceback__)
        answer = {"errorMessage": str(error), "errorType": kind, "stackTrace": trace}
        return {"payload": json.dumps(answer), "failed": True}


def main() -> None:
    """Code of the function comes first on the path; this file's folder does not belong to it."""
    handler, seconds, answer = sys.argv[1:]
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    result = call(handler, int(seconds), json.load(sys.stdin))
    Path(answer).write_text(json.dumps(result))


if __name__ == "__main__":
    main()
