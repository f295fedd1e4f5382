"""Runs `aws` many times for the price of one start: loads it once, and a copy of this process runs each call.

    python quick_aws.py SOCKET    until standard input closes

A client (see quick-aws.ts) hands over its arguments, environment, folder and standard streams, and gets the exit code.
"""

import json
import os
import signal
import socket
import sys
import threading
from typing import Any

from awscli.clidriver import create_clidriver

# Loading aws sets where it finds its data.
DATA_PATH = os.environ["AWS_DATA_PATH"]
SERVICES = ["cloudformation", "cloudwatch", "lambda", "sts"]


def loaded_driver() -> Any:
    """The program, with what it reads for each call: most of the time goes there."""
    driver = create_clidriver()
    loader = driver.session.get_component("data_loader")
    for service in SERVICES:
        for kind in ("service-2", "paginators-1", "endpoint-rule-set-1"):
            loader.load_service_model(service, kind)
    loader.load_data("endpoints")
    loader.load_data("cli")
    return driver


def run(driver: Any, client: socket.socket) -> None:
    """In a copy of this process: becomes the program that was asked for."""
    message, streams, _, _ = socket.recv_fds(client, 1 << 20, 3)
    while not message.endswith(b"\n"):
        message += client.recv(1 << 20)
    call = json.loads(message)
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
    os.environ.clear()
    os.environ.update(call["env"], AWS_DATA_PATH=DATA_PATH)
    os.chdir(call["cwd"])
    sys.argv = call["argv"]
    try:
        code = driver.main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    client.sendall(str(code or 0).encode())


def end_with_parent() -> None:
    """Standard input closes when the parent closes it and also when the parent dies."""
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serves until standard input closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    driver = loaded_driver()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(sys.argv[1])
        server.listen(32)
        threading.Thread(target=end_with_parent, daemon=True).start()
        while True:
            client, _ = server.accept()
            if os.fork() == 0:
                try:
                    run(driver, client)
                finally:
                    os._exit(1)
            client.close()


if __name__ == "__main__":
    main()
