"""Runs `aws` or `sam` many times for the price of one start: loads it once, and a copy of this process runs each call.

    python quick_tools.py aws SOCKET    until standard input closes

A client (see quick-tools.ts) hands over its arguments, environment, folder and standard streams, and gets the exit code.
"""

import importlib
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable

Program = Callable[[], object]


def load_aws() -> Program:
    """With what it reads for each call: most of the time goes there."""
    from awscli.clidriver import create_clidriver

    driver = create_clidriver()
    loader = driver.session.get_component("data_loader")
    for service in ("cloudformation", "cloudwatch", "lambda", "sts"):
        for kind in ("service-2", "paginators-1", "endpoint-rule-set-1"):
            loader.load_service_model(service, kind)
    for data in ("endpoints", "cli"):
        loader.load_data(data)
    return driver.main


def load_sam() -> Program:
    """With the commands that scripts call."""
    for module in ("build.command", "build.build_context", "deploy.command", "deploy.deploy_context"):
        importlib.import_module(f"samcli.commands.{module}")
    importlib.import_module("samtranslator.translator.transform")
    from samcli.cli.main import cli

    return cli


def run(program: Program, client: socket.socket, own: dict[str, str]) -> None:
    """In a copy of this process: becomes the program that was asked for."""
    message, streams, _, _ = socket.recv_fds(client, 1 << 20, 3)
    while not message.endswith(b"\n"):
        message += client.recv(1 << 20)
    call = json.loads(message)
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
    os.environ.clear()
    os.environ.update(call["env"], **own)
    os.chdir(call["cwd"])
    sys.argv = call["argv"]
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
