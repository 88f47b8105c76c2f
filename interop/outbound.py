"""What outbound.sh and swaks cannot: fetches a mailbox, submits with SMTPUTF8, compares texts."""

import argparse
import email
import email.policy
import imaplib
import os
import smtplib
import ssl
import sys


def fetch(options):
    """Writes each message of INBOX to a file of its own."""
    trust = ssl.create_default_context(cafile=options.certificate)
    with imaplib.IMAP4_SSL("localhost", options.port, ssl_context=trust, timeout=60) as imap:
        imap.login(options.user, os.environ["INTEROP_PASSWORD"])
        _, [count] = imap.select("INBOX", readonly=True)
        _, answers = imap.fetch("1:*", "(BODY.PEEK[])") if int(count) else (None, [])
        for number, answer in enumerate(answer for answer in answers if isinstance(answer, tuple)):
            with open(os.path.join(options.folder, str(number)), "wb") as file:
                file.write(answer[1].replace(b"\r\n", b"\n"))


def submit(options):
    """Sends a message with SMTPUTF8, under TLS and with a login if a certificate is given."""
    with smtplib.SMTP(options.host, options.port, "client.example", timeout=60) as smtp:
        if options.certificate:
            smtp.starttls(context=ssl.create_default_context(cafile=options.certificate))
            smtp.login(options.user, os.environ["INTEROP_PASSWORD"])
        with open(options.message, "rb") as file:
            message = file.read().replace(b"\n", b"\r\n")
        smtp.sendmail(options.user, [options.recipient], message, ["SMTPUTF8", "BODY=8BITMIME"])


def texts(options):
    """Whether the texts of all copies are as outbound.sh wrote them."""
    for name in options.files:
        with open(name, "rb") as file:
            message = email.message_from_binary_file(file, policy=email.policy.default)
        subject = message["Subject"]
        if message.is_multipart() or subject == "small":
            continue
        text = message.get_content()
        if text != f"Grüße an {subject}\n.\n..zwei Punkte\nFrom hier an\n":
            sys.exit(f"{name}: {text!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port", type=int)
    parser.add_argument("--certificate")
    parser.add_argument("--user")
    verbs = parser.add_subparsers(required=True)
    verb = verbs.add_parser("fetch")
    verb.add_argument("folder")
    verb.set_defaults(run=fetch)
    verb = verbs.add_parser("submit")
    verb.add_argument("message")
    verb.add_argument("recipient")
    verb.set_defaults(run=submit)
    verb = verbs.add_parser("texts")
    verb.add_argument("files", nargs="+")
    verb.set_defaults(run=texts)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
