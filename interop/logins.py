"""Says for Postfix who may log in, as Dovecot's server of logins does (its protocol 1.1). world.sh starts it.

Arguments: address, port, and who may: a user and a password.
"""

import base64
import socketserver
import sys


class Logins(socketserver.StreamRequestHandler):
    """One of smtpd's processes."""

    def handle(self):
        self.say("VERSION", "1", "1")
        self.say("MECH", "PLAIN", "plaintext")
        self.say("SPID", "1")
        self.say("CUID", "1")
        self.say("COOKIE", "00")
        self.say("DONE")
        for line in self.rfile:
            verb, *fields = line.decode().rstrip("\n").split("\t")
            if verb in ("AUTH", "CONT"):
                self.judge(fields)

    def judge(self, fields):
        number = fields[0]
        answer = next((field[5:] for field in fields if field.startswith("resp=")), None)
        if answer is None:
            answer = fields[1] if len(fields) == 2 else ""
        if not answer:
            self.say("CONT", number, "")
            return
        _, user, password = base64.b64decode(answer).decode().split("\0")
        if [user, password] == sys.argv[3:]:
            self.say("OK", number, f"user={user}")
        else:
            self.say("FAIL", number, f"user={user}")

    def say(self, *fields):
        self.wfile.write(("\t".join(fields) + "\n").encode())


class Server(socketserver.ThreadingTCPServer):
    """One thread for each of smtpd's processes."""

    allow_reuse_address = True
    daemon_threads = True


with Server((sys.argv[1], int(sys.argv[2])), Logins) as server:
    print("ready", flush=True)
    server.serve_forever()
