"""Invocations: the real handler of the real code of that version runs, and CloudWatch hears of it.

Without Docker, moto answers every invocation with the same text.
"""

import base64
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moto.awslambda.models import LambdaFunction
from moto.awslambda.responses import LambdaResponse
from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.cloudwatch.models import cloudwatch_backends
from moto.core.responses import BaseResponse
from moto.sts.models import sts_backends
from moto.utilities.utils import get_partition

runner = Path(__file__).with_name("run_handler.py")


@dataclass(frozen=True)
class Outcome:
    """What an invocation gives back; `payload` is JSON."""

    payload: str
    failed: bool
    logs: str


def run(function: LambdaFunction, event: str) -> Outcome:
    """Runs the handler in a process of its own, on a fresh copy of its code."""
    if not str(function.run_time).startswith("python"):
        return failure("Runtime.NotSimulated", f"A rehearsal runs Python handlers only, not {function.run_time}", "")
    with tempfile.TemporaryDirectory(prefix="lambda-") as folder:
        task, answer = Path(folder, "task"), Path(folder, "answer.json")
        with zipfile.ZipFile(io.BytesIO(function.code_bytes)) as package:
            package.extractall(task)
        command = [sys.executable, str(runner), str(function.handler), str(function.timeout), str(answer)]
        env, both = environment(function, task), subprocess.STDOUT
        done = subprocess.run(
            command, input=event, text=True, env=env, cwd=task, stdout=subprocess.PIPE, stderr=both, check=False
        )
        if answer.exists():
            return Outcome(**json.loads(answer.read_text()), logs=done.stdout)
        if done.returncode < 0:
            return failure("Sandbox.Timedout", f"Task timed out after {int(function.timeout)}.00 seconds", done.stdout)
        return failure("Runtime.ExitError", f"Runtime exited with error: exit status {done.returncode}", done.stdout)


def failure(kind: str, message: str, logs: str) -> Outcome:
    """An error that the handler could not report itself."""
    return Outcome(json.dumps({"errorType": kind, "errorMessage": message}), True, logs)


def environment(function: LambdaFunction, task: Path) -> dict[str, str]:
    """What a handler finds in AWS, and credentials with which it acts as its role, in its account, in this cloud."""
    key = credentials(function)
    return {
        "PATH": os.environ.get("PATH", ""),
        "TZ": ":UTC",
        "LAMBDA_TASK_ROOT": str(task),
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_LAMBDA_FUNCTION_VERSION": str(function.version),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
        "AWS_LAMBDA_LOG_GROUP_NAME": function.logs_group_name,
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        "AWS_ENDPOINT_URL": f"http://localhost:{os.environ['MOTO_PORT']}",
        "INVOKED_FUNCTION_ARN": function.function_arn,
        **key,
        **{name: str(value) for name, value in function.environment_vars.items()},
    }


def credentials(function: LambdaFunction) -> dict[str, str]:
    """Assumes the role of the function, as the Lambda service does."""
    sts = sts_backends[function.account_id][get_partition(function.region)]
    session = {"role_session_name": function.function_name, "role_arn": function.role, "region_name": function.region}
    role = sts.assume_role(**session, policy="", duration=3600, external_id="")
    secrets = {"AWS_SECRET_ACCESS_KEY": role.secret_access_key, "AWS_SESSION_TOKEN": role.session_token}
    return {"AWS_ACCESS_KEY_ID": role.access_key_id, **secrets}


def record(function: LambdaFunction, failed: bool, resource: str | None = None) -> None:
    """One data point for each metric, zeros too, as in AWS: of the function, or of one alias or version."""
    dimensions = [{"Name": "FunctionName", "Value": function.function_name}]
    if resource is not None:
        dimensions.append({"Name": "Resource", "Value": f"{function.function_name}:{resource}"})
    shape = {"Dimensions": dimensions, "Unit": "Count"}
    values = {"Invocations": 1, "Errors": int(failed), "Throttles": 0}
    data = [{"MetricName": name, "Value": value, **shape} for name, value in values.items()]
    cloudwatch_backends[function.account_id][function.region].put_metric_data("AWS/Lambda", data)


def log(function: LambdaFunction, lines: str) -> None:
    """The service makes the log group at the first invocation."""
    if function.logs_group_name not in function.logs_backend.groups:
        function.logs_backend.create_log_group(function.logs_group_name, {})
    function.save_logs(lines)


def invoke_function(function: LambdaFunction, event: Any = None) -> tuple[str, bool, str]:
    """In place of `LambdaFunction._invoke_lambda`: every invocation ends here, those by queues and streams too."""
    outcome = run(function, event if isinstance(event, str) else json.dumps(event))
    record(function, outcome.failed)
    log(function, outcome.logs)
    return outcome.payload, outcome.failed, outcome.logs


def invoke(
    backend: LambdaSimpleBackend, function_name: str, qualifier: str | None, body: Any, headers: Any, response: Any
) -> bytes:
    """In place of the answer that is always the same. A qualifier may also be part of the name or of the ARN."""
    function = backend.get_function(function_name, qualifier)
    if headers.get("X-Amz-Invocation-Type") == "DryRun":
        return b""
    event = body.decode() if isinstance(body, bytes) else body
    payload, failed, logs = invoke_function(function, event or "{}")
    named = function_name.split(":function:")[-1].partition(":")[2]
    if named or qualifier:
        record(function, failed, named or qualifier)
    response["x-amz-executed-version"] = str(function.version)
    response["x-amz-log-result"] = base64.b64encode(logs.encode()[-4096:]).decode()
    if failed:
        response["x-amz-function-error"] = "Unhandled"
    return payload.encode()


def parameter(request: LambdaResponse, name: str, *default: Any) -> Any:
    """moto asks for `qualifier` where clients send `Qualifier`."""
    return BaseResponse._get_param(request, "Qualifier" if name == "qualifier" else name, *default)


def install() -> None:
    """Puts these functions where moto looks for its own."""
    setattr(LambdaFunction, "_invoke_lambda", invoke_function)
    setattr(LambdaSimpleBackend, "invoke", invoke)
    setattr(LambdaResponse, "_get_param", parameter)
