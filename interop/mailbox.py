"""Looks at and changes a mailbox on the server (over IMAP) and its copy in a Maildir. mbsync.sh uses it.

A message is known by the number in its Message-ID, which messages.py gives it.
"""

import argparse
import hashlib
import imaplib
import os
import re
import ssl
import sys

import messages

MAILDIR_FLAGS = {"\\Seen": "S", "\\Flagged": "F", "\\Answered": "R", "\\Draft": "D", "\\Deleted": "T"}
NUMBER = re.compile(rb"^Message-ID: <(\d+)@interop\.example>", re.IGNORECASE | re.MULTILINE)


def without_tuid(message):
    """mbsync adds a line to what it copies."""
    return re.sub(rb"^X-TUID: .*\r\n", b"", message, flags=re.MULTILINE)


class Server:
    def __init__(self, options):
        trust = ssl.create_default_context(cafile=options.certificate)
        self.imap = imaplib.IMAP4_SSL("localhost", options.port, ssl_context=trust, timeout=60)
        with open(options.password_file, encoding="utf-8") as file:
            self.imap.login(options.user, file.readline().rstrip("\n"))

    def call(self, what, *arguments):
        kind, answers = getattr(self.imap, what)(*arguments)
        if kind != "OK":
            sys.exit(f"{what} {arguments}: {kind} {answers}")
        return answers

    def open(self, mailbox):
        """The number of messages."""
        return int(self.call("select", f'"{mailbox}"')[0])

    def add(self, mailbox, numbers):
        for number in numbers:
            flags = "(\\Seen)" if number % 2 else "()"
            date = f'"{1 + number % 28:2d}-May-2024 10:00:{number % 60:02d} +0200"'
            self.call("append", f'"{mailbox}"', flags, date, messages.message(number))

    def content(self, mailbox):
        """Number to octets, flags and UID."""
        found = {}
        if self.open(mailbox):
            answers = self.call("fetch", "1:*", "(UID FLAGS BODY.PEEK[])")
            for head, body in (answer for answer in answers if isinstance(answer, tuple)):
                flags = set(re.search(rb"FLAGS \(([^)]*)\)", head)[1].decode().split()) - {"\\Recent"}
                body = without_tuid(body)
                found[int(NUMBER.search(body)[1])] = (body, flags, int(re.search(rb"UID (\d+)", head)[1]))
        return found

    def change(self, mailbox, numbers, flag):
        uids = [str(uid) for number, (_, _, uid) in self.content(mailbox).items() if number in numbers]
        self.call("uid", "STORE", ",".join(uids), "+FLAGS", f"({flag})")

    def delete(self, mailbox, numbers):
        self.change(mailbox, numbers, "\\Deleted")
        self.call("expunge")

    def mailboxes(self):
        lines = [line for line in self.call("list") if b"\\NonExistent" not in line and b"\\Noselect" not in line]
        return sorted(re.search(rb'"?([^" ]+)"?$', line)[1].decode() for line in lines)


class Maildir:
    def __init__(self, options):
        self.path = options.maildir

    def files(self, mailbox):
        folder = os.path.join(self.path, mailbox)
        for place in ("cur", "new"):
            for name in sorted(os.listdir(os.path.join(folder, place))):
                yield os.path.join(folder, place, name)

    def add(self, mailbox, numbers):
        folder = os.path.join(self.path, mailbox)
        for place in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(folder, place), exist_ok=True)
        for number in numbers:
            name = f"{1715000000 + number}.{number}.interop:2,{'S' if number % 2 else ''}"
            with open(os.path.join(folder, "cur", name), "wb") as file:
                file.write(messages.message(number).replace(b"\r\n", b"\n"))

    def content(self, mailbox):
        """Number to octets as the server must have them, flags and file."""
        found = {}
        for path in self.files(mailbox):
            with open(path, "rb") as file:
                text = file.read()
            text = without_tuid(text.replace(b"\n", b"\r\n"))
            letters = path.rpartition(":2,")[2] if ":2," in path else ""
            flags = {flag for flag, letter in MAILDIR_FLAGS.items() if letter in letters}
            found[int(NUMBER.search(text)[1])] = (text, flags, path)
        return found

    def change(self, mailbox, numbers, flag):
        for number, (_, flags, path) in self.content(mailbox).items():
            if number in numbers:
                letters = "".join(sorted(MAILDIR_FLAGS[each] for each in flags | {flag}))
                folder, name = os.path.split(path)
                folder = os.path.join(os.path.dirname(folder), "cur")
                os.rename(path, os.path.join(folder, name.partition(":2,")[0] + ":2," + letters))

    def delete(self, mailbox, numbers):
        for number, (_, _, path) in self.content(mailbox).items():
            if number in numbers:
                os.remove(path)

    def mailboxes(self):
        return sorted(
            os.path.relpath(folder, self.path) for folder, inside, _ in os.walk(self.path) if "cur" in inside
        )


def numbers(options):
    if options.every:
        return range(options.every, 10_000, options.every)
    return range(options.first, options.last + 1)


def compare(options, server, maildir):
    """Both sides and the messages that were made must be the same."""
    there, here = server.content(options.mailbox), maildir.content(options.mailbox)
    if len(there) != options.messages or len(here) != options.messages:
        sys.exit(f"{len(there)} on the server and {len(here)} in the Maildir, not {options.messages}")
    for number in sorted(there):
        expected = messages.message(number)
        for side, found in (("on the server", there), ("in the Maildir", here)):
            if number not in found:
                sys.exit(f"message {number} is not {side}")
            if found[number][0] != expected:
                sys.exit(f"message {number} differs {side}:\n{found[number][0]!r}\nis not\n{expected!r}")
        if there[number][1] != here[number][1]:
            sys.exit(f"message {number} has {there[number][1]} on the server, {here[number][1]} in the Maildir")


def flagged(options, server, maildir):
    for side in (server, maildir):
        for number, (_, flags, _) in side.content(options.mailbox).items():
            if (number in numbers(options)) and options.flag not in flags:
                sys.exit(f"message {number} has {sorted(flags)} and not {options.flag}: {type(side).__name__}")


def state(server, maildir):
    for side in (server, maildir):
        for mailbox in side.mailboxes():
            print(type(side).__name__, mailbox)
            for number, (text, flags, place) in sorted(side.content(mailbox).items()):
                print(" ", number, place, sorted(flags), hashlib.sha256(text).hexdigest())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["fill", "flag", "delete", "same", "flagged", "state"])
    parser.add_argument("--port", type=int)
    for name in ("--certificate", "--user", "--password-file", "--maildir"):
        parser.add_argument(name)
    parser.add_argument("--mailbox", default="INBOX")
    parser.add_argument("--where", choices=["server", "maildir"])
    parser.add_argument("--from", type=int, dest="first")
    parser.add_argument("--to", type=int, dest="last")
    parser.add_argument("--every", type=int)
    parser.add_argument("--flag")
    parser.add_argument("--messages", type=int)
    options = parser.parse_args()
    server, maildir = Server(options), Maildir(options)
    side = server if options.where == "server" else maildir
    match options.command:
        case "fill":
            side.add(options.mailbox, numbers(options))
        case "flag":
            side.change(options.mailbox, numbers(options), options.flag)
        case "delete":
            side.delete(options.mailbox, numbers(options))
        case "same":
            compare(options, server, maildir)
        case "flagged":
            flagged(options, server, maildir)
        case "state":
            state(server, maildir)


if __name__ == "__main__":
    main()
