"""As much of a debugger as a test needs: it attaches, sets a breakpoint and waits until that is reached.

It speaks the Debug Adapter Protocol, as editors do.
"""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Message = dict[str, Any]
_PATIENCE = 60


class Debugger:
    """One debugger, attached."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._answers = connection, connection.makefile("rb")
        self._number = 0
        self._ask("initialize", adapterID="tests", linesStartAt1=True, pathFormat="path")
        self._send("attach", justMyCode=False)  # its answer comes after the next but one
        self.wait_for("initialized")

    def break_at(self, file: Path, line: int) -> None:
        """Stop whoever comes to this line; then the program may go on."""
        said = self._ask("setBreakpoints", source={"path": str(file)}, breakpoints=[{"line": line}])
        assert said["body"]["breakpoints"][0]["verified"], said
        self._ask("configurationDone")

    def go_on(self, stopped: Message) -> None:
        """Let go of whoever was stopped, and stop nobody any more."""
        self._ask("continue", threadId=stopped["body"]["threadId"])
        self._ask("disconnect", terminateDebuggee=False)

    def wait_for(self, event: str) -> Message:
        """The next event of a kind."""
        while (message := self._next()).get("event") != event:
            pass
        return message

    def _ask(self, command: str, **arguments: object) -> Message:
        number = self._send(command, **arguments)
        while (message := self._next()).get("request_seq") != number:
            pass
        assert message["success"], message
        return message

    def _send(self, command: str, **arguments: object) -> int:
        self._number += 1
        message = {"seq": self._number, "type": "request", "command": command, "arguments": arguments}
        body = json.dumps(message).encode()
        self._connection.sendall(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        return self._number

    def _next(self) -> Message:
        length = 0
        while (line := self._answers.readline()) != b"\r\n":
            assert line, "the debugger's connection ended"
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: Message = json.loads(self._answers.read(length))
        return message


@contextmanager
def attached(port: int) -> Iterator[Debugger]:
    """A debugger, attached to a program that listens for one."""
    with socket.create_connection(("127.0.0.1", port), _PATIENCE) as connection:
        yield Debugger(connection)
