"""Lets Thunderbird read mail on a server and checks what it shows and what the server then has.

Prints a line for each thing that was checked; the first wrong one ends it. thunderbird.sh starts it.
"""

import argparse
import email
import email.message
import email.policy
import email.utils
import glob
import imaplib
import os
import re
import smtplib
import ssl
import subprocess
import time

from marionette import Marionette

ADDRESS = "alice@example.com"
PATIENCE = 60

# What the mailbox holds before Thunderbird starts: name, address, subject, text, hours ago, flags.
EARLIER = [
    ("Rosalind Frank", "rosalind@example.org", "Minutes of the Monday meeting", "They are attached.\n", 122, "\\Seen"),
    ("Tomás Nuñez", "tomas@example.org", "Kaffeemaschine im 2. Stock", "Dienstag.\n", 98, "\\Seen \\Answered"),
    ("Travel desk", "travel@example.net", "Your booking 4XK-2291", "Berlin – Aarhus.\n", 74, "\\Seen \\Flagged"),
    ("山田 花子", "hanako@example.jp", "来週の会議のお知らせ", "よろしくお願いします。\n", 50, "\\Seen"),
    ("Rosalind Frank", "rosalind@example.org", "Slides for Thursday", "Please use these.\n", 26, "\\Seen"),
    ("Invoices", "invoices@example.net", "Invoice 2024-0117", "Thank you for your order.\n", 3, ""),
]
SENDER = ("Grace Hopper", "grace@example.com")
SENDING = "Sent from Thunderbird"
SENDING_FAR = "Sent far away"
ARRIVING = "The new mail server is running"
TEXT = """\
Hello Alice,

your mailbox has moved to the new server last night. All of your folders and
messages came along, and new mail arrives as you read this.

Three things that you may notice:

 - Your address and password are the same as before.
 - Sent, Drafts, Junk, Trash and Archive are where Thunderbird expects them.
 - A message shows up on all of your devices within a second.

If anything looks odd, please write to me or come by: room 214, next to the
coffee machine.

Best wishes
Grace
"""


def ok(text):
    print(f"ok - thunderbird: {text}", flush=True)


class Wrong(Exception):
    """What was expected did not come."""


def until(what, probe, patience=PATIENCE):
    """Repeats the probe until it gives a true value, and returns that."""
    deadline = time.monotonic() + patience
    while True:
        value = probe()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Wrong(f"{what}: not within {patience} s")
        time.sleep(0.1)


class Server:
    """The server as another client of the same account sees it."""

    def __init__(self, options, address=ADDRESS):
        self._options = options
        trust = ssl.create_default_context(cafile=options.certificate)
        self._imap = imaplib.IMAP4_SSL("localhost", options.imaps, ssl_context=trust, timeout=PATIENCE)
        self._imap.login(address, os.environ["INTEROP_PASSWORD"])

    def deliver(self, sender, subject, text, hours_ago=0.0, via=None):
        """Sends a message to the MX port, or to another server that brings it there."""
        message = email.message.EmailMessage()
        message["From"] = email.utils.formataddr(sender)
        message["To"] = email.utils.formataddr(("Alice Adams", ADDRESS))
        message["Subject"] = subject
        message["Date"] = email.utils.formatdate(time.time() - 3600 * hours_ago, localtime=True)
        message["Message-ID"] = email.utils.make_msgid(domain="example.org")
        message.set_content(text)
        host, port = via or ("127.0.0.1", self._options.smtp)
        with smtplib.SMTP(host, port, "mail.example.org", timeout=PATIENCE) as smtp:
            smtp.send_message(message, sender[1], [ADDRESS])

    def flag(self, number, flags):
        self._imap.select("INBOX")
        self._imap.store(str(number), "FLAGS", f"({flags})")
        self._imap.unselect()

    def folders(self):
        _, lines = self._imap.list()
        return [line.decode() for line in lines]

    def flags(self, mailbox, subject):
        """The flags of the message with that ASCII subject; None if it is not there."""
        # Several, if messages arrive meanwhile.
        _, counts = self._imap.select(mailbox, readonly=True)
        found = None
        if counts[-1] != b"0":
            _, answers = self._imap.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
            for answer in answers:
                if isinstance(answer, tuple) and subject.encode() in answer[1]:
                    found = re.search(rb"FLAGS \(([^)]*)\)", answer[0])[1].decode().split()
        self._imap.unselect()
        return found


def foreign_text(maildir):
    """The text of the message that Thunderbird sent to another server; None if it is not there."""
    for name in glob.glob(os.path.join(maildir, "new", "*")):
        with open(name, "rb") as file:
            message = email.message_from_binary_file(file, policy=email.policy.default)
        if message["Subject"] == SENDING_FAR:
            return message.get_content()
    return None


class Thunderbird:
    """What a person does in the window."""

    PRELUDE = """
        const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
        const server = MailServices.accounts.getAccount("account1").incomingServer;
        const pane = document.getElementById("tabmail").currentAbout3Pane;
        const folder = name => server.rootFolder.getChildNamed(name);
    """

    def __init__(self, options):
        self._options = options
        self._marionette = Marionette(options.marionette)

    def run(self, script, *arguments):
        return self._marionette.run(self.PRELUDE + script, *arguments)

    def trust_and_log_in(self):
        with open(self._options.certificate, encoding="ascii") as file:
            certificate = "".join(line for line in file if "-----" not in line).replace("\n", "")
        self._marionette.run(
            """
            const [certificate, ports, address, password] = args;
            const trusted = Cc["@mozilla.org/security/x509certdb;1"]
                .getService(Ci.nsIX509CertDB).constructX509FromBase64(certificate);
            const exceptions = Cc["@mozilla.org/security/certoverride;1"].getService(Ci.nsICertOverrideService);
            for (const port of ports) {
                exceptions.rememberValidityOverride("localhost", port, {}, trusted, false);
            }
            for (const origin of ["imap://localhost", "smtp://localhost"]) {
                const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
                login.init(origin, null, origin, address, password, "", "");
                await Services.logins.addLoginAsync(login);
            }
            """,
            certificate,
            [self._options.imaps, self._options.submission],
            ADDRESS,
            os.environ["INTEROP_PASSWORD"],
        )

    def open_inbox(self):
        until("the three panes", lambda: self.run("return pane?.document.readyState == 'complete'"))
        self.run("pane.displayFolder(folder('INBOX').URI)")
        until("the folder Sent", lambda: "Sent" in self.folders())

    def folders(self):
        return self.run("return server.rootFolder.subFolders.map(f => f.name)")

    def subjects(self, name="INBOX"):
        return self.run(
            """
            const messages = [...folder(args[0]).messages];
            return messages.map(m => m.mime2DecodedSubject);
            """,
            name,
        )

    def has_shown(self, subject):
        """Whether the list of messages has a row with that subject."""
        return self.run(
            """
            const view = pane.gDBView;
            for (let i = 0; view && i < view.rowCount; i++) {
                if (view.getMsgHdrAt(i).mime2DecodedSubject == args[0]) { return true; }
            }
            return false;
            """,
            subject,
        )

    def open_message(self, subject):
        self.run(
            """
            const view = pane.gDBView;
            for (let i = 0; i < view.rowCount; i++) {
                if (view.getMsgHdrAt(i).mime2DecodedSubject == args[0]) {
                    pane.threadTree.selectedIndex = i;
                    pane.threadTree.scrollToIndex(0, true);
                }
            }
            """,
            subject,
        )

    def text_shown(self):
        return self.run(
            """
            const browser = pane.messageBrowser?.contentWindow?.getMessagePaneBrowser?.();
            return browser?.contentDocument?.body?.textContent ?? "";
            """
        )

    def star(self):
        self.run("pane.gDBView.doCommand(Ci.nsMsgViewCommandType.flagMessages)")

    def delete_shown(self):
        self.run("pane.gDBView.doCommand(Ci.nsMsgViewCommandType.deleteMsg)")

    def create_folder(self, name):
        self.run("server.rootFolder.createSubfolder(args[0], msgWindow)", name)

    def send(self, to, subject, text):
        self.run(
            """
            const [to, subject, text] = args;
            const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
            Object.assign(fields, { to, subject, body: text, forcePlainText: true });
            const identity = MailServices.accounts.getAccount("account1").defaultIdentity;
            fields.from = `${identity.fullName} <${identity.email}>`;
            const parameters = Cc["@mozilla.org/messengercompose/composeparams;1"]
                .createInstance(Ci.nsIMsgComposeParams);
            Object.assign(parameters, { composeFields: fields, identity });
            parameters.type = Ci.nsIMsgCompType.New;
            parameters.format = Ci.nsIMsgCompFormat.PlainText;
            const composition = MailServices.compose.initCompose(parameters);
            await composition.sendMsg(Ci.nsIMsgCompDeliverMode.Now, identity, "account1", null, null);
            """,
            to,
            subject,
            text,
        )

    def prepare_picture(self):
        self.run(
            """
            window.moveTo(0, 0);
            window.resizeTo(screen.width, screen.height);
            // It goes on telling of work that is long done.
            document.getElementById("statusText").style.visibility = "hidden";
            // The mouse pointer rests in the middle of the screen; no row shall lie under it.
            pane.document.getElementById("messagePaneSplitter").width = screen.width / 2 + 40;
            """
        )

    def quit(self):
        self._marionette.quit()


def check(options):
    server = Server(options)
    bob = Server(options, "bob@example.com")
    for number, (name, address, subject, text, hours_ago, flags) in enumerate(EARLIER, 1):
        server.deliver((name, address), subject, text, hours_ago)
        server.flag(number, flags)
    thunderbird = Thunderbird(options)
    thunderbird.trust_and_log_in()
    thunderbird.open_inbox()
    ok("logs in over TLS and lists the folders")

    expected = sorted(each[2] for each in EARLIER)
    until("the messages that were there", lambda: sorted(thunderbird.subjects()) == expected)
    ok(f"shows the {len(expected)} messages that were there, their subjects in every script")
    until("the list of messages", lambda: thunderbird.has_shown(EARLIER[-1][2]))

    server.deliver(SENDER, ARRIVING, TEXT)
    arrived = time.monotonic()
    until("the message that arrives", lambda: thunderbird.has_shown(ARRIVING))
    ok(f"shows a message that arrived while it was open, {time.monotonic() - arrived:.1f} s later, without asking")

    thunderbird.open_message(ARRIVING)
    until("the text of the message", lambda: "room 214, next to the" in thunderbird.text_shown())
    ok("opens it and shows its text")
    until("\\Seen on the server", lambda: "\\Seen" in (server.flags("INBOX", ARRIVING) or []))
    ok("marks it read on the server")
    if options.screenshot:
        take_picture(thunderbird, options.screenshot)

    thunderbird.send("bob@example.com", SENDING, "Grüße aus Thunderbird\n")
    until("what was sent in the other mailbox", lambda: bob.flags("INBOX", SENDING) is not None)
    ok("sends a message through the submission port with STARTTLS and a login")
    until("the copy in Sent", lambda: "\\Seen" in (server.flags("Sent", SENDING) or []))
    ok("keeps a copy in Sent on the server")
    thunderbird.send(options.foreign, SENDING_FAR, "Grüße aus Thunderbird\n")
    until("what was sent to another server", lambda: foreign_text(options.foreign_mailbox) is not None)
    if foreign_text(options.foreign_mailbox).rstrip() != "Grüße aus Thunderbird":
        raise Wrong(f"another server got {foreign_text(options.foreign_mailbox)!r}")
    ok("sends a message to an address of another server")
    answer = "Back from far away"
    server.deliver(("Bob", options.foreign), answer, "Grüße zurück\n", via=(options.foreign_host, 25))
    until("the answer", lambda: thunderbird.has_shown(answer))
    ok("shows the answer from there")
    thunderbird.star()
    until("\\Flagged on the server", lambda: "\\Flagged" in (server.flags("INBOX", ARRIVING) or []))
    ok("stars it, and the server knows")
    thunderbird.create_folder("Projects")
    until("the new folder on the server", lambda: any("Projects" in line for line in server.folders()))
    ok("makes a folder on the server")
    thunderbird.delete_shown()
    until("the message in Trash", lambda: server.flags("Trash", ARRIVING) is not None)
    if server.flags("INBOX", ARRIVING) is not None:
        raise Wrong("the deleted message is still in INBOX")
    ok("deletes it: it moves to the Trash of the server")
    thunderbird.quit()


def take_picture(thunderbird, file):
    thunderbird.prepare_picture()
    time.sleep(3)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    subprocess.run(["import", "-window", "root", "-strip", file], check=True, timeout=60)
    ok(f"picture in {os.path.relpath(file)}")


def main():
    parser = argparse.ArgumentParser()
    for name in ("--marionette", "--imaps", "--smtp", "--submission"):
        parser.add_argument(name, type=int, required=True)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--foreign", required=True, help="an address of another server")
    parser.add_argument("--foreign-mailbox", required=True, help="its Maildir")
    parser.add_argument("--foreign-host", required=True, help="the address of that server")
    parser.add_argument("--screenshot")
    check(parser.parse_args())


if __name__ == "__main__":
    main()
