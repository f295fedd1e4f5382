"""Runs `aws` or `sam` many times for the price of one start: loads it once, and a copy of this process runs each call.

    python quick_tools.py aws SOCKET    until standard input closes

A client (see quick-tools.ts) hands over its arguments, environment, folder and standard streams, and gets the exit code.
"""

import gc
import importlib
import io
import marshal
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache
from unittest.mock import patch

Program = Callable[[], object]

# Those that scripts call.
SERVICES = ("cloudformation", "cloudwatch", "dynamodb", "ecs", "elbv2", "lambda", "s3", "sts")

# One for each way in which services are spoken to.
CALLS = (
    "lambda get-alias --function-name none --name none --query FunctionVersion --output text",
    "s3api get-object --bucket none --key none /dev/null",
    "s3 cp --quiet /dev/null s3://none/none",
    "cloudformation describe-stacks --stack-name none --query Stacks[0] --output text",
    'dynamodb get-item --table-name none --key {"id":{"S":"none"}}',
    "cloudwatch get-metric-data --metric-data-queries [] --start-time 2026-01-01 --end-time 2026-01-02",
)
# No connection is taken at the discard port of this machine.
NOBODY = {
    **dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), "none"),
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_DEFAULT_REGION": "af-south-1",
    "AWS_MAX_ATTEMPTS": "1",
    "NO_PROXY": "127.0.0.1",
}


def load_aws() -> Program:
    """With what it reads for each call, where most of the time goes; asked in the words of aws, by which it remembers."""
    from awscli.clidriver import create_clidriver

    driver = create_clidriver()
    session = driver.session
    loader = session.get_component("data_loader")
    for service in SERVICES:
        version = session.get_service_model(service).api_version
        loader.load_service_model(service, "service-2", api_version=None)
        loader.load_service_model(service, "endpoint-rule-set-1", api_version=None)
        session.get_paginator_model(service)
        session.get_paginator_model(service, version)
    session.get_service_model("sdb")  # a customization of aws asks for it whatever the call is
    loader.list_available_services("waiters-2")
    loader.list_available_services(type_name="service-2")
    for data in ("cli", "endpoints", "partitions", "sdk-default-configuration", "_retry"):
        loader.load_data(data)
    for call in CALLS:
        rehearse_call(call, loader)
    return driver.main


def rehearse_call(call: str, loader: object) -> None:
    """What is compiled, imported and remembered by a call is there for all later ones; it reaches nobody, and its driver
    is thrown away, as that remembers who called."""
    from awscli.clidriver import create_clidriver

    driver = create_clidriver()
    driver.session.register_component("data_loader", loader)
    with patch.dict(os.environ, NOBODY), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        driver.main(call.split())


def load_sam() -> Program:
    """With the commands that scripts call, and without its look at the package index for a newer version: it is not asked."""
    from boto3.session import Session
    from botocore.loaders import JSONFileLoader
    from samcli.lib.utils import version_checker
    from samtranslator.policy_template_processor.processor import PolicyTemplatesProcessor

    version_checker.fetch_and_compare_versions = lambda: None
    # Each of the clients of a command would read the same descriptions of services.
    JSONFileLoader.load_file = staticmethod(lru_cache(maxsize=None)(JSONFileLoader().load_file))
    # Templates of policies are a file of sam's own, which it judges anew for each template.
    PolicyTemplatesProcessor._is_valid_templates_dict = staticmethod(lambda *_: True)
    for service in ("cloudformation", "s3", "sts"):
        Session("none", "none", region_name="af-south-1").client(service)
    for command in ("build.build_context", "build.command", "deploy.command", "deploy.deploy_context", "deploy.guided_context"):
        importlib.import_module(f"samcli.commands.{command}")
    for module in ("boto3.s3.inject", "samcli.commands.package.package_context", "samtranslator.translator.transform", "aws_lambda_builders.workflows"):
        importlib.import_module(module)
    for kind in ("http_api", "rest_api"):
        importlib.import_module(f"samtranslator.plugins.api.implicit_{kind}_plugin")
    from samcli.cli.main import cli

    return cli


def run(program: Program, client: socket.socket, own: dict[str, str]) -> None:
    """In a copy of this process: becomes the program that was asked for."""
    _, streams, _, _ = socket.recv_fds(client, 1, 3)
    size = int.from_bytes(client.recv(4, socket.MSG_WAITALL), "big")
    sys.argv, environment, folder = marshal.loads(client.recv(size, socket.MSG_WAITALL))
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
    os.environ.clear()
    os.environ.update(environment, **own)
    os.chdir(folder)
    threading.Thread(target=end_with_client, args=(client,), daemon=True).start()
    try:
        code = program()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    client.sendall(str(code or 0).encode())


def end_with_client(client: socket.socket) -> None:
    """A client that is killed takes the program with it, as if it were the program itself."""
    client.recv(1)
    os._exit(1)


def end_with_parent() -> None:
    """Standard input closes when the parent closes it and also when the parent dies."""
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serves until standard input closes."""
    before = set(os.environ)
    program = {"aws": load_aws, "sam": load_sam}[sys.argv[1]]()
    # Calls are short: looking for what can be thrown away would copy all that is loaded.
    gc.freeze()
    gc.disable()
    # Loading aws sets where it finds its data.
    own = {name: value for name, value in os.environ.items() if name not in before}
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(sys.argv[2])
        server.listen(32)
        threading.Thread(target=end_with_parent, daemon=True).start()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            client, _ = server.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                try:
                    run(program, client, own)
                finally:
                    os._exit(1)
            client.close()


if __name__ == "__main__":
    main()
