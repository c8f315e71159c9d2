"""`python -m salesleader.embedded run`, or `… with COMMAND …`: one command with the servers up."""

import os
import signal
import subprocess
import sys

from salesleader.embedded.processes import CannotRun
from salesleader.embedded.run import Run, folder_of_this_copy
from salesleader.embedded.servers import Servers
from salesleader.embedded.supervisor import ROOT


def main(arguments: list[str]) -> int:
    try:
        return dispatch(arguments)
    except CannotRun as reason:
        sys.stderr.write(f"{reason}\n")
    except PermissionError as error:
        sys.stderr.write(f"{not_ours(error)}\n")
    return 1


def dispatch(arguments: list[str]) -> int:
    if arguments[:1] == ["run"]:
        Run(folder_of_this_copy(), port_to_use())()
        return 0
    return with_servers(arguments[1:])


def with_servers(command: list[str]) -> int:
    """Start what does not run yet, and stop afterwards only what nobody else uses."""
    servers = Servers(folder_of_this_copy())
    try:
        servers.start()
        return in_the_foreground(command, servers.environment())
    finally:
        servers.stop()


def in_the_foreground(command: list[str], environment: dict[str, str]) -> int:
    """Ctrl-C reaches the command from the terminal; we wait for it and then see to the servers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = subprocess.Popen(
        command, cwd=ROOT, env=environment, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    )
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    return child.wait()


def port_to_use() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise CannotRun(f"PORT={given} is not a port. Choose one from 1024 to 65535, as in PORT=8000.")
    return int(given)


def not_ours(error: PermissionError) -> str:
    return (
        f"{error.filename} belongs to another user, perhaps because an earlier start was as root."
        " Start as that user, give the folder to yourself with chown, or choose another: SALESLEADER_DATA=…"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
