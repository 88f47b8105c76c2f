"""Mail servers that do what Debian's Postfix never would: each answers as its lines of a table say. outbound.sh starts it.

A line of the table is: address, domain, stage, how often, answer. Stages are connect, ehlo, hello (EHLO and HELO), starttls,
mail, again (MAIL after a message was taken on the same connection), rcpt, rcpt:NAME (only for that local part), data, text
(the first octets of the message), dot, and announces, whose answer is what EHLO announces. How often is a number, after
which all is well, or always. Answers are what is said, and

    cut         the connection is cut without a word
    taken-cut   the message is kept, and then the connection is cut
    garbage     220 and, when the client begins with TLS, octets that are none
    wait N      so many seconds go by before all goes on
    eager       DATA is welcome though no recipient was
    hole        nobody ever hears of a connection

What is taken lies in MAIL/DOMAIN/USER/new, a file for each recipient. What a client must not do is a line of the file of
violations: a bare CR or LF, what was not announced, commands before the answer where pipelining is not offered.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import re
import socket

ANNOUNCED = "PIPELINING SIZE=1000000 8BITMIME SMTPUTF8 ENHANCEDSTATUSCODES DSN"
ADDRESS = re.compile(r"<(?:([^>@]*)@([^>]*))?>")
# What MAIL and RCPT may say, and what must have been announced for it.
PARAMETERS = {
    "SIZE": "SIZE",
    "BODY": "8BITMIME",
    "SMTPUTF8": "SMTPUTF8",
    "RET": "DSN",
    "ENVID": "DSN",
    "NOTIFY": "DSN",
    "ORCPT": "DSN",
    "REQUIRETLS": "REQUIRETLS",
}


class Cut(Exception):
    """The connection ends here."""


class Peer:
    """The server of one domain."""

    numbers = itertools.count(1)

    def __init__(self, domain, mail, violations):
        self.domain = domain
        self.announced = ANNOUNCED.split()
        self.scenes = {}
        self._mail = mail
        self._violations = violations

    def add(self, stage, times, answer):
        if stage == "announces":
            self.announced = answer.split()
        else:
            self.scenes[stage] = [float("inf") if times == "always" else int(times), answer]

    def answer(self, *stages):
        """What the table has for the first of these stages that it names, as long as it is to be said."""
        for stage in stages:
            scene = self.scenes.get(stage)
            if scene and scene[0] > 0:
                scene[0] -= 1
                return scene[1]
        return None

    def announces(self, keyword):
        return any(word.split("=")[0] == keyword for word in self.announced)

    def keep(self, sender, recipients, octets):
        for recipient in recipients:
            user = recipient.partition("@")[0]
            folder = os.path.join(self._mail, self.domain, user, "new")
            os.makedirs(folder, exist_ok=True)
            name = os.path.join(folder, str(next(self.numbers)))
            with open(name + ".part", "wb") as file:
                file.write(f"X-From: <{sender}>\nX-To: <{recipient}>\n".encode())
                file.write(octets.replace(b"\r\n", b"\n"))
            os.rename(name + ".part", name)

    def complain(self, text):
        with open(self._violations, "a", encoding="utf-8") as file:
            file.write(f"{self.domain}: {text}\n")


class Session:
    """One connection."""

    def __init__(self, peer, reader, writer):
        self._peer = peer
        self._reader = reader
        self._writer = writer
        self._greeted = False
        self._taken = False
        self._reset()

    def _reset(self):
        self._sender = None
        self._recipients = []
        self._chunks = b""

    async def run(self):
        with contextlib.suppress(Cut, ConnectionError, asyncio.IncompleteReadError):
            await self._talk()
        self._writer.close()

    async def _talk(self):
        greeting = await self._scene("connect") or f"220 {self._peer.domain} ESMTP"
        await self._say(greeting)
        if greeting.startswith("421"):
            raise Cut
        while True:
            line = await self._reader.readuntil(b"\n")
            command = self._text(line)
            verb, _, rest = command.partition(" ")
            handler = getattr(self, "_on_" + verb.lower(), None)
            reply = await handler(rest) if handler else "502 5.5.1 Not known here"
            if greeting[0] != "2" and verb.upper() != "QUIT":
                reply = "503 5.5.1 Only QUIT"
            # Data may follow BDAT at once (RFC 3030), and nothing else unless it was offered.
            if self._waiting() and not (self._peer.announces("PIPELINING") or verb.upper() == "BDAT"):
                self._peer.complain(f"did not wait for the answer to {command}")
            await self._say(reply)
            if verb.upper() == "QUIT" or reply.startswith("421"):
                raise Cut

    def _waiting(self):
        return len(self._reader._buffer)  # StreamReader does not tell otherwise

    def _text(self, line):
        if not line.endswith(b"\r\n") or b"\r" in line[:-2]:
            self._peer.complain(f"a bare CR or LF in the command {line!r}")
        if len(line) > 512 + 500:
            self._peer.complain(f"a command of {len(line)} octets")
        return line.rstrip(b"\r\n").decode(errors="replace")

    async def _say(self, reply):
        self._writer.write(reply.encode() + b"\r\n")
        await self._writer.drain()

    async def _scene(self, *stages):
        """The answer of the table, if it is words; else what it says happens here."""
        answer = self._peer.answer(*stages)
        if answer == "cut":
            self._writer.transport.abort()
            raise Cut
        if answer and answer.startswith("wait "):
            await asyncio.sleep(float(answer.removeprefix("wait ")))
            return None
        return answer

    async def _on_ehlo(self, _):
        reply = await self._scene("ehlo", "hello")
        if reply:
            return reply
        self._reset()
        self._greeted = True
        lines = [self._peer.domain, *(word.replace("=", " ") for word in self._peer.announced)]
        return "\r\n".join(f"250{' ' if line is lines[-1] else '-'}{line}" for line in lines)

    async def _on_helo(self, _):
        reply = await self._scene("hello")
        self._greeted = not reply
        return reply or f"250 {self._peer.domain}"

    async def _on_starttls(self, _):
        reply = await self._scene("starttls")
        if reply != "garbage":
            return reply or "454 4.7.0 No TLS now"
        await self._say("220 2.0.0 Go ahead")
        await self._reader.read(1)
        await self._say("this is no TLS")
        raise Cut

    async def _on_mail(self, rest):
        self._check_parameters(rest)
        if not self._greeted:
            return "503 5.5.1 Say EHLO first"
        reply = await self._scene("again", "mail") if self._taken else await self._scene("mail")
        if not reply:
            self._reset()
            local, domain = ADDRESS.search(rest).groups()
            self._sender = f"{local}@{domain}" if domain else ""
        return reply or "250 2.1.0 Sender taken"

    async def _on_rcpt(self, rest):
        self._check_parameters(rest)
        if self._sender is None:
            return "503 5.5.1 Say MAIL first"
        local, domain = ADDRESS.search(rest).groups()
        reply = await self._scene("rcpt:" + local, "rcpt")
        if not reply:
            self._recipients.append(f"{local}@{domain}")
        return reply or "250 2.1.5 Recipient taken"

    def _check_parameters(self, rest):
        for parameter in rest[rest.find(">") + 1 :].split():
            keyword = PARAMETERS.get(parameter.split("=")[0].upper())
            if keyword is None or not self._peer.announces(keyword):
                self._peer.complain(f"{parameter} was not announced")

    async def _on_data(self, _):
        reply = await self._scene("data")
        if not self._recipients and reply != "eager":
            return "554 5.5.1 No valid recipients"
        if reply and reply != "eager":
            return reply
        if self._waiting():
            self._peer.complain("did not wait for the answer to DATA")
        await self._say("354 Go ahead")
        octets = await self._reader.readuntil(b"\r\n")
        await self._scene("text")
        while not octets.endswith(b"\r\n.\r\n") and octets != b".\r\n":
            octets += await self._reader.readuntil(b"\n")
        octets = re.sub(rb"(?m)^\.", b"", octets[:-3])
        return await self._message(octets)

    async def _on_bdat(self, rest):
        if not self._peer.announces("CHUNKING"):
            self._peer.complain("BDAT was not announced")
        size, _, last = rest.partition(" ")
        self._chunks += await self._reader.readexactly(int(size))
        if not self._recipients:
            return "503 5.5.1 No valid recipients"
        return await self._message(self._chunks) if last.upper() == "LAST" else "250 2.0.0 Go on"

    async def _message(self, octets):
        self._check_octets(octets)
        if not self._recipients:
            if octets:
                self._peer.complain("sent a message for nobody")
            return "554 5.5.1 No valid recipients"
        reply = await self._scene("dot")
        sender, recipients = self._sender, self._recipients
        self._reset()
        if not reply or reply == "taken-cut":
            self._peer.keep(sender, recipients, octets)
            self._taken = True
        if reply == "taken-cut":
            self._writer.transport.abort()
            raise Cut
        return reply or "250 2.0.0 Taken"

    def _check_octets(self, octets):
        if re.search(rb"\r(?!\n)|(?<!\r)\n", octets):
            self._peer.complain("a bare CR or LF in the message")
        if b"\0" in octets:
            self._peer.complain("a NUL in the message")
        if not octets.isascii() and not self._peer.announces("8BITMIME"):
            self._peer.complain("8 bits though 8BITMIME was not announced")
        if any(len(line) > 998 for line in octets.split(b"\r\n")):
            self._peer.complain("a line of more than 998 octets")

    async def _on_rset(self, _):
        self._reset()
        return "250 2.0.0 Forgotten"

    async def _on_noop(self, _):
        return "250 2.0.0 Here"

    async def _on_quit(self, _):
        return "221 2.0.0 Bye"


def black_hole(address):
    """A full queue of connections: the kernel drops all further attempts, as a firewall would."""
    listener = socket.create_server((address, 25), backlog=0)
    filling = []
    for _ in range(4):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex((address, 25))
        filling.append(client)
    return listener, filling


async def serve(options):
    peers = {}
    holes = []
    with open(options.table, encoding="utf-8") as file:
        for line in file:
            address, domain, stage, times, answer = line.split(maxsplit=4)
            if answer.strip() == "hole":
                holes.append(black_hole(address))
                continue
            if address not in peers:
                peers[address] = Peer(domain, options.mail, options.violations)
            peers[address].add(stage, times, answer.strip())
    servers = [
        await asyncio.start_server(
            lambda reader, writer, peer=peer: Session(peer, reader, writer).run(), address, 25, limit=2**24
        )
        for address, peer in peers.items()
    ]
    print("ready", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", required=True, help="lines of address, domain, stage, how often, answer")
    parser.add_argument("--mail", required=True, help="the folder of what is taken")
    parser.add_argument("--violations", required=True)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
