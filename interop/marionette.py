"""Drives Thunderbird through Marionette, Mozilla's remote control, which every Thunderbird carries."""

import json
import socket
import time


class Marionette:
    """A connection to a Thunderbird that was started with --marionette."""

    def __init__(self, port, patience=60):
        deadline = time.monotonic() + patience
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
        self._buffer = b""
        self._id = 0
        self._read()
        self._call("WebDriver:NewSession", {"capabilities": {}})
        self._call("Marionette:SetContext", {"value": "chrome"})

    def run(self, script, *arguments):
        """Runs a function body with Thunderbird's own rights; it may await and its return value is returned."""
        wrapped = f"""
            const done = arguments[arguments.length - 1];
            const given = Array.from(arguments).slice(0, -1);
            (async (...args) => {{ {script} }})(...given).then(
                value => done({{ value }}), e => done({{ error: String(e) + " " + (e.stack || "") }}));
        """
        answer = self._call(
            "WebDriver:ExecuteAsyncScript",
            {"script": wrapped, "args": list(arguments), "scriptTimeout": 60000, "newSandbox": False},
        )["value"]
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer.get("value")

    def quit(self):
        self._call("Marionette:Quit", {"flags": ["eForceQuit"]})
        self._socket.close()

    def _call(self, name, parameters):
        self._id += 1
        message = json.dumps([0, self._id, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{name}: {error.get('message')}")
        return result

    def _read(self):
        while b":" not in self._buffer:
            self._fill()
        size, rest = self._buffer.split(b":", 1)
        self._buffer = rest
        while len(self._buffer) < int(size):
            self._fill()
        message, self._buffer = self._buffer[: int(size)], self._buffer[int(size) :]
        return json.loads(message)

    def _fill(self):
        received = self._socket.recv(65536)
        if not received:
            raise ConnectionError("Thunderbird has closed the connection")
        self._buffer += received
