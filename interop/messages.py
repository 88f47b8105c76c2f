"""Makes messages as people and programs send them, the same in every run.

python3 messages.py FOLDER NUMBER writes 0001.eml and so on, with CRLF line ends. Every message has a
Message-ID of its own, <NUMBER@interop.example>, and is otherwise one of the shapes below.
"""

import base64
import os
import random
import sys

WORDS = (
    "the meeting about next quarter moves to Thursday because most of us travel before please find the offer "
    "attached and tell me what you think of its second page we have agreed on three changes already"
).split()

PEOPLE = [
    "Ada Lovelace <ada@example.org>",
    "=?UTF-8?Q?J=C3=B6rg_Wei=C3=9F?= <joerg.weiss@example.org>",
    '"Smith, John (Sales)" <john.smith@example.org>',
    "=?ISO-2022-JP?B?GyRCOzNFRBsoQiAbJEIyVjtSGyhC?= <hanako@example.jp>",
    "newsletter@example.net",
    '"quoted \\"name\\"" <"odd local part"@example.org>',
]


def words(rng, count):
    lines, line = [], ""
    for _ in range(count):
        word = rng.choice(WORDS)
        if len(line) + len(word) > 70:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\r\n".join([*lines, line]) + "\r\n"


def encoded(data):
    return base64.encodebytes(data).decode().replace("\n", "\r\n")


def part(header, body):
    return header.encode() + b"\r\n\r\n" + (body.encode() if isinstance(body, str) else body)


def multipart(subtype, boundary, *parts):
    mark = b"--" + boundary.encode()
    body = b"".join(mark + b"\r\n" + each + b"\r\n" for each in parts) + mark + b"--\r\n"
    return part(f'Content-Type: multipart/{subtype}; boundary="{boundary}"', body)


def plain(rng):
    return part("Content-Type: text/plain; charset=us-ascii", words(rng, rng.randint(5, 400)))


def no_mime(rng):
    return b"\r\n" + words(rng, 60).encode()


def utf8(rng):
    header = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit"
    return part(header, words(rng, 40) + "Grüße – 你好 – здравствуйте 🎺\r\n")


def latin1(rng):
    header = "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit"
    return part(header, (words(rng, 40) + "Mit freundlichen Grüßen, François\r\n").encode("latin-1"))


def koi8(_):
    header = "Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: base64"
    return part(header, encoded("Отчёт за второй квартал во вложении.\r\n".encode("koi8-r")))


def japanese(_):
    header = "Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit"
    return part(header, "来週の会議は木曜日です。\r\n".encode("iso-2022-jp"))


def quoted_printable(_):
    header = "Content-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: quoted-printable"
    return part(header, "Stra=C3=9Fe 1 =E2=80=93 a line that goes on =\r\nhere =3D done=20\r\n")


def alternative(rng):
    text = words(rng, 80)
    html = f"<html><body><p>{text}</p></body></html>\r\n"
    return multipart(
        "alternative",
        "=_alt_1",
        part("Content-Type: text/plain; charset=utf-8", text),
        part("Content-Type: text/html; charset=utf-8", html),
    )


def attachment(rng):
    return multipart(
        "mixed",
        "----=_Part_1.2",
        part("Content-Type: text/plain; charset=utf-8", words(rng, 30)),
        part(
            "Content-Type: application/pdf;\r\n\tname*=UTF-8''Angebot%20M%C3%BCller.pdf\r\n"
            "Content-Disposition: attachment;\r\n\tfilename*=UTF-8''Angebot%20M%C3%BCller.pdf\r\n"
            "Content-Transfer-Encoding: base64",
            encoded(rng.randbytes(rng.randint(2_000, 60_000))),
        ),
    )


def inline_image(rng):
    html = '<p>See <img src="cid:logo@interop.example"></p>\r\n'
    image = part(
        "Content-Type: image/png\r\nContent-ID: <logo@interop.example>\r\nContent-Disposition: inline\r\n"
        "Content-Transfer-Encoding: base64",
        encoded(rng.randbytes(1_500)),
    )
    text = part("Content-Type: text/html; charset=utf-8", html)
    return multipart("related", "rel", text, image)


def forwarded(rng):
    inner = b"From: eve@example.org\r\nTo: ada@example.org\r\nSubject: inner\r\n" + alternative(rng)
    note = part("Content-Type: text/plain", "See below.\r\n")
    return multipart("mixed", "fwd", note, part("Content-Type: message/rfc822", inner))


def bounce(_):
    status = "Reporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; nobody@example.org\r\n"
    return multipart(
        "report; report-type=delivery-status",
        "dsn",
        part("Content-Type: text/plain", "Your message could not be delivered.\r\n"),
        part("Content-Type: message/delivery-status", status + "Action: failed\r\nStatus: 5.1.1\r\n"),
        part("Content-Type: text/rfc822-headers", "Subject: what was sent\r\n"),
    )


def invitation(_):
    event = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Review\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    text = part("Content-Type: text/plain", "Review on Thursday\r\n")
    return multipart("alternative", "cal", text, part("Content-Type: text/calendar; method=REQUEST", event))


def dots_and_from(_):
    return part("Content-Type: text/plain", "first\r\n.\r\n..two dots\r\nFrom the start\r\n>From quoted\r\n.\r\n")


def long_line(rng):
    return part("Content-Type: text/plain", "x" * rng.randint(900, 990) + "\r\n")


def empty(_):
    return b"\r\n"


def no_line_end(_):
    return part("Content-Type: text/plain", "The last line has no end")


def trailing_blanks(_):
    return part("Content-Type: text/plain", "signature follows  \r\n-- \r\n\tAda\t \r\n\r\n\r\n")


def broken_mime(_):
    return part('Content-Type: multipart/mixed; boundary="never"', "There is no such boundary.\r\n--neve\r\n")


SHAPES = [
    plain,
    alternative,
    utf8,
    attachment,
    no_mime,
    latin1,
    inline_image,
    quoted_printable,
    koi8,
    forwarded,
    japanese,
    bounce,
    invitation,
    dots_and_from,
    long_line,
    empty,
    no_line_end,
    trailing_blanks,
    broken_mime,
]

SUBJECTS = [
    "Offer 2024-117, second version",
    "Re: Minutes of the Monday meeting",
    "=?UTF-8?Q?R=C3=BCckfrage_zur_Lieferung?=",
    "=?ISO-2022-JP?B?GyRCTWg9NSROMnE1RBsoQg==?=",
    "Fwd: a subject that is\r\n folded over\r\n\tthree lines",
    "",
    '[list] "quotes" and (parentheses) {7}',
]


def message(number):
    rng = random.Random(number)
    header = [
        f"Received: from mail.example.org (192.0.2.{number % 250}) by mx.example.net with ESMTPS id {number:08x};",
        f"\tTue, {1 + number % 28} May 2024 {number % 24:02d}:{number % 60:02d}:11 +0200 (CEST)",
        f"Date: {1 + number % 28} May 2024 {number % 24:02d}:{number % 60:02d}:07 +0200",
        f"From: {PEOPLE[number % len(PEOPLE)]}",
        f"To: {', '.join(PEOPLE[: 1 + number % 4])}",
        f"Message-ID: <{number}@interop.example>",
    ]
    if number % 7:
        header.append(f"Subject: {SUBJECTS[number % len(SUBJECTS)]}")
    if number % 3 == 0:
        header += [f"In-Reply-To: <{number - 1}@interop.example>", f"References: <1@interop.example>\r\n <{number - 1}@interop.example>"]
    if number % 5 == 0:
        header += ["List-Id: <team.example.org>", "X-Empty:", "Precedence: bulk"]
    header.append("MIME-Version: 1.0")
    rest = SHAPES[number % len(SHAPES)](rng)
    return "\r\n".join(header).encode() + b"\r\n" + rest


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    os.makedirs(folder, exist_ok=True)
    for number in range(1, count + 1):
        with open(os.path.join(folder, f"{number:04d}.eml"), "wb") as file:
            file.write(message(number))


if __name__ == "__main__":
    main()
