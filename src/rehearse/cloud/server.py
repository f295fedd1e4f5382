"""The cloud of a rehearsal: moto's server, completed where deployments need more than it simulates.

    python server.py --port 0 --ready-file FILE [--clock-file FILE]

Writes its port to FILE once it accepts connections, listens on this machine only, and ends when its standard input
closes, so that nothing is left behind when the program that started it crashes.

POST /rehearsal/copy with {"ready": FILE, "clock": FILE} makes a copy of the cloud with all that it holds: a copy of this
process, which writes its port and its number into the first file, and ends with this one. Nothing may be calling meanwhile.
"""

import argparse
import gc
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from moto.core.config import default_user_config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import BaseWSGIServer, make_server

import change_sets
import clock
import lambda_guards
import lambda_resources
import lambda_runtime
import resource_changes
import sam_templates
import stack_state


def complete_moto() -> None:
    """Teaches moto what it lacks. Every change says in its module what moto does without it."""
    default_user_config["lambda"] = {"use_docker": False}
    # Buckets of one account are nothing to another.
    os.environ["MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS"] = "false"
    # One task of a service runs as soon as it is made; moto would start none.
    os.environ["MOTO_ECS_SERVICE_RUNNING"] = "1"
    # The translator of SAM wants some region, although it is told the region of each stack.
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    parts = (sam_templates, resource_changes, change_sets, lambda_resources, lambda_guards, lambda_runtime, stack_state)
    for part in parts:
        part.install()


def start(port: int) -> BaseWSGIServer:
    """Binds the port. Clients say `localhost`: moto would take part of a numeric address for the name of a bucket."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    app = Copying(stack_state.Settable(DomainDispatcherApplication(create_backend_app)))
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=MotoRequestHandler)
    os.environ["MOTO_PORT"] = str(server.server_port)
    return server


def announce(server: BaseWSGIServer, ready: Path) -> None:
    """Whoever waits for the file must never read half of it."""
    unfinished = ready.with_name(f"{ready.name}.unfinished")
    unfinished.write_text(f"{server.server_port} {os.getpid()}\n")
    unfinished.replace(ready)


class Copying:
    """The cloud, which makes a copy of itself when it is asked to: POST /rehearsal/copy with the two files."""

    def __init__(self, app: WSGIApplication):
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/rehearsal/copy":
            return self.app(environ, start_response)
        wanted = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        original = os.getpid()
        copy = os.fork()
        if copy == 0:
            environ["werkzeug.socket"].close()
            serve_copy(original, Path(wanted["ready"]), Path(wanted["clock"]))
        # Somebody has to wait for its end, or it stays in the list of processes.
        threading.Thread(target=os.waitpid, args=(copy, 0), daemon=True).start()
        start_response("202 Accepted", [("Content-Length", "0")])
        return []


def end_with_parent(server: BaseWSGIServer) -> None:
    """Waits for the end of standard input, which comes when the parent closes it and also when the parent dies."""
    sys.stdin.buffer.read()
    server.shutdown()


def serve_copy(parent: int, ready: Path, clock_file: Path) -> None:
    """In a copy of this process, of which only this thread is left. It never returns."""
    clock.install(clock_file)
    gc.freeze()
    server = start(0)
    threading.Thread(target=end_without, args=(parent,), daemon=True).start()
    announce(server, ready)
    server.serve_forever(poll_interval=0.05)
    os._exit(0)


def end_without(parent: int) -> None:
    """Ends this process when the one that it is a copy of is gone."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(0)


def main() -> None:
    """Serves until standard input closes."""
    parser = argparse.ArgumentParser(description="The cloud of a rehearsal.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--ready-file", type=Path, required=True, help="receives the port")
    parser.add_argument("--clock-file", type=Path, help="tells the time, while it is there")
    options = parser.parse_args()
    complete_moto()
    gc.freeze()  # what is loaded stays: no copy looks through it again
    if options.clock_file is not None:
        clock.install(options.clock_file)
    server = start(options.port)
    threading.Thread(target=end_with_parent, args=(server,), daemon=True).start()
    announce(server, options.ready_file)
    server.serve_forever(poll_interval=0.05)


if __name__ == "__main__":
    main()
