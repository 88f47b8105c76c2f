"""Greylisting as a policy of Postfix: who comes for the first time is told to come back. outbound.sh starts it.

Arguments: address, port, the seconds after which who comes back is let in.
"""

import socketserver
import sys
import threading
import time

seen = {}
lock = threading.Lock()


class Policy(socketserver.StreamRequestHandler):
    """A request is lines of name=value and an empty one; so is the answer."""

    def handle(self):
        request = {}
        for line in self.rfile:
            name, separator, value = line.decode(errors="replace").strip().partition("=")
            if separator:
                request[name] = value
                continue
            self.wfile.write(f"action={self.judge(request)}\n\n".encode())
            request = {}

    def judge(self, request):
        triplet = tuple(request.get(name) for name in ("client_address", "sender", "recipient"))
        with lock:
            first = seen.setdefault(triplet, time.monotonic())
        if time.monotonic() - first < float(sys.argv[3]):
            return "DEFER_IF_PERMIT Greylisted, please come back"
        return "DUNNO"


class Server(socketserver.ThreadingTCPServer):
    """One thread for each of smtpd's processes."""

    allow_reuse_address = True
    daemon_threads = True


with Server((sys.argv[1], int(sys.argv[2])), Policy) as server:
    print("ready", flush=True)
    server.serve_forever()
